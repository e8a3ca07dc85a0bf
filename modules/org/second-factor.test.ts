import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { sealedSecondFactors } from './second-factor.ts';

const NOW = 1_111_111_109_000;
const factors = sealedSecondFactors(Buffer.alloc(32, 1));

describe('a second factor', () => {
  it('knows the code of RFC 6238, appendix B, cut to six digits', () => {
    const secret = Secret.fromUTF8('12345678901234567890').base32;
    expect(factors.isCodeOf(secret, '081804', NOW)).toBe(true);
    expect(factors.isCodeOf(secret, '081805', NOW)).toBe(false);
  });

  it('takes the half minute before and after, each code once, and nothing of another office', () => {
    const { secret, uri } = factors.begin('admin');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Diwan:admin\?/);
    const user = { id: 'u1', totpSecret: factors.seal(secret) };
    const codeAt = (at: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
    expect(factors.check(user, codeAt(NOW - 30_000), NOW)).toBe(true);
    expect(factors.check(user, codeAt(NOW), NOW)).toBe(true);
    expect(factors.check(user, codeAt(NOW), NOW)).toBe(false);
    expect(factors.check(user, codeAt(NOW - 90_000), NOW)).toBe(false);
    const other = sealedSecondFactors(Buffer.alloc(32, 2));
    expect(other.check(user, codeAt(NOW + 30_000), NOW + 30_000)).toBe(false);
    expect(user.totpSecret).not.toContain(secret);
  });

  it.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦'])('does not take %j for a code', (code) => {
    expect(factors.isCodeOf(factors.begin('x').secret, code, NOW)).toBe(false);
  });
});
