import { isDeepStrictEqual } from 'node:util';
import { NO_HEAD } from '#kernel/sync/log.ts';
import type { Op } from '#db/op.ts';
import type { ModelTable } from './model-tables.ts';
import { readForeignOp } from './op-reader.ts';
import type { DatacenterPorts } from './ports.ts';
import { recordAfter } from './records.ts';
import type { StoreTransaction } from './store.ts';
import { headAt, lockStream, opsAfter } from './streams.ts';
import { heldOps, incidents, streams, type RecordRow, type StreamRow } from './tables.ts';

/**
 * The proof that the data centre's records of an office are what its log makes of them, as `db/verify.ts` proves it in
 * the office. Both logs are one, by their hash chain; so the records of both agree where both proofs hold.
 */

export interface Difference {
  readonly table: string;
  readonly id: string;
  /** `unlogged`: the record is in no op. */
  readonly kind: 'missing' | 'unlogged' | 'differs';
  /** The keys of the columns whose values differ. */
  readonly columns: readonly string[];
}

export interface OfficeProof {
  readonly office: number;
  /** The last op that was applied when it was proved. */
  readonly seq: number;
  readonly records: number;
  /** Does the hash chain of the stored ops come to the head that was signed for? */
  readonly isLogWhole: boolean;
  /** The first of them, as they stood in one moment. */
  readonly differences: readonly Difference[];
  /** Are there more? */
  readonly hasMore: boolean;
  readonly isMended: boolean;
}

const OPS_A_PAGE = { limit: 2_000, bytes: 4 * 1024 * 1024 };
const ROWS_A_PAGE = 2_000;
/** The records of about so many ops are kept in memory; for more the log is read again. */
const OPS_A_SLICE = 200_000;
const DIFFERENCES_LIMIT = 1_000;
/** An office that is applied while it is proved is looked at again so often. */
const TRIES = 5;
/** Between the epochs, which are the places of some incidents, and those of `missing.ts`. */
const PLACE = 999_999_999;

/** What an office's log and records are compared by, in one moment. */
interface Standing {
  readonly stream: StreamRow;
  readonly held: ReadonlySet<number>;
}

/**
 * Compares what is stored of an office, while it may go on sending, and notes an incident where something differs, or
 * no longer does. With `mends` the records are made what the log says; what other offices were sent stays. Answers null
 * for an office that has no log.
 */
export async function proveOffice(
  ports: DatacenterPorts,
  office: number,
  { mends = false }: { readonly mends?: boolean } = {},
): Promise<OfficeProof | null> {
  const before = await ports.store.transaction((tx) => standingOf(tx, ports, office));
  if (!before) return null;
  const suspects: Suspects = new Map();
  let records = 0;
  const slices = Math.max(1, Math.ceil(before.stream.appliedSeq / OPS_A_SLICE));
  for (let slice = 0; slice < slices; slice += 1) {
    const isOfSlice = (id: string): boolean => Number.parseInt(id.slice(-4), 16) % slices === slice;
    const { made } = await replayed(ports, before, (_, id) => isOfSlice(id));
    for (const table of ports.tables.values()) {
      const ofTable = made.get(table) ?? new Map<string, RecordRow>();
      records += await compareAll(ports, { standing: before, table, made: ofTable, isOfSlice, suspects });
    }
  }
  const found = await certain(ports, office, suspects, mends);
  const proof = { office, records, ...found, hasMore: isFull(suspects) };
  await ports.store.transaction((tx) => noteProof(tx, ports, proof));
  return proof;
}

type Records = Map<string, RecordRow>;
type Suspects = Map<ModelTable, Set<string>>;

async function standingOf(tx: StoreTransaction, ports: DatacenterPorts, office: number): Promise<Standing | null> {
  const stream = await lockStream(tx, ports, office);
  if (!stream) return null;
  const held = new Set<number>();
  for (let after = 0, isEnd = false; !isEnd;) {
    const rows = await tx.range(heldOps, office, { after, limit: ROWS_A_PAGE });
    for (const { seq } of rows) held.add(seq);
    after = rows.at(-1)?.seq ?? after;
    isEnd = rows.length < ROWS_A_PAGE;
  }
  return { stream, held };
}

