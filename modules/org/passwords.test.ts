import { describe, expect, it, vi } from 'vitest';
import { sealedPasswords } from './passwords.ts';

vi.unmock('node:crypto');

const passwords = sealedPasswords(Buffer.alloc(32, 1), true);
const NOBODY = `$scrypt$ln=16,r=8,p=1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;

describe('a stored password', () => {
  it('is known again, and no other password is', async () => {
    const stored = await passwords.hash('كلمة سرّ طويلة');
    expect(await passwords.check('كلمة سرّ طويلة', stored)).toEqual({ isRight: true, isOld: false });
    expect((await passwords.check('كلمة سر طويلة', stored)).isRight).toBe(false);
  });

  it('shows nothing of its hash, and cannot be checked without the key of the office', async () => {
    const stored = await passwords.hash('one password');
    expect(stored).toMatch(/^sealed:[\w+/=]+$/);
    expect((await sealedPasswords(Buffer.alloc(32, 2), true).check('one password', stored)).isRight).toBe(false);
  });

  it('differs each time, so that two users with one password are not seen to have it', async () => {
    expect(await passwords.hash('one password')).not.toBe(await passwords.hash('one password'));
  });

  it('of an older cost or without a seal is right and old', async () => {
    // RFC 7914 §12, third vector, cut to 32 bytes.
    const key = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex');
    const stored = `$scrypt$ln=14,r=8,p=1$${Buffer.from('SodiumChloride').toString('base64')}$${key.toString('base64')}`;
    expect(await passwords.check('pleaseletmein', stored)).toEqual({ isRight: true, isOld: true });
    const linked = sealedPasswords(Buffer.alloc(32, 1), false);
    expect((await linked.check('pleaseletmein', stored)).isRight).toBe(false);
  });

  it('that asks for more memory than any of ours, or is none, is wrong', async () => {
    expect((await passwords.check('x', NOBODY.replace('ln=16', 'ln=21'))).isRight).toBe(false);
    expect((await passwords.check('x', 'plain')).isRight).toBe(false);
    expect((await passwords.check('', null)).isRight).toBe(false);
  });
});
