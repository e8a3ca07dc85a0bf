import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Passwords are kept as scrypt hashes in PHC string form, with their parameters, so that the cost can rise later:
 * `$scrypt$ln=16,r=8,p=1$salt$hash`. ln=16 takes 64 MiB and about half a second on an office PC.
 */
const COST = { ln: 16, r: 8, p: 1 } as const;
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/=-]+)\$([\w+/=-]+)$/;

/** The hash of a new password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await stretch(password, salt, COST);
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Is this the password, and was it hashed with today's cost? */
export async function checkPassword(password: string, stored: string): Promise<{ isRight: boolean; isOld: boolean }> {
  const [, ln, r, p, salt, hash] = FORM.exec(stored) ?? [];
  if (ln === undefined || salt === undefined || hash === undefined) return { isRight: false, isOld: false };
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (cost.ln > 20 || cost.r > 16 || cost.p > 4) return { isRight: false, isOld: false };
  const expected = Buffer.from(hash, 'base64');
  const given = await stretch(password, Buffer.from(salt, 'base64'), cost);
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return { isRight, isOld: cost.ln !== COST.ln || cost.r !== COST.r || cost.p !== COST.p };
}

/** A hash that no password has: checking against it takes as long as for a user who exists. */
export const NOBODY = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;

function stretch(password: string, salt: Buffer, { ln, r, p }: { ln: number; r: number; p: number }): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
