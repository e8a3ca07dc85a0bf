import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToUuid, isUuid, uuid7, uuidMilliseconds, uuidToBytes, writeUuid } from './ids.ts';

const anyRandom = fc.uint8Array({ minLength: 10, maxLength: 10 });
const anyMoment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('an id', () => {
  it('is the example of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuid7({ ms: 0x017f22e279b0, random })).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('has version 7, variant 10 and its moment, whatever the chance', () => {
    fc.assert(
      fc.property(anyMoment, anyRandom, (ms, random) => {
        const id = uuid7({ ms, random });
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
        expect(uuidMilliseconds(id)).toBe(ms);
      }),
    );
  });

  it('of a later millisecond sorts later, as text', () => {
    fc.assert(
      fc.property(anyMoment, anyMoment, anyRandom, anyRandom, (left, right, one, other) => {
        fc.pre(left < right);
        expect(uuid7({ ms: left, random: one }) < uuid7({ ms: right, random: other })).toBe(true);
      }),
    );
  });

  it('goes through its bytes and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect([...uuidToBytes(bytesToUuid(bytes))]).toEqual([...bytes]);
      }),
    );
    expect(bytesToUuid(uuidToBytes('017F22E2-79B0-7CC3-98C4-DC0C0C07398F'))).toBe(
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    );
  });

  it.each([
    '',
    'x',
    '017f22e279b07cc398c4dc0c0c07398f',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398g',
    '٠17f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f0',
  ])('%s is none', (value) => {
    expect(isUuid(value)).toBe(false);
    expect(() => uuidToBytes(value)).toThrow('This is not a UUID.');
    expect(() => writeUuid(value, new Uint8Array(16))).toThrow('This is not a UUID.');
  });

  it('is not made of half a millisecond or of little chance', () => {
    expect(() => uuid7({ ms: 1.5, random: new Uint8Array(10) })).toThrow();
    expect(() => uuid7({ ms: 1, random: new Uint8Array(9) })).toThrow();
  });
});
