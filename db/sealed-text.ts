import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** What a seal adds to the bytes. */
export const SEAL_OVERHEAD = NONCE + TAG;

/** Seals bytes under a 32-byte key (AES-256-GCM): nonce, bytes, tag. */
export function sealBytes(bytes: Uint8Array, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** The bytes again; throws when the key is another or a byte was changed. */
export function unsealBytes(sealed: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
}

/** The bytes again; null when the key is another or a byte was changed. */
export function soundBytes(sealed: Buffer, key: Buffer): Buffer | null {
  if (sealed.length < SEAL_OVERHEAD) return null;
  try {
    return unsealBytes(sealed, key);
  } catch {
    // The tag does not fit: the caller says what that means.
    return null;
  }
}

/** A short text, sealed so and written as base64. */
export function sealText(text: string, key: Buffer): string {
  return sealBytes(Buffer.from(text, 'utf8'), key).toString('base64');
}

/** The text again; throws when the key is another or a byte was changed. */
export function unsealText(sealed: string, key: Buffer): string {
  return unsealBytes(Buffer.from(sealed, 'base64'), key).toString('utf8');
}
