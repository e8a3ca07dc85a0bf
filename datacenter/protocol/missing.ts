import type { Replica } from '#kernel/sync/log.ts';
import type { LedgerLine, NamedOp, NamedOps } from './ledger.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { readForeignOp } from './op-reader.ts';
import { emptyStream, headAt, lockStream, opsAfter } from './streams.ts';
import { incidents, streams, type IncidentRow, type StreamRow } from './tables.ts';

/**
 * What an office had sent and the data centre lost when its database was put back. Mostly the office has it and sends it
 * again. Where its disk was lost in the same hours nobody does, and then it is listed by name.
 */

/** An incident of one of these kinds tells of it. */
export type MissingKind =
  /** The office has not yet shown whether it has them. */
  | 'missing'
  /** Whoever writes the office's log now has shown that they are not in it. */
  | 'lost'
  /** All of them are in the log again. */
  | 'returned';

/** The detail of such an incident; `named` and `others` are what has not come back. */
export interface MissingDetail extends NamedOps {
  /** The places in the log that they had. */
  readonly from: number;
  readonly to: number;
  /** Up to where the log was searched for them. */
  readonly searchedTo: number;
  /** How long the log was at a greeting of its writer: what is not in it by there, he does not have. */
  readonly awaits: Replica | null;
  /** When it was known what had become of them. */
  readonly decidedAt: number | null;
}

const kinds: ReadonlySet<string> = new Set<MissingKind>(['missing', 'lost', 'returned']);

/** The detail of an incident, when it is one of these. */
export function readMissing({ kind, detail }: Pick<IncidentRow, 'kind' | 'detail'>): MissingDetail | null {
  // Whoever writes such a kind writes such a detail.
  return kinds.has(kind) ? (detail as MissingDetail) : null;
}

interface MissingRow extends IncidentRow {
  readonly kind: MissingKind;
  readonly detail: MissingDetail;
}

/** Their places among the incidents of an office lie behind all epochs, which are the places of the others. */
const PLACES_AFTER = 1_000_000_000;
const INCIDENTS_LIMIT = 1_000;
const OPS_A_PAGE = { limit: 2_000, bytes: 4 * 1024 * 1024 };

/** What `noteMissing` found of one office. */
export interface FoundMissing {
  readonly office: number;
  readonly from: number;
  readonly to: number;
  readonly ops: number;
}

/**
 * To be called after the database was put back, before any office is answered: notes for each office what the ledger
 * knows to be acknowledged and the database has not. Called again, it notes nothing twice.
 */
export async function noteMissing(ports: DatacenterPorts): Promise<readonly FoundMissing[]> {
  const lines = new Map<number, LedgerLine[]>();
  const seqs = new Map<number, number>();
  for await (const line of ports.ledger.lines()) {
    const seq = seqs.get(line.office) ?? (await seqOf(ports, line.office));
    seqs.set(line.office, seq);
    if (line.to > seq) lines.set(line.office, [...(lines.get(line.office) ?? []), line]);
  }
  const found: FoundMissing[] = [];
  for (const [office, ofOffice] of lines) {
    const missing = await ports.store.transaction((tx) => noteOfOffice(tx, ports, office, ofOffice));
    if (missing) found.push({ office, ...missing });
  }
  return found.sort((left, right) => left.office - right.office);
}

async function seqOf({ store }: DatacenterPorts, office: number): Promise<number> {
  return (await store.transaction((tx) => tx.get(streams, [office])))?.seq ?? 0;
}

