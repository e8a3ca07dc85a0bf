import type { Op } from '#db/op.ts';
import { DATACENTER_OFFICE, REFERENCE_CHANNEL, SHARED_CHANNEL } from '#kernel/sync/log.ts';
import type { HoldReason } from '#kernel/sync/merge.ts';
import type { Entry } from '#kernel/sync/messages.ts';
import { formatNumber } from '#kernel/sync/numbers.ts';
import { effectiveHlc } from '#kernel/sync/skew.ts';
import type { NamedFileRow } from './file-tables.ts';
import { namedBy, putNamed } from './named-files.ts';
import { HELD_AT_ONCE, heldOf, mayPass, placeOfTelling } from './held.ts';
import { reasonToHold, recordsOf } from './judge-op.ts';
import { followMissing } from './missing.ts';
import { addresseeOf, type ModelTable } from './model-tables.ts';
import { readForeignOp } from './op-reader.ts';
import type { Applied, DatacenterPorts } from './ports.ts';
import { imageOf, OfficeRecords, recordAfter } from './records.ts';
import { ValuesRefused, type StoreTransaction } from './store.ts';
import { lockStream, opsAfter, type StoredOp } from './streams.ts';
import { PASS_BYTES, weightOf } from './weight.ts';
import {
  heldOps,
  numbers,
  outbox,
  streams,
  type HeldOpRow,
  type NumberRow,
  type OutboxRow,
  type StreamRow,
} from './tables.ts';

/** What one transaction applies. A frame is opened once for each pass that reads from it. */
const A_PASS = { limit: 2_000, bytes: 4 * 1024 * 1024 };
/** After a refusal of the database so many are applied one by one, before the next pass tries many again. */
const OPS_SINGLY = 500;
/** So many held ops may turn out to be refused by the database at a time. */
const REFUSED_A_CALL = 50;
/** An op that has waited so long for what it answers is told to people: the cause may never come. */
const CAUSE_PATIENCE = 48 * 3_600_000;
/** So many ops are read for one, and kept for those behind it. */
const NEAR = { limit: 64, bytes: 1024 * 1024 };
/** For so many ops at a time their records are read. */
const FORESEEN = 500;

/** After the release, at which earlier programs of the offices close whatever they have of the op. */
const TOLD_NUMBER = 1_000_000;

/**
 * Applies what an office has pushed, as far as one pass goes, in one transaction that touches this office alone: its
 * records, what is held, and an outbox for the channels. Answers whether anything was done.
 */
export async function applyOffice(ports: DatacenterPorts, office: number): Promise<boolean> {
  try {
    return await pass(ports, office, (ongoing) => ongoing.all(A_PASS));
  } catch (error) {
    if (!(error instanceof ValuesRefused)) throw error;
    return applySingly(ports, office);
  }
}

/** One op does what the database refuses: each by itself, so that it alone is held, and nothing behind it waits. */
async function applySingly(ports: DatacenterPorts, office: number): Promise<boolean> {
  let hasMoved = await retrySingly(ports, office);
  for (let count = 0; count < OPS_SINGLY; count += 1) {
    const isApplied = await oneOp(ports, office);
    if (!isApplied) return hasMoved;
    hasMoved = true;
  }
  return hasMoved;
}

/**
 * Tries again what is held, in halves down to the single op that the database refuses, which people must look at: it
 * would keep from their release all that wait with it. So many refused ones at once; the next pass finds the others.
 */
async function retrySingly(ports: DatacenterPorts, office: number): Promise<boolean> {
  const seqs = await ports.store.transaction(async (tx) => {
    const found: number[] = [];
    for await (const row of heldOf(tx, office)) if (mayPass(ports, row)) found.push(row.seq);
    return found;
  });
  const parts = seqs.length > 0 ? [seqs] : [];
  let hasMoved = false;
  // In the order of the log: what is released first may be what a later one follows on.
  for (let part = parts.pop(), refused = 0; part && refused < REFUSED_A_CALL; part = parts.pop()) {
    const among = new Set(part);
    try {
      if (await pass(ports, office, (ongoing) => ongoing.retryHeld(among))) hasMoved = true;
    } catch (error) {
      if (!(error instanceof ValuesRefused)) throw error;
      const middle = part.length >> 1;
      if (middle > 0) parts.push(part.slice(middle), part.slice(0, middle));
      else {
        refused += 1;
        if (await pass(ports, office, (ongoing) => ongoing.refuseHeld(among))) hasMoved = true;
      }
    }
  }
  return hasMoved;
}

