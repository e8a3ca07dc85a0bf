import type { DocumentNumber } from '#kernel/sync/numbers.ts';
import { OP_BYTES_LIMIT, type Cause, type Effect, type Op } from '#db/op.ts';
import { isStorable } from '#db/storable.ts';

/**
 * An op is somebody else's bytes until its shape was looked at, however well it was signed. By hand: every op of every
 * office is read here more than once, and a schema takes three times as long.
 */

/** Each cause is a question to the database, each time that a held op is looked at again. */
const CAUSES_LIMIT = 50;

/** The op in these bytes, or null when they are none: also where they are more than any command writes. */
export function readForeignOp(body: Uint8Array): Op | null {
  if (body.length > OP_BYTES_LIMIT) return null;
  const read = parsed(body);
  if (!isObject(read)) return null;
  // The fields are checked one by one before anything is taken from it; what no op has is left out.
  const { id, k, v, s, h, w, u, f, n, d, e } = read as Partial<Record<keyof Op, unknown>>;
  if (!isId(id) || !isText(k, 120) || !isCount(v) || !isCount(s) || !isWhole(h) || h < 0 || !isWhole(w)) return null;
  if (!isId(u) || !(f === undefined || isId(f)) || !isEach(e, isEffect)) return null;
  const number = n === undefined ? undefined : numberOf(n);
  if (number === null || !(d === undefined || (isEach(d, isCause) && d.length <= CAUSES_LIMIT))) return null;
  return { id, k, v, s, h, w, u, e, ...(f !== undefined && { f }), ...(number && { n: number }), ...(d && { d }) };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    // Not JSON, so not an op.
    return null;
  }
}

/** In small letters: the same id in capitals would be another key here and the same one in the database. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isId = (given: unknown): given is string => typeof given === 'string' && given.length === 36 && uuid.test(given);
/**
 * Letters are counted as people do, not as half of a pair: an op that was taken once is one for good. A name that no
 * database keeps would stop whoever notes that the op is held.
 */
const isText = (given: unknown, most: number): given is string =>
  typeof given === 'string' &&
  (given.length <= most || (given.length <= 2 * most && [...given].length <= most)) &&
  isStorable(given);
const isWhole = (given: unknown): given is number => Number.isSafeInteger(given);
const isCount = (given: unknown): given is number => isWhole(given) && given > 0;
const isObject = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
const isEach = <T>(given: unknown, is: (each: unknown) => each is T): given is readonly T[] =>
  Array.isArray(given) && given.every(is);

function isEffect(given: unknown): given is Effect {
  if (!Array.isArray(given)) return false;
  const [kind, table, record, values] = given as readonly unknown[];
  if (!isText(table, 80) || !isId(record)) return false;
  if (kind === 'x') return given.length === 3;
  return (kind === 'i' || kind === 'u') && given.length === 4 && isObject(values);
}

function isCause(given: unknown): given is Cause {
  if (!Array.isArray(given) || given.length !== 3) return false;
  const [office, table, record] = given as readonly unknown[];
  return isCount(office) && isText(table, 80) && isId(record);
}

function numberOf(given: unknown): DocumentNumber | null {
  if (!isObject(given)) return null;
  const { kind, year, series, no } = given as Partial<Record<keyof DocumentNumber, unknown>>;
  if (!isText(kind, 40) || !isCount(year) || !isText(series, 20) || !isCount(no)) return null;
  return { kind, year, series, no };
}