/** What the applied ops make of the records that are asked for, and the head of the log after them. */
async function replayed(
  ports: DatacenterPorts,
  { stream, held }: Standing,
  isAsked: (table: ModelTable, id: string) => boolean,
): Promise<{ readonly made: ReadonlyMap<ModelTable, Records>; readonly head: string }> {
  const made = new Map<ModelTable, Records>();
  let head: string = NO_HEAD;
  for (let seq = 0; seq < stream.appliedSeq;) {
    const limit = Math.min(OPS_A_PAGE.limit, stream.appliedSeq - seq);
    const ops = await ports.store.transaction((tx) => opsAfter(tx, ports, stream, { ...OPS_A_PAGE, limit, seq }));
    for (const { body, seq: at } of ops) {
      head = ports.chain(head, body);
      const op = held.has(at) ? null : readForeignOp(body);
      if (op) replay(op, at);
      seq = at;
    }
  }
  return { made, head };

  function replay(op: Op, seq: number): void {
    for (const effect of op.e) {
      const [kind, name, id] = effect;
      const table = ports.tables.get(name);
      // Shared fields are decided in their channel.
      if (!table || (kind === 'u' && table.mergeClass === 'shared') || !isAsked(table, id)) continue;
      const records = made.get(table) ?? new Map<string, RecordRow>();
      made.set(table, records);
      const before = records.get(id);
      records.set(id, recordAfter(effect, { op, seq, office: stream.officeNo, table, before }));
    }
  }
}

interface Compared {
  readonly standing: Standing;
  readonly table: ModelTable;
  readonly made: ReadonlyMap<string, RecordRow>;
  readonly isOfSlice: (id: string) => boolean;
  readonly suspects: Suspects;
}

/**
 * Compares a table's records with what the log makes of them, and answers how many there are. What an op has changed
 * since is left to the next proof.
 */
