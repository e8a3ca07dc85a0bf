import { assert } from './assert.ts';

/** Ids of records: UUIDv7 (RFC 9562 §5.7), so that they sort by the time they were made. */

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Where each of the 16 bytes begins in the written form. */
const offsets = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;
const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** The value of a hexadecimal digit by its letter; -1 for what is none. */
const digits = new Int8Array(128).fill(-1);
for (const [value, letter] of [...'0123456789abcdef'].entries()) {
  digits[letter.charCodeAt(0)] = value;
  digits[letter.toUpperCase().charCodeAt(0)] = value;
}
const LAST_MILLISECOND = 2 ** 48 - 1;

/** A new id from a moment and ten random bytes, of which 74 bits are used; both are given, a rule has no chance. */
export function uuid7({ ms, random }: { readonly ms: number; readonly random: Uint8Array }): string {
  assert(Number.isSafeInteger(ms) && ms >= 0 && ms <= LAST_MILLISECOND, 'The moment of an id is a whole millisecond.');
  assert(random.length === 10, 'An id takes ten random bytes.');
  const bytes = new Uint8Array(16);
  const high = Math.floor(ms / 2 ** 32);
  const low = ms % 2 ** 32;
  bytes[0] = high >>> 8;
  bytes[1] = high & 0xff;
  bytes[2] = low >>> 24;
  bytes[3] = (low >>> 16) & 0xff;
  bytes[4] = (low >>> 8) & 0xff;
  bytes[5] = low & 0xff;
  bytes.set(random, 6);
  bytes[6] = 0x70 | (at(bytes, 6) & 0x0f);
  bytes[8] = 0x80 | (at(bytes, 8) & 0x3f);
  return bytesToUuid(bytes);
}

/** Is this a UUID in its written form, in small or capital letters? */
export function isUuid(value: string): boolean {
  return uuidForm.test(value);
}

/** The moment inside a UUIDv7, in milliseconds since 1970. */
export function uuidMilliseconds(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The 16 bytes of a UUID. What is not one is a bug of the caller. */
export function uuidToBytes(id: string): Uint8Array<ArrayBuffer> {
  assert(isUuid(id), 'This is not a UUID.');
  const bytes = new Uint8Array(16);
  writeUuid(id, bytes);
  return bytes;
}

/**
 * Writes the 16 bytes of a UUID, in whatever letters. Digit by digit and without iterators: it is done for every record
 * that is written or comes, and a text put together for a decoder takes twice as long.
 */
export function writeUuid(id: string, into: Uint8Array): void {
  let signs = 0;
  for (let index = 0; index < offsets.length; index += 1) {
    const offset = offsets[index] ?? 0;
    const high = digits[id.charCodeAt(offset)] ?? -1;
    const low = digits[id.charCodeAt(offset + 1)] ?? -1;
    // One digit that is none makes it negative for good.
    signs |= high | low;
    into[index] = (high << 4) | low;
  }
  assert(signs >= 0 && id.length === 36, 'This is not a UUID.');
}

/** The written form, in small letters. */
export function bytesToUuid(bytes: Uint8Array): string {
  assert(bytes.length === 16, 'A UUID has 16 bytes.');
  const hex = (index: number): string => hexOf[at(bytes, index)] ?? '';
  return (
    `${hex(0)}${hex(1)}${hex(2)}${hex(3)}-${hex(4)}${hex(5)}-${hex(6)}${hex(7)}-${hex(8)}${hex(9)}-` +
    `${hex(10)}${hex(11)}${hex(12)}${hex(13)}${hex(14)}${hex(15)}`
  );
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
