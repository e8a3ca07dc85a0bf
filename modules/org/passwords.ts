import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { sealText, unsealText } from '#db/sealed-text.ts';
import type { Passwords } from '#modules/module.ts';

/**
 * Passwords are kept as scrypt hashes in PHC string form, with their parameters, so that the cost can rise later:
 * `$scrypt$ln=16,r=8,p=1$salt$hash`. ln=16 takes 64 MiB and about half a second on an office PC. What is stored is that
 * string sealed under a key of the office: it lies in the op log too, which other machines receive, and without the key
 * there is nothing to try passwords against.
 */
const COST = { ln: 16, r: 8, p: 1 } as const;
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/=-]+)\$([\w+/=-]+)$/;

const SEALED = 'sealed:';
/** A hash that no password has: checking against it takes as long as for a user who exists. */
const NOBODY = phc(COST, Buffer.alloc(16), Buffer.alloc(32));
const WRONG = { isRight: false, isOld: false };

/**
 * The passwords of one office, stored so that only this office can check them. `takesPlain` lets in by hashes of before
 * there was a seal; never where records come from elsewhere.
 */
export function sealedPasswords(key: Buffer, takesPlain: boolean): Passwords {
  return {
    hash: async (password) => {
      const salt = randomBytes(16);
      return SEALED + sealText(phc(COST, salt, await stretch(password, salt, COST)), key);
    },
    check: async (password, stored) => {
      const isSealed = stored?.startsWith(SEALED) ?? false;
      const plain = takesPlain ? stored : null;
      const opened = stored !== null && isSealed ? unsealed(stored.slice(SEALED.length), key) : plain;
      const { isRight, isOld } = await compare(password, opened ?? NOBODY);
      return { isRight, isOld: isOld || (isRight && !isSealed) };
    },
  };
}

/** Of another office, or damaged: nobody's. */
function unsealed(sealed: string, key: Buffer): string | null {
  try {
    return unsealText(sealed, key);
  } catch {
    // The key does not fit: a hash that this office cannot open lets nobody in.
    return null;
  }
}

async function compare(password: string, stored: string): Promise<{ isRight: boolean; isOld: boolean }> {
  const [, ln, r, p, salt, hash] = FORM.exec(stored) ?? [];
  if (ln === undefined || salt === undefined || hash === undefined) return WRONG;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (cost.ln > 20 || cost.r > 16 || cost.p > 4) return WRONG;
  const expected = Buffer.from(hash, 'base64');
  const given = await stretch(password, Buffer.from(salt, 'base64'), cost);
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return { isRight, isOld: cost.ln !== COST.ln || cost.r !== COST.r || cost.p !== COST.p };
}

interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

function phc({ ln, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

function stretch(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
