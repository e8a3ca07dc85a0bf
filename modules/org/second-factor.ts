import { Secret, TOTP } from 'otpauth';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { sealText, unsealText } from '#db/sealed-text.ts';

/** The second factor of one office's users: codes of six digits that change every half minute (RFC 6238). */
export interface SecondFactors {
  /**
   * A new secret for an authenticator: as text, and as the address that its QR code holds. It is kept here for the
   * session, a quarter of an hour long; a later offer takes its place.
   */
  offer(to: Offered & { readonly userName: string }, now: number): { readonly secret: string; readonly uri: string };
  /**
   * The secret that was offered in this session, as it is stored: only this office can read it. Its code is used then.
   * Refuses `SECOND_FACTOR_OVER` where there is none or another one was set meanwhile, and `SIGN_IN_CODE_WRONG`.
   */
  accept(by: Offered, code: string, now: number): Verdict<string>;
  /** Is this the code of now, or of the half minute before or after? Each code is good once. */
  check(user: { readonly id: string; readonly totpSecret: string }, code: string, now: number): boolean;
}

/** Who is offered a secret: in which session, and in the place of which stored one. */
export interface Offered {
  readonly sessionId: string;
  readonly userId: string;
  readonly totpSecret: string | null;
}

/** The last step whose code each user has used, kept over a restart. */
export interface UsedCodes {
  /** 0 for whoever has used none. */
  lastOf(userId: string): number;
  note(userId: string, step: number): void;
}

const SECRET_BYTES = 20;
const STEP_MS = 30_000;
const OFFER_MS = 15 * 60_000;

interface Offer {
  readonly secret: string;
  readonly inPlaceOf: string | null;
  readonly until: number;
}

export function sealedSecondFactors(key: Buffer, used: UsedCodes): SecondFactors {
  /** By session. What the window sends back is believed in nothing but the code. */
  const offers = new Map<string, Offer>();
  return {
    offer: ({ sessionId, totpSecret, userName }, now) => {
      for (const [id, { until }] of offers) if (until < now) offers.delete(id);
      const secret = new Secret({ size: SECRET_BYTES }).base32;
      offers.set(sessionId, { secret, inPlaceOf: totpSecret, until: now + OFFER_MS });
      return { secret, uri: totpOf(secret, userName).toString() };
    },
    accept: ({ sessionId, userId, totpSecret }, code, now) => {
      const offered = offers.get(sessionId);
      if (!offered || offered.until < now || offered.inPlaceOf !== totpSecret) return refuse('SECOND_FACTOR_OVER');
      const step = stepOf(offered.secret, code, now);
      if (step === null) return refuse('SIGN_IN_CODE_WRONG', undefined, 'code');
      offers.delete(sessionId);
      used.note(userId, Math.max(step, used.lastOf(userId)));
      return accept(sealText(offered.secret, key));
    },
    check: ({ id, totpSecret }, code, now) => {
      const step = stepOf(unsealed(totpSecret, key), code, now);
      if (step === null || step <= used.lastOf(id)) return false;
      used.note(id, step);
      return true;
    },
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