async function noteOfOffice(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  office: number,
  lines: readonly LedgerLine[],
): Promise<Omit<FoundMissing, 'office'> | null> {
  const stream = (await lockStream(tx, ports, office)) ?? emptyStream(office);
  const before = await missingOf(tx, office);
  const sought = new Sought(lines);
  // What an earlier incident tells of is told.
  for (const { detail } of before) sought.dropAll(detail);
  await search(tx, ports, stream, { sought, after: Math.min(...lines.map(({ from }) => from)) - 1 });
  if (sought.size === 0) return null;
  const range = { from: stream.seq + 1, to: Math.max(...lines.map(({ to }) => to)) };
  const detail = { ...range, searchedTo: stream.seq, awaits: null, decidedAt: null, ...sought.named() };
  const no = (before.at(-1)?.no ?? PLACES_AFTER) + 1;
  await tx.put(incidents, [{ officeNo: office, no, kind: 'missing', at: ports.now(), detail }]);
  return { ...range, ops: sought.size };
}

/**
 * Looks what of the missing has come since, and notes when all of it has, or when it is known that the rest never will.
 * `greeting` is the writer's log when he, who knows of the restore, has just told that it continues this one.
 */
export async function followMissing(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  greeting?: Replica,
): Promise<void> {
  for (const row of await missingOf(tx, stream.officeNo)) {
    if (row.kind === 'returned' || (row.kind === 'lost' && row.detail.awaits?.epoch === stream.epoch)) continue;
    await tx.put(incidents, [await followed(tx, ports, stream, { row, greeting })]);
  }
}

async function followed(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  { row, greeting }: { readonly row: MissingRow; readonly greeting: Replica | undefined },
): Promise<MissingRow> {
  const sought = new Sought([row.detail]);
  await search(tx, ports, stream, { sought, after: row.detail.searchedTo });
  const isOurs = row.detail.awaits?.epoch === stream.epoch;
  const awaits = isOurs ? row.detail.awaits : (greeting ?? null);
  const detail = { ...row.detail, ...sought.named(), searchedTo: stream.seq, awaits };
  if (sought.size === 0) return { ...row, kind: 'returned', detail: { ...detail, decidedAt: ports.now() } };
  if (awaits === null || stream.seq < awaits.seq) return { ...row, detail };
  // Another log than was greeted with: its writer has yet to greet.
  if ((await headAt(tx, ports, stream, awaits.seq)) !== awaits.head)
    return { ...row, detail: { ...detail, awaits: null } };
  return { ...row, kind: 'lost', detail: { ...detail, decidedAt: ports.now() } };
}

/** Crosses off what is in the log behind `after`. */
async function search(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  { sought, after }: { readonly sought: Sought; readonly after: number },
): Promise<void> {
  for (let seq = after; seq < stream.seq && sought.size > 0;) {
    const ops = await opsAfter(tx, ports, stream, { seq, ...OPS_A_PAGE });
    for (const { body } of ops) sought.drop(readForeignOp(body)?.id);
    seq = ops.at(-1)?.seq ?? stream.seq;
  }
}

async function missingOf(tx: StoreTransaction, office: number): Promise<readonly MissingRow[]> {
  const rows = await tx.range(incidents, office, { after: PLACES_AFTER, limit: INCIDENTS_LIMIT });
  // Nothing else is written behind these places.
  return rows as readonly MissingRow[];
}

/** Ops by their ids, until they are found. */
class Sought {
  readonly #named = new Map<string, NamedOp>();
  readonly #others = new Map<string, string>();

  constructor(lists: readonly NamedOps[]) {
    for (const { named, others } of lists) {
      for (const op of named) this.#named.set(op.id, op);
      for (const [command, ids] of Object.entries(others)) for (const id of ids) this.#others.set(id, command);
    }
  }

  get size(): number {
    return this.#named.size + this.#others.size;
  }

  drop(id: string | undefined): void {
    if (id === undefined) return;
    this.#named.delete(id);
    this.#others.delete(id);
  }

  dropAll({ named, others }: NamedOps): void {
    for (const { id } of named) this.drop(id);
    for (const ids of Object.values(others)) for (const id of ids) this.drop(id);
  }

  /** What has not been found, in the order in which it was told. */
  named(): NamedOps {
    const others = Object.create(null) as Record<string, string[]>;
    for (const [id, command] of this.#others) (others[command] ??= []).push(id);
    return { named: [...this.#named.values()], others };
  }
}
