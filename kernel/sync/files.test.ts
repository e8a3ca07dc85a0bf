import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { chunkCount, chunkLength, FILE_LIMITS, filesNamedIn, type FilesNamed } from './file-chunks.ts';
import { encodeFileCall, FILE_CALL_BYTES, splitFileCall } from './file-messages.ts';
import { arrivals, leftOn, unaskedBytes, usedAlso } from './file-policy.ts';

const HASH = 'ab'.repeat(32);
const MEGABYTE = 1024 * 1024;

describe('a content in chunks', () => {
  it.each([
    [1, 1, 1],
    [256 * 1024, 1, 256 * 1024],
    [256 * 1024 + 1, 2, 1],
    [50 * MEGABYTE, 200, 256 * 1024],
  ])('of %i bytes has %i, the last of %i', (bytes, count, last) => {
    expect(chunkCount(bytes)).toBe(count);
    expect(chunkLength(bytes, count - 1)).toBe(last);
  });

  it('has all its bytes in them, and none twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: FILE_LIMITS.fileBytes }), (bytes) => {
        const lengths = Array.from({ length: chunkCount(bytes) }, (_, no) => chunkLength(bytes, no));
        expect(lengths.every((length) => length > 0 && length <= FILE_LIMITS.chunkBytes)).toBe(true);
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(bytes);
      }),
    );
  });
});

describe('the contents that a record names', () => {
  const columns: FilesNamed = { kind: 'columns', sha256: 'sha256', bytes: 'bytes' };
  const list: FilesNamed = { kind: 'list', column: 'file', list: 'scans' };
  const named = { sha256: HASH, bytes: 7 };

  it('are those of its columns, or of the list in its JSON', () => {
    expect(filesNamedIn(columns, { ...named, fileName: 'x' })).toEqual([named]);
    const file = {
      scans: [
        { ...named, fileName: 'x' },
        { sha256: 'cd'.repeat(32), bytes: 9 },
      ],
    };
    expect(filesNamedIn(list, { file })).toEqual([named, { sha256: 'cd'.repeat(32), bytes: 9 }]);
  });

  it.each([
    ['no hash', { sha256: 'AB'.repeat(32), bytes: 7 }],
    ['no bytes', { sha256: HASH, bytes: 0 }],
    ['more bytes than a file may have', { sha256: HASH, bytes: FILE_LIMITS.fileBytes + 1 }],
    ['half a byte', { sha256: HASH, bytes: 1.5 }],
    ['a length in words', { sha256: HASH, bytes: '7' }],
    ['nothing', {}],
  ])('are none where it says %s', (_, values) => {
    expect(filesNamedIn(columns, values)).toEqual([]);
    expect(filesNamedIn(list, { file: { scans: [values, null, 3] } })).toEqual([]);
  });

  it.each([[undefined], [null], ['text'], [{ scans: null }], [{ scans: { 0: named } }]])(
    'are none where the list is %j',
    (file) => {
      expect(filesNamedIn(list, { file })).toEqual([]);
    },
  );
});

describe('a call about files', () => {
  const request = { kind: 'signed', office: 2, key: 'k1', body: '{"نص":1}', signature: 'ab' } as const;

  it('comes apart as it was put together', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (content) => {
        const halves = splitFileCall(encodeFileCall({ request, content }));
        expect(JSON.parse(new TextDecoder().decode(halves?.request))).toEqual(request);
        expect([...(halves?.content ?? [])]).toEqual([...content]);
      }),
    );
  });

  it('is none when its length lies, or it is too long', () => {
    const call = encodeFileCall({ request, content: new Uint8Array() });
    for (let cut = 0; cut < call.length; cut += 1) expect(splitFileCall(call.subarray(0, cut))).toBeNull();
    expect(splitFileCall(Uint8Array.of(0, 0, 255, 255, 1))).toBeNull();
    expect(splitFileCall(new Uint8Array(FILE_CALL_BYTES + 1))).toBeNull();
  });

  it('never throws on what anybody sends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        splitFileCall(bytes);
      }),
    );
  });
});

describe('the allowance of a day', () => {
  const use = { day: 20_261_129, bytes: 700 };

  it.each([
    ['what is left of it', { bytes: 1_000, liftedOn: 0 }, 20_261_129, 300],
    ['nothing when it is used up', { bytes: 700, liftedOn: 0 }, 20_261_129, 0],
    ['nothing when it was made smaller since', { bytes: 500, liftedOn: 0 }, 20_261_129, 0],
    ['all of it on another day', { bytes: 1_000, liftedOn: 0 }, 20_261_130, 1_000],
    ['no limit where none is set', { bytes: 0, liftedOn: 0 }, 20_261_129, null],
    ['no limit on the day that lifts it', { bytes: 700, liftedOn: 20_261_129 }, 20_261_129, null],
    ['what is left on the day after that', { bytes: 1_000, liftedOn: 20_261_128 }, 20_261_129, 300],
  ])('is %s', (_, allowance, day, left) => {
    expect(leftOn(day, use, allowance)).toBe(left);
  });

  it('counts together what goes on one day, and begins anew on another', () => {
    expect(usedAlso(use, { day: 20_261_129, bytes: 5 })).toEqual({ day: 20_261_129, bytes: 705 });
    expect(usedAlso(use, { day: 20_261_130, bytes: 5 })).toEqual({ day: 20_261_130, bytes: 5 });
  });
});

describe('what is fetched unasked', () => {
  it('is a scan and no film, unless the office says otherwise', () => {
    expect(arrivals.map(unaskedBytes)).toEqual([MEGABYTE, Number.MAX_SAFE_INTEGER, 0]);
  });
});
