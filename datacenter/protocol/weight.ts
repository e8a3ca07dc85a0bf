import type { Op } from '#db/op.ts';
import type { DatacenterPorts } from './ports.ts';
import type { OfficeRecords } from './records.ts';
import type { RecordRow } from './tables.ts';

/**
 * How much an op moves. It may be small and change large records many times, and each change is told to others as a
 * whole record: what no honest command does would fill the memory here and the channel of another office.
 */

/** A record is no larger: its commands write less, one by one. */
const RECORD_BYTES = 512 * 1024;
/** An office reads no answer above 16 MB. */
const OP_BYTES = 8 * 1024 * 1024;
/** A pass ends behind the op with which it has moved so much. */
export const PASS_BYTES = 32 * 1024 * 1024;

/** The bytes of the records that the op changes, one for each change; null when that is more than any command moves. */
export function weightOf(
  op: Op,
  bytes: number,
  { tables, records }: Pick<DatacenterPorts, 'tables'> & { readonly records: OfficeRecords },
): number | null {
  let weight = bytes;
  const made = new Set<string>();
  for (const [kind, name, id] of op.e) {
    const table = tables.get(name);
    if (!table) continue;
    const key = `${name} ${id}`;
    if (kind !== 'i') {
      // A record of this op is no larger than the op.
      const before = made.has(key) ? bytes : bytesOf(records.find(table, id));
      if (before + bytes > RECORD_BYTES) return null;
      weight += before;
    }
    made.add(key);
  }
  return weight > OP_BYTES ? null : weight;
}

/** About its bytes as JSON; short values are not looked at closely. */
function bytesOf(record: RecordRow | undefined): number {
  let bytes = 0;
  for (const key in record) {
    const value = record[key];
    if (typeof value === 'string')
      bytes += value.length > 500 ? Buffer.byteLength(JSON.stringify(value)) : value.length;
    else if (typeof value === 'object' && value !== null) bytes += Buffer.byteLength(JSON.stringify(value));
    else bytes += 8;
  }
  return bytes;
}
