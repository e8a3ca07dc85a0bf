import { describe, expect, it } from 'vitest';
import { codeOf, isCode, readInvitation, writeInvitation, type Invitation } from './enrolment.ts';

const invitation: Invitation = {
  address: 'https://10.0.0.1:7440',
  fingerprint: 'ab'.repeat(32),
  office: 118,
  code: 'ABCDEFGH2345',
};

describe('An invitation', () => {
  it('is read back as it was written, also with the line breaks of a letter in it', () => {
    const text = writeInvitation(invitation);
    expect(readInvitation(text)).toEqual({ ok: true, value: invitation });
    expect(readInvitation(`  ${text.slice(0, 40)}\n${text.slice(40)} `)).toEqual({ ok: true, value: invitation });
  });

  it.each([
    ['cut off', writeInvitation(invitation).slice(0, -30)],
    ['without a certificate', writeInvitation({ ...invitation, fingerprint: '' })],
    ['to a place without TLS', writeInvitation({ ...invitation, address: 'http://10.0.0.1:7440' })],
    ['with a name before the address', writeInvitation({ ...invitation, address: 'https://a@10.0.0.1' })],
    ['with a letter that nobody gives out', writeInvitation({ ...invitation, code: 'ABCDEFGHI345' })],
    ['for no office', writeInvitation({ ...invitation, office: 0 })],
    ['that is another text', 'hello'],
    ['that is far too long', writeInvitation({ ...invitation, address: `https://${'a'.repeat(500)}` })],
  ])('%s is refused', (_what, text) => {
    expect(readInvitation(text)).toMatchObject({ ok: false, problems: [{ code: 'INVITATION_MALFORMED' }] });
  });
});

describe('A code', () => {
  it('has twelve letters that nobody confuses, and uses all of them', () => {
    const codes = Array.from({ length: 256 }, (_, first) => codeOf(new Uint8Array(12).fill(first)));
    expect(codes.every(isCode)).toBe(true);
    expect(new Set(codes).size).toBe(32);
    expect(isCode('ABCDEFGHI345')).toBe(false);
  });
});