async function oneOp(ports: DatacenterPorts, office: number): Promise<boolean> {
  try {
    return await pass(ports, office, (ongoing) => ongoing.applyNext());
  } catch (error) {
    if (!(error instanceof ValuesRefused)) throw error;
    return pass(ports, office, (ongoing) => ongoing.holdNext('illegal-state'));
  }
}

async function pass(
  ports: DatacenterPorts,
  office: number,
  work: (ongoing: ApplyPass) => Promise<void>,
): Promise<boolean> {
  const applied = await ports.store.transaction(async (tx) => {
    const stream = await lockStream(tx, ports, office);
    if (!stream || (stream.appliedSeq >= stream.seq && stream.held === 0)) return null;
    const ongoing = new ApplyPass(tx, ports, stream);
    await work(ongoing);
    return ongoing.save();
  });
  if (applied !== null) ports.onApplied?.(applied);
  return applied !== null;
}

/** An op as it is stored, and what it says; null for what is none. */
interface ReadOp {
  readonly stored: StoredOp;
  readonly op: Op | null;
}

class ApplyPass {
  readonly #tx: StoreTransaction;
  readonly #ports: DatacenterPorts;
  readonly #stream: StreamRow;
  readonly #records: OfficeRecords;
  readonly #blocked = new Set<string>();
  readonly #outbox: OutboxRow[] = [];
  readonly #held: HeldOpRow[] = [];
  readonly #released: HeldOpRow[] = [];
  /** How many were held before, for another reason. */
  #changed = 0;
  /** The numbers that were looked at, with the op that has each; those that this pass gives. */
  readonly #numbers = new Map<string, string | undefined>();
  readonly #given: NumberRow[] = [];
  readonly #named: NamedFileRow[] = [];
  #near: readonly StoredOp[] = [];
  /** How much this pass has moved so far. */
  #weight = 0;
  #applied: number;

  constructor(tx: StoreTransaction, ports: DatacenterPorts, stream: StreamRow) {
    this.#tx = tx;
    this.#ports = ports;
    this.#stream = stream;
    this.#records = new OfficeRecords(tx, stream.officeNo);
    this.#applied = stream.appliedSeq;
  }

  async all(most: typeof A_PASS): Promise<void> {
    await this.retryHeld();
    await this.applyNew(most);
  }

