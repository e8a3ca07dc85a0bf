import { z } from 'zod';
import { OP_BYTES_LIMIT, type Effect, type Op } from '#db/op.ts';

/** An op is somebody else's bytes until its shape was looked at, however well it was signed. */
/** In small letters: the same id in capitals would be another key here and the same one in the database. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const id = z.string().regex(uuid);
/** By hand: there are many in an op, and the schema's own tuples take three times as long. */
const effect = z.custom<Effect>((given) => {
  if (!Array.isArray(given)) return false;
  const [kind, table, record, values] = given as readonly unknown[];
  if (typeof table !== 'string' || typeof record !== 'string' || !uuid.test(record)) return false;
  if (kind === 'x') return given.length === 3;
  const isPlain = typeof values === 'object' && values !== null && !Array.isArray(values);
  return (kind === 'i' || kind === 'u') && given.length === 4 && isPlain;
});
/** Each cause is a question to the database, each time that a held op is looked at again. */
const CAUSES_LIMIT = 50;
const documentNumber = z.object({
  kind: z.string().max(40),
  year: z.int().positive(),
  series: z.string().max(20),
  no: z.int().positive(),
});
const shape = z.object({
  id,
  k: z.string().max(120),
  v: z.int().positive(),
  s: z.int().positive(),
  h: z.int().nonnegative(),
  w: z.int(),
  u: id,
  f: id.optional(),
  n: documentNumber.optional(),
  d: z
    .array(z.tuple([z.int().positive(), z.string().max(80), id]))
    .max(CAUSES_LIMIT)
    .optional(),
  e: z.array(effect),
});

/** The op in these bytes, or null when they are none: also where they are more than any command writes. */
export function readForeignOp(body: Uint8Array): Op | null {
  if (body.length > OP_BYTES_LIMIT) return null;
  try {
    const { success, data } = shape.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    // The schema allows exactly what `Op` allows; it only writes optional fields as `undefined`.
    return success ? (data as Op) : null;
  } catch {
    // Not JSON, so not an op.
    return null;
  }
}
