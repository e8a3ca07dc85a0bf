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
  const found: FoundMissing[] = [];
  for (const [office, lines] of await linesBeyond(ports)) {
    const missing = await ports.store.transaction((tx) => noteOfOffice(tx, ports, office, lines));
    if (missing) found.push({ office, ...missing });
  }
  return found.sort((left, right) => left.office - right.office);
}

/**
 * Does the ledger know something acknowledged that the database has not, and that nobody was told of? Then the database
 * was put back, and `noteMissing` was not called.
 */
export async function isPutBackUnnoted(ports: DatacenterPorts): Promise<boolean> {
  for (const [office, lines] of await linesBeyond(ports)) {
    const { sought } = await ports.store.transaction((tx) => soughtOf(tx, ports, office, lines));
    if (sought.size > 0) return true;
  }
  return false;
}

/** The lines of the ledger that reach beyond what the database had of their office when it was asked. */
async function linesBeyond(ports: DatacenterPorts): Promise<ReadonlyMap<number, readonly LedgerLine[]>> {
  const lines = new Map<number, LedgerLine[]>();
  const seqs = new Map<number, number>();
  for await (const line of ports.ledger.lines()) {
    const seq = seqs.get(line.office) ?? (await seqOf(ports, line.office));
    seqs.set(line.office, seq);
    if (line.to <= seq) continue;
    const ofOffice = lines.get(line.office);
    if (ofOffice) ofOffice.push(line);
    else lines.set(line.office, [line]);
  }
  return lines;
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
  const { sought, stream, before } = await soughtOf(tx, ports, office, lines);
  if (sought.size === 0) return null;
  const range = { from: stream.seq + 1, to: lines.reduce((most, { to }) => Math.max(most, to), 0) };
  const detail = { ...range, awaits: null, decidedAt: null, ...sought.named() };
  const no = (before.at(-1)?.no ?? PLACES_AFTER) + 1;
  await tx.put(incidents, [{ officeNo: office, no, kind: 'missing', at: ports.now(), detail }]);
  return { ...range, ops: sought.size };
}

/** What these lines name that is neither in the log, whose line it takes, nor told in an incident. */
async function soughtOf(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  office: number,
  lines: readonly LedgerLine[],
): Promise<{ readonly sought: Sought; readonly stream: StreamRow; readonly before: readonly MissingRow[] }> {
  const stream = (await lockStream(tx, ports, office)) ?? emptyStream(office);
  const before = await missingOf(tx, office);
  const sought = new Sought(lines);
  // What an earlier incident tells of is told.
  for (const { detail } of before) sought.dropAll(detail);
  const first = lines.reduce((least, { from }) => Math.min(least, from), stream.seq + 1) - 1;
  for (const id of await idsBetween(tx, ports, stream, { after: first, upTo: stream.seq })) sought.drop(id);
  // Mostly there is nothing left. What was sent a second time, after a rebase, may lie anywhere before.
  if (sought.size > 0) for (const id of await idsBetween(tx, ports, stream, { after: 0, upTo: first })) sought.drop(id);
  return { sought, stream, before };
}

export interface Followed {
  /** The ops after what was applied before, up to this one, are looked through. */
  readonly upTo: number;
  /** The writer's log when he, who knows of the restore, has just told that it continues this one. */
  readonly greeting?: Replica;
}

/**
 * Looks what of the missing has come, and notes when all of it has, or when it is known that the rest will not. Every op
 * passes here once, when it is applied. What is lost is still looked for: an old PC or a copy of its disk may turn up.
 */
export async function followMissing(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  { upTo, greeting }: Followed,
): Promise<void> {
  const rows = (await missingOf(tx, stream.officeNo)).filter(({ kind }) => kind !== 'returned');
  if (rows.length === 0) return;
  const came = await idsBetween(tx, ports, stream, { after: stream.appliedSeq, upTo });
  for (const row of rows) {
    const sought = new Sought([row.detail]);
    const left = sought.size;
    for (const id of came) sought.drop(id);
    const { awaits: before } = row.detail;
    // Whoever greets with a shorter log than before was put back himself.
    const isShorter = greeting !== undefined && before !== null && greeting.seq < before.seq;
    const isKept = !isShorter && (await isAwaited(tx, ports, stream, before));
    const awaits = isKept ? before : (greeting ?? null);
    const kind = await becomes(tx, ports, stream, { row, left: sought.size, awaits, upTo });
    if (sought.size === left && kind === row.kind && awaits === row.detail.awaits) continue;
    const decidedAt = kind === row.kind ? row.detail.decidedAt : ports.now();
    await tx.put(incidents, [{ ...row, kind, detail: { ...row.detail, ...sought.named(), awaits, decidedAt } }]);
  }
}

/** May the log still become what its writer greeted with? Where he was put back himself since, it has gone another way. */
async function isAwaited(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  awaits: Replica | null,
): Promise<boolean> {
  if (awaits?.epoch !== stream.epoch) return false;
  return awaits.seq > stream.seq || (await headAt(tx, ports, stream, awaits.seq)) === awaits.head;
}

interface Standing {
  readonly row: MissingRow;
  /** How many have not come back. */
  readonly left: number;
  readonly awaits: Replica | null;
  readonly upTo: number;
}

async function becomes(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  { row, left, awaits, upTo }: Standing,
): Promise<MissingKind> {
  if (left === 0) return 'returned';
  if (row.kind === 'lost' || awaits === null || upTo < awaits.seq) return row.kind;
  // Where another log came than was greeted with, its writer is yet to be heard.
  return (await headAt(tx, ports, stream, awaits.seq)) === awaits.head ? 'lost' : row.kind;
}

async function idsBetween(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let seq = after; seq < upTo;) {
    const limit = Math.min(OPS_A_PAGE.limit, upTo - seq);
    const ops = await opsAfter(tx, ports, stream, { ...OPS_A_PAGE, seq, limit });
    for (const { body } of ops) {
      const op = readForeignOp(body);
      if (op) ids.add(op.id);
    }
    seq = ops.at(-1)?.seq ?? upTo;
  }
  return ids;
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

  drop(id: string): void {
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
