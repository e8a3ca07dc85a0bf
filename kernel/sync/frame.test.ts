import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeFrame,
  encodeFrame,
  FRAME_LIMITS,
  headsOf,
  joinOps,
  signedPart,
  splitOps,
  type FrameHeader,
} from './frame.ts';
import { NO_HEAD, type Chain } from './log.ts';

const chain: Chain = (previous, body) => hash('sha256', Buffer.concat([Buffer.from(previous, 'hex'), body]), 'hex');

const someOps = fc
  .array(fc.record({ id: fc.uuid(), text: fc.string({ unit: 'grapheme' }) }), { minLength: 1, maxLength: 20 })
  .map((ops) => ops.map((op) => Buffer.from(JSON.stringify(op))));

function headerOf(ops: readonly Uint8Array[], from = 1): FrameHeader {
  return {
    ...{ protocol: 1, office: 118, epoch: 3, from, to: from + ops.length - 1, previous: NO_HEAD },
    ...{ head: ops.reduce((head, op) => chain(head, op), NO_HEAD), schema: 4, codec: 'zstd', key: 'k7' },
    signature: 'ab'.repeat(64),
  };
}

describe('a frame', () => {
  it('comes back as it was sent', () => {
    fc.assert(
      fc.property(someOps, (ops) => {
        const header = headerOf(ops);
        const read = decodeFrame(encodeFrame({ header, payload: joinOps(ops) }));
        if (!read.ok) throw new Error('refused');
        expect(read.value.header).toEqual(header);
        const split = splitOps(read.value.payload, header);
        expect(split.ok && split.value.map((op) => Buffer.from(op).toString())).toEqual(ops.map(String));
      }),
    );
  });

  it('of which one byte was changed is refused, or signed differently, or breaks its chain', () => {
    fc.assert(
      fc.property(someOps, fc.nat(), fc.integer({ min: 0, max: 7 }), (ops, place, bit) => {
        const header = headerOf(ops);
        const bytes = encodeFrame({ header, payload: joinOps(ops) });
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const read = decodeFrame(bytes);
        if (!read.ok) return;
        const split = splitOps(read.value.payload, read.value.header);
        if (!split.ok) return;
        const isSameSigned = Buffer.from(signedPart(read.value.header)).equals(signedPart(header));
        const isSameSignature = read.value.header.signature === header.signature;
        expect(isSameSigned && isSameSignature && headsOf(read.value.header, split.value, chain).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['that ends in its length', (bytes: Uint8Array) => bytes.subarray(0, 3), 'FRAME_MALFORMED'],
    ['that ends in its header', (bytes: Uint8Array) => bytes.subarray(0, 40), 'FRAME_MALFORMED'],
    ['larger than any may be', () => new Uint8Array(FRAME_LIMITS.frameBytes * 2), 'FRAME_TOO_LARGE'],
    ['whose header promises megabytes', () => new Uint8Array([255, 255, 255, 255, 0, 0, 0]), 'FRAME_MALFORMED'],
  ])('%s is refused', (_, change, code) => {
    const ops = [Buffer.from('{}')];
    const bytes = change(encodeFrame({ header: headerOf(ops), payload: joinOps(ops) }));
    expect(decodeFrame(bytes)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it.each([
    ['another protocol', { protocol: 2 }],
    ['no office', { office: 0 }],
    ['a range that runs backwards', { from: 5, to: 4 }],
    ['more ops than a frame may hold', { from: 1, to: FRAME_LIMITS.ops + 1 }],
    ['a head that is none', { head: 'abc' }],
    ['a codec that nobody knows', { codec: 'rar' }],
    ['a fraction for a number', { epoch: 1.5 }],
    ['a key name with a path in it', { key: '../k' }],
  ])('whose header has %s is refused', (_, wrong) => {
    const ops = [Buffer.from('{}')];
    // Deliberately not a header: that is what comes from outside.
    const header = { ...headerOf(ops), ...wrong } as unknown as FrameHeader;
    expect(decodeFrame(encodeFrame({ header, payload: joinOps(ops) })).ok).toBe(false);
  });

  it('that holds more or fewer ops than it promises is refused', () => {
    const ops = [Buffer.from('{}'), Buffer.from('[]')];
    expect(splitOps(joinOps(ops), { from: 1, to: 1 }).ok).toBe(false);
    expect(splitOps(joinOps(ops), { from: 1, to: 3 }).ok).toBe(false);
    expect(splitOps(Buffer.from('{}\n\n'), { from: 1, to: 2 }).ok).toBe(false);
    expect(splitOps(Buffer.from('{}'), { from: 1, to: 1 }).ok).toBe(false);
  });
});
