import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { sealText } from '#db/sealed-text.ts';
import { sealedSecondFactors, type UsedCodes } from './second-factor.ts';

const NOW = 1_111_111_109_000;
const MINUTE = 60_000;
const key = Buffer.alloc(32, 1);
const usedCodes = (): UsedCodes => {
  const steps = new Map<string, number>();
  return { lastOf: (userId) => steps.get(userId) ?? 0, note: (userId, step) => void steps.set(userId, step) };
};
const factors = sealedSecondFactors(key, usedCodes());
const FIRST = { sessionId: 's1', userId: 'u0', totpSecret: null };
const codeAt = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

describe('a second factor', () => {
  it('knows the code of RFC 6238, appendix B, cut to six digits', () => {
    const user = { id: 'rfc', totpSecret: sealText(Secret.fromUTF8('12345678901234567890').base32, key) };
    expect(factors.check(user, '081805', NOW)).toBe(false);
    expect(factors.check(user, '081804', NOW)).toBe(true);
  });

  it('takes the half minute before and after, each code once, and nothing of another office', () => {
    const secret = new Secret({ size: 20 }).base32;
    const user = { id: 'u1', totpSecret: sealText(secret, key) };
    expect(factors.check(user, codeAt(secret, NOW - 30_000), NOW)).toBe(true);
    expect(factors.check(user, codeAt(secret, NOW), NOW)).toBe(true);
    expect(factors.check(user, codeAt(secret, NOW), NOW)).toBe(false);
    expect(factors.check(user, codeAt(secret, NOW - 90_000), NOW)).toBe(false);
    const other = sealedSecondFactors(Buffer.alloc(32, 2), usedCodes());
    expect(other.check(user, codeAt(secret, NOW + 30_000), NOW + 30_000)).toBe(false);
  });

  it('takes no code again after a restart', () => {
    const used = usedCodes();
    const secret = new Secret({ size: 20 }).base32;
    const user = { id: 'u1', totpSecret: sealText(secret, key) };
    expect(sealedSecondFactors(key, used).check(user, codeAt(secret, NOW), NOW)).toBe(true);
    expect(sealedSecondFactors(key, used).check(user, codeAt(secret, NOW), NOW)).toBe(false);
  });

  it.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦'])('does not take %j for a code', (code) => {
    factors.offer({ ...FIRST, userName: 'x' }, NOW);
    expect(factors.accept(FIRST, code, NOW)).toMatchObject({ problems: [{ code: 'SIGN_IN_CODE_WRONG' }] });
  });
});

describe('an offered secret', () => {
  const over = { ok: false, problems: [{ code: 'SECOND_FACTOR_OVER' }] };
  const offered = (now = NOW): string => factors.offer({ ...FIRST, userName: 'admin' }, now).secret;

  it('is shown as text and as the address of a QR code, and stored sealed once its code has come', () => {
    const { secret, uri } = factors.offer({ ...FIRST, userName: 'admin' }, NOW);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Diwan:admin\?/);
    expect(uri).toContain(secret);
    const accepted = factors.accept(FIRST, codeAt(secret, NOW), NOW);
    expect(accepted).toMatchObject({ ok: true });
    expect(JSON.stringify(accepted)).not.toContain(secret);
    const user = { id: 'u0', totpSecret: accepted.ok ? accepted.value : '' };
    // The code that set it is used; the next one lets in.
    expect(factors.check(user, codeAt(secret, NOW), NOW)).toBe(false);
    expect(factors.check(user, codeAt(secret, NOW + 30_000), NOW)).toBe(true);
  });

  it('is taken once, within a quarter of an hour, in its own session, and when no other was set meanwhile', () => {
    let secret = offered();
    expect(factors.accept({ ...FIRST, sessionId: 's2' }, codeAt(secret, NOW), NOW)).toMatchObject(over);
    expect(factors.accept({ ...FIRST, totpSecret: 'of today' }, codeAt(secret, NOW), NOW)).toMatchObject(over);
    expect(factors.accept(FIRST, codeAt(secret, NOW), NOW)).toMatchObject({ ok: true });
    expect(factors.accept(FIRST, codeAt(secret, NOW), NOW)).toMatchObject(over);
    secret = offered();
    const later = NOW + 16 * MINUTE;
    expect(factors.accept(FIRST, codeAt(secret, later), later)).toMatchObject(over);
  });

  it('is the last one of its session alone', () => {
    const [first, last] = [offered(), offered()];
    expect(factors.accept(FIRST, codeAt(first, NOW), NOW)).toMatchObject({
      problems: [{ code: 'SIGN_IN_CODE_WRONG' }],
    });
    expect(factors.accept(FIRST, codeAt(last, NOW), NOW)).toMatchObject({ ok: true });
  });
});
