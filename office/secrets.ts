import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as text: a session's cookie or proof, a device's secret, a token. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. The secret is random, so a plain hash cannot be searched backwards. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Does the secret belong to the hash? Takes the same time whatever the answer. */
export function isSecretOf(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const expected = Buffer.from(hash);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A code that one person reads out to another: ten signs without look-alikes, about 50 bits. */
export function newSpokenCode(): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const signs = Array.from(randomBytes(10), (byte) => alphabet[byte % alphabet.length]).join('');
  return `${signs.slice(0, 5)}-${signs.slice(5)}`;
}
