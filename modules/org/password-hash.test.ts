import { describe, expect, it, vi } from 'vitest';
import { checkPassword, hashPassword, NOBODY } from './password-hash.ts';

vi.unmock('node:crypto');

describe('a password hash', () => {
  it('is known again, with its cost, and no other password is', async () => {
    const hash = await hashPassword('كلمة سرّ طويلة');
    expect(hash).toMatch(/^\$scrypt\$ln=16,r=8,p=1\$/);
    expect(await checkPassword('كلمة سرّ طويلة', hash)).toEqual({ isRight: true, isOld: false });
    expect((await checkPassword('كلمة سر طويلة', hash)).isRight).toBe(false);
  });

  it('differs each time, so that two users with one password are not seen to have it', async () => {
    expect(await hashPassword('one password')).not.toBe(await hashPassword('one password'));
  });

  it('of an older cost is right and old', async () => {
    // RFC 7914 §12, third vector, cut to 32 bytes.
    const key = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex');
    const stored = `$scrypt$ln=14,r=8,p=1$${Buffer.from('SodiumChloride').toString('base64')}$${key.toString('base64')}`;
    expect(await checkPassword('pleaseletmein', stored)).toEqual({ isRight: true, isOld: true });
  });

  it('that asks for more memory than any of ours, or is none, is wrong', async () => {
    expect((await checkPassword('x', NOBODY.replace('ln=16', 'ln=21'))).isRight).toBe(false);
    expect((await checkPassword('x', 'plain')).isRight).toBe(false);
    expect((await checkPassword('', NOBODY)).isRight).toBe(false);
  });
});