  /**
   * Looks again at what waits, or at those `among` it, in the order of the log: what still waits blocks what follows on
   * its records.
   */
  async retryHeld(among?: ReadonlySet<number>): Promise<void> {
    let tries = HELD_AT_ONCE;
    for await (const row of this.#heldRows()) {
      // What waits for the program may follow on another op once the program is there.
      const isBlocked = row.reason === 'follows' && row.records.some((record) => this.#blocked.has(record));
      const isAsked = tries > 0 && !this.#isFull && (among?.has(row.seq) ?? true);
      const isFree = isAsked && mayPass(this.#ports, row) && !isBlocked;
      if (isFree) tries -= 1;
      const read = isFree ? await this.#opAt(row.seq) : undefined;
      const reason = read ? await this.#tryApply(read) : row.reason;
      if (reason === null) this.#release(row);
      // What it waited for has come, and now it is seen what else there is: this may be a matter for people.
      else if (read && (reason !== row.reason || this.#isOverdue(row))) this.#hold(read, reason, row);
      else for (const record of row.records) this.#blocked.add(record);
    }
  }

  /** Holds for people what the database refuses of that which waits. */
  async refuseHeld(among: ReadonlySet<number>): Promise<void> {
    for await (const row of this.#heldRows()) {
      const isNews = among.has(row.seq) && row.reason !== 'illegal-state';
      const read = isNews ? await this.#opAt(row.seq) : undefined;
      if (read) this.#hold(read, 'illegal-state', row);
    }
  }

  async applyNew(most: typeof A_PASS): Promise<void> {
    const ops = await this.#opsAfter(this.#applied, most);
    for (const [position, read] of ops.entries()) {
      if (this.#isFull) return;
      if (position % FORESEEN === 0) await this.#foresee(ops.slice(position, position + FORESEEN));
      const reason = await this.#tryApply(read);
      if (reason !== null) this.#hold(read, reason);
      this.#applied = read.stored.seq;
    }
  }

  /** Applies the next op alone; it follows on what is held, as among others. */
  async applyNext(): Promise<void> {
    await this.retryHeld(new Set());
    await this.applyNew({ ...A_PASS, limit: 1 });
  }

  /** Holds the next op without trying it. */
  async holdNext(reason: HoldReason): Promise<void> {
    const read = await this.#opAt(this.#applied + 1);
    if (!read) return;
    this.#hold(read, reason);
    this.#applied = read.stored.seq;
  }

  /** Writes what the pass has come to, and answers how much that was; null when nothing changed. */
  async save(): Promise<Applied | null> {
    const { officeNo, appliedSeq, held } = this.#stream;
    const isChanged = this.#applied > appliedSeq || this.#released.length > 0 || this.#changed > 0;
    if (!isChanged) return null;
    await this.#records.save();
    await this.#tx.put(numbers, this.#given);
    await this.#tx.put(outbox, this.#outbox);
    await putNamed(this.#tx, this.#named);
    await this.#tx.put(heldOps, this.#held);
    await this.#tx.remove(
      heldOps,
      this.#released.map(({ seq }) => [officeNo, seq]),
    );
    await this.#tx.put(streams, [
      {
        ...this.#stream,
        appliedSeq: this.#applied,
        held: held + this.#held.length - this.#changed - this.#released.length,
        isRouted: this.#stream.isRouted && this.#outbox.length === 0,
      },
    ]);
    await followMissing(this.#tx, this.#ports, this.#stream, { upTo: this.#applied });
    const ops = this.#applied - appliedSeq + this.#released.length;
    return { office: officeNo, ops, rows: this.#records.changes, held: this.#held.length };
  }

  async *#heldRows(): AsyncGenerator<HeldOpRow> {
    if (this.#stream.held > 0) yield* heldOf(this.#tx, this.#stream.officeNo);
  }

  get #isFull(): boolean {
    return this.#weight > PASS_BYTES;
  }

  /** One op of the log. Those behind it are kept: what is held lies close together, and each reading opens a frame. */
  async #opAt(seq: number): Promise<ReadOp | undefined> {
    const known = this.#near[seq - (this.#near[0]?.seq ?? 0)];
    if (!known) this.#near = await opsAfter(this.#tx, this.#ports, this.#stream, { seq: seq - 1, ...NEAR });
    const stored = known ?? this.#near[0];
    return stored && { stored, op: readForeignOp(stored.body) };
  }

  async #opsAfter(seq: number, most: typeof A_PASS): Promise<readonly ReadOp[]> {
    const found = await opsAfter(this.#tx, this.#ports, this.#stream, { seq, ...most });
    return found.map((stored) => ({ stored, op: readForeignOp(stored.body) }));
  }

  /** Reads at once what the ops of a pass will ask for one by one: their records and their numbers. */
  async #foresee(read: readonly ReadOp[]): Promise<void> {
    const ops = read.flatMap(({ op }) => op ?? []);
    const effects = Map.groupBy(
      ops.flatMap(({ e }) => e),
      ([, name]) => name,
    );
    for (const [name, ofTable] of effects) {
      const table = this.#ports.tables.get(name);
      if (table) await this.#records.load(table, [...new Set(ofTable.map(([, , id]) => id))]);
    }
    await this.#loadNumbers(ops);
  }

  async #loadNumbers(ops: readonly Op[]): Promise<void> {
    const { officeNo } = this.#stream;
    const asked = ops.flatMap(({ n }) => (n ? [formatNumber(officeNo, n)] : []));
    for (const number of asked) this.#numbers.set(number, this.#numbers.get(number));
    for (const row of await this.#tx.some(numbers, officeNo, asked)) this.#numbers.set(row.number, row.opId);
  }

  /** Applies the op, or says why not. */
  async #tryApply({ stored, op }: ReadOp): Promise<HoldReason | null> {
    if (op === null) return 'illegal-state';
    const { officeNo: office } = this.#stream;
    const reason = await reasonToHold(this.#tx, this.#ports, {
      ...{ op, office, records: this.#records, blocked: this.#blocked },
    });
    if (reason !== null) return reason;
    const weight = weightOf(op, stored.body.length, { tables: this.#ports.tables, records: this.#records });
    if (weight === null) return 'illegal-state';
    this.#weight += weight;
    for (const [ix, effect] of op.e.entries()) {
      const table = this.#ports.tables.get(effect[1]);
      if (table) this.#applyEffect({ op, stored, table, effect, ix });
    }
    if (op.n) await this.#noteNumber(op, formatNumber(office, op.n), stored.seq);
    return null;
  }

  #applyEffect({ op, stored, table, effect, ix }: EffectToApply): void {
    const { officeNo: office } = this.#stream;
    const { seq } = stored;
    const isShared = table.mergeClass === 'shared';
    if (!(isShared && effect[0] === 'u')) {
      const before = this.#records.find(table, effect[2]);
      this.#records.put(table, recordAfter(effect, { op, seq, office, table, before }));
    }
    const record = this.#records.find(table, effect[2]);
    if (record) this.#named.push(...namedBy(table.model, record, { officeNo: office, fromOffice: office }));
    if (isShared) {
      const image = effect[0] === 'u' || !record ? null : imageOf(table, record);
      const hlc = effectiveHlc(op.h, stored.receivedAt);
      const fields = effect[0] === 'x' ? {} : effect[3];
      const [, name, id] = effect;
      this.#send(seq, ix, SHARED_CHANNEL, {
        kind: 'fields',
        table: name,
        id,
        image,
        fields,
        hlc,
        office,
        seq,
        op: op.id,
      });
    } else if (record) {
      const to = channelFor(table, record, office);
      if (to !== null && to !== office) this.#send(seq, ix, to, { kind: 'row', image: imageOf(table, record) });
    }
  }

