import { isDeepStrictEqual } from 'node:util';
import { decodeFrame } from '#kernel/sync/frame.ts';
import { NO_HEAD, type Head } from '#kernel/sync/log.ts';
import type { ModelTable } from './model-tables.ts';
import { openSigned } from './open-frame.ts';
import { readForeignOp } from './op-reader.ts';
import type { DatacenterPorts } from './ports.ts';
import { recordAfter } from './records.ts';
import { personCursors } from './registry-tables.ts';
import type { StoreTransaction } from './store.ts';
import { anyKeyOf, lockStream, opsAfter, type StoredOp } from './streams.ts';
import { frames, heldOps, incidents, streams, type RecordRow, type StreamRow } from './tables.ts';

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
  /** Does the hash chain of the stored ops come to a head that a device of the office has signed? */
  readonly isLogWhole: boolean;
  /** The first of them, as they stood in one moment; none are sought where the log is not whole. */
  readonly differences: readonly Difference[];
  /** Are there more, or may there be? */
  readonly hasMore: boolean;
  readonly isMended: boolean;
}

/** Is what lies here of the office what its log says, or is it since it was mended? */
export function isProved({ isLogWhole, differences, hasMore, isMended }: OfficeProof): boolean {
  return isLogWhole && !hasMore && (differences.length === 0 || isMended);
}

const OPS_A_PAGE = { limit: 2_000, bytes: 4 * 1024 * 1024 };
const ROWS_A_PAGE = 2_000;
/** What so many bytes of ops make is kept in memory, several times as large; for more the log is read again. */
const BYTES_A_SLICE = 48 * 1024 * 1024;
const DIFFERENCES_TOLD = 1_000;
const SUSPECTS_LIMIT = 20_000;
/** What differs in a moment is looked at again so often, while the office is applied or more is left to mend. */
const TRIES = 5;
const ROUNDS = 100;
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
 * for an office that has no log; throws where a stored frame cannot be opened.
 */
export async function proveOffice(
  ports: DatacenterPorts,
  office: number,
  { mends = false }: { readonly mends?: boolean } = {},
): Promise<OfficeProof | null> {
  let proof = await proveOnce(ports, office, mends);
  for (let round = 1; proof && isToRepeat(proof, mends) && round < ROUNDS; round += 1) {
    const next = await proveOnce(ports, office, mends);
    if (!next) break;
    // The first that were mended are told; the last round says whether all is well.
    proof = proof.isMended ? { ...next, differences: proof.differences, isMended: true } : next;
    if (!mends && round >= TRIES) break;
  }
  return proof;
}

/** All suspects were taken up by others, or mended: nobody knows of the rest. */
function isToRepeat({ hasMore, differences, isMended }: OfficeProof, mends: boolean): boolean {
  return hasMore && (mends ? isMended : differences.length === 0);
}

async function proveOnce(ports: DatacenterPorts, office: number, mends: boolean): Promise<OfficeProof | null> {
  const before = await ports.store.transaction((tx) => standingOf(tx, ports, office));
  if (!before) return null;
  const seq = before.stream.appliedSeq;
  const { head, bytes } = await readLog(ports, before.stream, () => undefined);
  const isLogWhole = head === (await signedHead(ports, before.stream));
  const suspects: Suspects = new Map();
  let records = 0;
  const slices = isLogWhole ? Math.max(1, Math.ceil(bytes / BYTES_A_SLICE)) : 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const isOfSlice = (id: string): boolean => Number.parseInt(id.slice(-4), 16) % slices === slice;
    const made = await replayed(ports, before, (_, id) => isOfSlice(id));
    for (const table of ports.tables.values()) {
      const ofTable = made.get(table) ?? new Map<string, RecordRow>();
      records += await compareAll(ports, { standing: before, table, made: ofTable, isOfSlice, suspects });
    }
  }
  const proof = { office, seq, records, isLogWhole, differences: [], hasMore: isFull(suspects), isMended: false };
  if (suspects.size > 0) return certain(ports, proof, suspects, mends);
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

/** Hands every applied op to `take`, in order; answers the head after the last one, and how large all of them are. */
async function readLog(
  ports: DatacenterPorts,
  stream: StreamRow,
  take: (op: StoredOp) => void,
): Promise<{ readonly head: Head; readonly bytes: number }> {
  let [head, bytes]: [Head, number] = [NO_HEAD, 0];
  for (let seq = 0; seq < stream.appliedSeq;) {
    const limit = Math.min(OPS_A_PAGE.limit, stream.appliedSeq - seq);
    const ops = await ports.store.transaction((tx) => opsAfter(tx, ports, stream, { ...OPS_A_PAGE, limit, seq }));
    for (const op of ops) {
      head = ports.chain(head, op.body);
      bytes += op.body.length;
      take(op);
      ({ seq } = op);
    }
  }
  return { head, bytes };
}

