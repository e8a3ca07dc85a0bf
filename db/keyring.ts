import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { heardCode } from '#kernel/spoken-code.ts';
import { refusal } from './refusal.ts';

/**
 * The key of an office is 32 random bytes that never change. It is kept only wrapped: by the operating system's key
 * store (Electron does that itself), by the passphrase of the service, and by the recovery code that is printed once
 * and locked away. The keyring file holds the wraps; without one of their secrets it is worthless.
 */
const wrapSchema = z.object({
  kind: z.enum(['passphrase', 'recovery']),
  salt: z.base64(),
  /** scrypt cost: memory is 128 × N × r bytes. */
  n: z
    .number()
    .int()
    .min(1024)
    .max(1 << 20),
  nonce: z.base64(),
  sealed: z.base64(),
});

export const keyringSchema = z.object({ version: z.literal(1), office: z.uuid(), wraps: z.array(wrapSchema).max(8) });

export type Keyring = z.infer<typeof keyringSchema>;
type Wrap = z.infer<typeof wrapSchema>;

const SCRYPT = { r: 8, p: 1 } as const;
const WRAP_COST = 1 << 15;

/** A new key for a new office. */
export function newDataKey(): Buffer {
  return randomBytes(32);
}

/** The key of one purpose, so that the database and the files never share key bytes. */
export function purposeKey(
  dataKey: Buffer,
  purpose: 'database' | 'files' | 'passwords' | 'second-factor' | 'sync',
): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `diwan/${purpose}/1`, 32));
}

/** The data key sealed under a secret that a person knows. */
export function wrapKey(dataKey: Buffer, kind: Wrap['kind'], secret: string): Wrap {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', stretch(asWrapped(kind, secret), salt, WRAP_COST), nonce);
  const sealed = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  return {
    kind,
    salt: salt.toString('base64'),
    n: WRAP_COST,
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

/** The data key, when the secret opens one of the wraps; otherwise the refusal `DATABASE_WRONG_KEY`. */
export function unwrapKey(keyring: Keyring, secret: string): Buffer {
  for (const wrap of keyring.wraps) {
    const key = openWrap(wrap, secret);
    if (key) return key;
  }
  throw refusal('DATABASE_WRONG_KEY');
}

/** Is this the recovery code of the office of this keyring? */
export function isRecoveryCode({ wraps }: Keyring, secret: string): boolean {
  return wraps.some((wrap) => wrap.kind === 'recovery' && openWrap(wrap, secret) !== null);
}

/** A recovery code to print: 8 groups of 5 letters and digits without look-alikes, about 200 bits. */
export function newRecoveryCode(): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const letters = Array.from(randomBytes(40), (byte) => alphabet[byte % 32]);
  return Array.from({ length: 8 }, (_, group) => letters.slice(group * 5, group * 5 + 5).join('')).join('-');
}

function openWrap(wrap: Wrap, secret: string): Buffer | null {
  const sealed = Buffer.from(wrap.sealed, 'base64');
  const key = stretch(asWrapped(wrap.kind, secret), Buffer.from(wrap.salt, 'base64'), wrap.n);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'base64'));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  } catch {
    // A tag that does not fit means: another secret. That is an answer, not a fault.
    return null;
  }
}

/** A recovery code is typed from paper: blanks, dashes and small letters make no difference in it. */
function asWrapped(kind: Wrap['kind'], typed: string): string {
  if (kind !== 'recovery') return typed;
  return (heardCode(typed).match(/.{1,5}/gu) ?? []).join('-');
}

function stretch(secret: string, salt: Buffer, n: number): Buffer {
  return scryptSync(secret.normalize('NFC').trim(), salt, 32, { N: n, ...SCRYPT, maxmem: 256 * n * SCRYPT.r });
}