async function compareAll(
  ports: DatacenterPorts,
  { standing: { stream }, table, made, isOfSlice, suspects }: Compared,
): Promise<number> {
  const { officeNo: office, appliedSeq } = stream;
  const met = new Set<string>();
  for (let after = FIRST_ID, isEnd = false; !isEnd;) {
    const { rows, now } = await ports.store.transaction(async (tx) => ({
      rows: await tx.range(table.records, office, { after, limit: ROWS_A_PAGE }),
      now: (await tx.get(streams, [office]))?.appliedSeq ?? appliedSeq,
    }));
    for (const row of rows) {
      if (!isOfSlice(row.id)) continue;
      met.add(row.id);
      const isLater = row.seq > appliedSeq && row.seq <= now;
      if (isLater) continue;
      if (differenceOf(table, row.id, { made: made.get(row.id), stored: row })) suspect(suspects, table, row.id);
    }
    after = rows.at(-1)?.id ?? after;
    isEnd = rows.length < ROWS_A_PAGE;
  }
  for (const id of made.keys()) if (!met.has(id)) suspect(suspects, table, id);
  return met.size;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

function suspect(suspects: Suspects, table: ModelTable, id: string): void {
  if (isFull(suspects)) return;
  const ids = suspects.get(table) ?? new Set<string>();
  suspects.set(table, ids.add(id));
}

function isFull(suspects: Suspects): boolean {
  let count = 0;
  for (const ids of suspects.values()) count += ids.size;
  return count >= DIFFERENCES_LIMIT;
}

/** Looks at the suspects as they stand in one moment, and mends them in that moment where that is asked. */
async function certain(
  ports: DatacenterPorts,
  office: number,
  suspects: Suspects,
  mends: boolean,
): Promise<Pick<OfficeProof, 'seq' | 'isLogWhole' | 'differences' | 'isMended'>> {
  for (let left = TRIES; ; left -= 1) {
    const looked = await ports.store.transaction(async (tx) => {
      const standing = await standingOf(tx, ports, office);
      return standing && { ...standing, stored: await storedOf(tx, office, suspects) };
    });
    if (!looked) return { seq: 0, isLogWhole: false, differences: [], isMended: false };
    const { stream } = looked;
    const { made, head } = await replayed(ports, looked, (table, id) => suspects.get(table)?.has(id) === true);
    const seq = stream.appliedSeq;
    const signed = await ports.store.transaction((tx) => headAt(tx, ports, stream, seq));
    const differing = [...suspects].flatMap(([table, ids]) =>
      [...ids].flatMap((id) => {
        const pair = { made: made.get(table)?.get(id), stored: looked.stored.get(table)?.get(id) };
        const difference = differenceOf(table, id, pair);
        return difference ? [{ table, difference, made: pair.made }] : [];
      }),
    );
    const isLogWhole = head === signed;
    const found = { seq, isLogWhole, differences: differing.map(({ difference }) => difference) };
    if (!mends || !isLogWhole || differing.length === 0) return { ...found, isMended: false };
    const isMended = await ports.store.transaction((tx) => mend(tx, ports, looked, differing));
    if (isMended || left <= 1) return { ...found, isMended };
  }
}

async function storedOf(
  tx: StoreTransaction,
  office: number,
  suspects: Suspects,
): Promise<ReadonlyMap<ModelTable, Records>> {
  const stored = new Map<ModelTable, Records>();
  for (const [table, ids] of suspects) {
    const rows = await tx.some(table.records, office, [...ids]);
    stored.set(table, new Map(rows.map((row) => [row.id, row])));
  }
  return stored;
}

interface Differing {
  readonly table: ModelTable;
  readonly difference: Difference;
  readonly made: RecordRow | undefined;
}

/** Writes what the log says, unless something was applied since it was looked at; answers whether it did. */
async function mend(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { stream: { officeNo, appliedSeq, held } }: Standing,
  differing: readonly Differing[],
): Promise<boolean> {
  const now = await lockStream(tx, ports, officeNo);
  if (now?.appliedSeq !== appliedSeq || now.held !== held) return false;
  for (const [{ records }, ofTable] of Map.groupBy(differing, ({ table }) => table)) {
    await tx.put(
      records,
      ofTable.flatMap(({ made }) => made ?? []),
    );
    const unlogged = ofTable.filter(({ made }) => made === undefined);
    await tx.remove(
      records,
      unlogged.map(({ difference }) => [officeNo, difference.id]),
    );
  }
  return true;
}

function differenceOf(
  { model, records }: ModelTable,
  id: string,
  { made, stored }: { readonly made: RecordRow | undefined; readonly stored: RecordRow | undefined },
): Difference | null {
  const place = { table: model.name, id };
  if (!made) return stored ? { ...place, kind: 'unlogged', columns: [] } : null;
  if (!stored) return { ...place, kind: 'missing', columns: [] };
  const columns = Object.keys(records.columns).filter(
    (key) => !isDeepStrictEqual(made[key] ?? null, stored[key] ?? null),
  );
  return columns.length > 0 ? { ...place, kind: 'differs', columns } : null;
}

/** One incident tells of it: as long as something differs, and afterwards that it did. */
async function noteProof(tx: StoreTransaction, ports: DatacenterPorts, proof: OfficeProof): Promise<void> {
  const { office, seq, isLogWhole, differences, hasMore, isMended } = proof;
  const before = await tx.get(incidents, [office, PLACE]);
  const isRight = isLogWhole && (differences.length === 0 || isMended);
  if (isRight && differences.length === 0 && before?.kind !== 'differs') return;
  const detail = isRight && before ? before.detail : { seq, isLogWhole, differences, hasMore };
  const at = before?.kind === 'differs' ? before.at : ports.now();
  await tx.put(incidents, [{ officeNo: office, no: PLACE, kind: isRight ? 'differed' : 'differs', at, detail }]);
}