/**
 * The head after the last applied op, as a device of the office has signed it: by the chain it vouches for every op
 * before. Null where nobody has.
 */
function signedHead(ports: DatacenterPorts, { officeNo, appliedSeq }: StreamRow): Promise<Head | null> {
  return ports.store.transaction(async (tx) => {
    if (appliedSeq === 0) return NO_HEAD;
    const row = await tx.upTo(frames, officeNo, appliedSeq);
    if (!row) return null;
    const frame = decodeFrame(row.frame);
    if (!frame.ok) return null;
    const { header } = frame.value;
    const publicKey = await anyKeyOf(tx, ports, officeNo, header.key);
    const opened = publicKey === undefined ? null : openSigned(ports, frame.value, publicKey);
    return opened?.ok === true ? (opened.value.heads[appliedSeq - header.from] ?? null) : null;
  });
}

/** What the applied ops make of the records that are asked for. */
async function replayed(
  ports: DatacenterPorts,
  { stream, held }: Standing,
  isAsked: (table: ModelTable, id: string) => boolean,
): Promise<ReadonlyMap<ModelTable, Records>> {
  const made = new Map<ModelTable, Records>();
  await readLog(ports, stream, ({ body, seq }) => {
    const op = held.has(seq) ? null : readForeignOp(body);
    for (const effect of op?.e ?? []) {
      const [kind, name, id] = effect;
      const table = ports.tables.get(name);
      // Shared fields are decided in their channel.
      if (!op || !table || (kind === 'u' && table.mergeClass === 'shared') || !isAsked(table, id)) continue;
      const records = made.get(table) ?? new Map<string, RecordRow>();
      made.set(table, records);
      records.set(id, recordAfter(effect, { op, seq, office: stream.officeNo, table, before: records.get(id) }));
    }
  });
  return made;
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
  return count >= SUSPECTS_LIMIT;
}

/** Looks at the suspects as they stand in one moment, mends them in that moment where it is asked, and notes all of it. */
async function certain(
  ports: DatacenterPorts,
  given: OfficeProof,
  suspects: Suspects,
  mends: boolean,
): Promise<OfficeProof> {
  for (let left = TRIES; ; left -= 1) {
    const looked = await ports.store.transaction(async (tx) => {
      const standing = await standingOf(tx, ports, given.office);
      return standing && { ...standing, stored: await storedOf(tx, given.office, suspects) };
    });
    if (!looked) return given;
    const made = await replayed(ports, looked, (table, id) => suspects.get(table)?.has(id) === true);
    const differing = [...suspects].flatMap(([table, ids]) =>
      [...ids].flatMap((id) => {
        const pair = { made: made.get(table)?.get(id), stored: looked.stored.get(table)?.get(id) };
        const difference = differenceOf(table, id, pair);
        return difference ? [{ table, difference, made: pair.made }] : [];
      }),
    );
    const differences = differing.slice(0, DIFFERENCES_TOLD).map(({ difference }) => difference);
    const hasMore = given.hasMore || differing.length > DIFFERENCES_TOLD;
    const found = { ...given, seq: looked.stream.appliedSeq, differences, hasMore };
    const isToMend = mends && differing.length > 0;
    const proof = await ports.store.transaction(async (tx) => {
      const isMended = isToMend && (await mend(tx, ports, looked, differing));
      // All of what was found is mended, also what is not told.
      const mended = { ...found, isMended, hasMore: isMended ? given.hasMore : hasMore };
      if (isMended || !isToMend || left <= 1) await noteProof(tx, ports, mended);
      return mended;
    });
    if (proof.isMended || !isToMend || left <= 1) return proof;
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
    const unlogged = ofTable.filter(({ made }) => made === undefined).map(({ difference }) => difference.id);
    await tx.remove(
      records,
      unlogged.map((id) => [officeNo, id]),
    );
  }
  // The index of people follows the log, which has not moved: it is to read the office anew.
  await tx.remove(personCursors, [[officeNo]]);
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
  const { office, seq, isLogWhole, differences, hasMore } = proof;
  const before = await tx.get(incidents, [office, PLACE]);
  const wasWrong = before?.kind === 'differs';
  const isNothing = isProved(proof) && differences.length === 0;
  if (isNothing && !wasWrong) return;
  await tx.put(incidents, [
    {
      ...{ officeNo: office, no: PLACE, kind: isProved(proof) ? 'differed' : 'differs' },
      at: wasWrong ? before.at : ports.now(),
      detail: isNothing ? before?.detail : { seq, isLogWhole, differences, hasMore },
    },
  ]);
}

/** Notes that what is stored of the office's log cannot be read at all. */
export async function noteUnreadable(ports: DatacenterPorts, office: number, fault: string): Promise<void> {
  const detail = { isLogWhole: false, fault };
  await ports.store.transaction((tx) =>
    tx.put(incidents, [{ officeNo: office, no: PLACE, kind: 'differs', at: ports.now(), detail }]),
  );
}