  async #noteNumber(op: Op, number: string, seq: number): Promise<void> {
    if (!this.#numbers.has(number)) await this.#loadNumbers([op]);
    const taken = this.#numbers.get(number);
    if (taken === undefined) {
      this.#numbers.set(number, op.id);
      this.#given.push({ officeNo: this.#stream.officeNo, number, opId: op.id });
    } else if (taken !== op.id) {
      this.#tell(seq, TOLD_NUMBER, { kind: 'duplicate-number', number, op: op.id, other: taken });
    }
  }

  /** Holds an op, from now on or, where it was held `before`, for another reason. */
  #hold({ stored: { seq }, op }: ReadOp, reason: HoldReason, before?: HeldOpRow): void {
    const records = op ? recordsOf(op, this.#ports) : [];
    for (const record of records) this.#blocked.add(record);
    const told = before?.tellings ?? 0;
    // What passes by itself within minutes is no news for a person, unless one reads another reason already.
    const isPassing = reason === 'cause-missing' || reason === 'schema-deferred';
    const isNews = told > 0 || !isPassing || (before !== undefined && this.#isOverdue({ ...before, reason }));
    const opId = op?.id ?? UNREADABLE;
    const since = before?.since ?? this.#ports.now();
    const { officeNo } = this.#stream;
    this.#held.push({ officeNo, seq, opId, reason, records, since, tellings: isNews ? told + 1 : told });
    if (before) this.#changed += 1;
    if (isNews) this.#tell(seq, placeOfTelling(told), { kind: 'held', op: opId, seq, reason });
  }

  /** Has it waited for its cause for so long, and nobody was told? */
  #isOverdue({ reason, since, tellings }: Pick<HeldOpRow, 'reason' | 'since' | 'tellings'>): boolean {
    return reason === 'cause-missing' && tellings === 0 && this.#ports.now() - since > CAUSE_PATIENCE;
  }

  #release(row: HeldOpRow): void {
    const { seq, opId, tellings } = row;
    this.#released.push(row);
    if (tellings > 0) this.#tell(seq, placeOfTelling(tellings), { kind: 'released', op: opId, seq });
  }

  #tell(seq: number, ix: number, entry: Entry): void {
    this.#send(seq, ix, this.#stream.officeNo, entry);
  }

  #send(seq: number, ix: number, toChannel: number, entry: Entry): void {
    this.#outbox.push({ officeNo: this.#stream.officeNo, seq, ix, toChannel, entry });
  }
}

const UNREADABLE = '00000000-0000-0000-0000-000000000000';

interface EffectToApply {
  readonly op: Op;
  readonly stored: StoredOp;
  readonly table: ModelTable;
  readonly effect: Op['e'][number];
  readonly ix: number;
}

/** The channel that brings a record to others: everybody, the office that it names, or nobody. */
function channelFor(table: ModelTable, record: Readonly<Record<string, unknown>>, office: number): number | null {
  if (table.mergeClass === 'reference') return office === DATACENTER_OFFICE ? REFERENCE_CHANNEL : null;
  return addresseeOf(table, record);
}
