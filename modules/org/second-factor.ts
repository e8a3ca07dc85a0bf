import { Secret, TOTP } from 'otpauth';
import { sealText, unsealText } from '#db/sealed-text.ts';

/** The second factor of one office's users: codes of six digits that change every half minute (RFC 6238). */
export interface SecondFactors {
  /** A new secret for an authenticator: as text, and as the address that its QR code holds. */
  begin(userName: string): { readonly secret: string; readonly uri: string };
  /** The secret as it is stored: only this office can read it. */
  seal(secret: string): string;
  /** Is this the code of now, or of the half minute before or after? Each code is good once. */
  check(user: { readonly id: string; readonly totpSecret: string }, code: string, now: number): boolean;
  /** The same for a secret that is not stored yet. */
  isCodeOf(secret: string, code: string, now: number): boolean;
}

const SECRET_BYTES = 20;
const STEP_MS = 30_000;

export function sealedSecondFactors(key: Buffer): SecondFactors {
  /** The last step whose code each user has used. */
  const used = new Map<string, number>();
  return {
    begin: (userName) => {
      const secret = new Secret({ size: SECRET_BYTES });
      return { secret: secret.base32, uri: totpOf(secret.base32, userName).toString() };
    },
    seal: (secret) => sealText(secret, key),
    check: ({ id, totpSecret }, code, now) => {
      const step = stepOf(unsealed(totpSecret, key), code, now);
      if (step === null || step <= (used.get(id) ?? 0)) return false;
      used.set(id, step);
      return true;
    },
    isCodeOf: (secret, code, now) => stepOf(secret, code, now) !== null,
  };
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Diwan', label, digits: 6, period: STEP_MS / 1_000, secret: Secret.fromBase32(secret) });
}

/** The half minute to which a code belongs, or null for a wrong one. */
function stepOf(secret: string | null, code: string, now: number): number | null {
  if (secret === null || !/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / STEP_MS) + delta;
}

function unsealed(sealed: string, key: Buffer): string | null {
  try {
    return unsealText(sealed, key);
  } catch {
    // Sealed on another PC: nobody's code, until an administrator ends it.
    return null;
  }
}
