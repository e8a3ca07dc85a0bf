import type { Op } from '#db/op.ts';
import { DATACENTER_OFFICE, REFERENCE_CHANNEL, SHARED_CHANNEL } from '#kernel/sync/log.ts';
import type { HoldReason } from '#kernel/sync/merge.ts';
import type { Entry } from '#kernel/sync/messages.ts';
import { formatNumber } from '#kernel/sync/numbers.ts';
import { effectiveHlc } from '#kernel/sync/skew.ts';
import { reasonToHold, recordsOf } from './judge-op.ts';
import type { ModelTable } from './model-tables.ts';
import { readForeignOp } from './op-reader.ts';
import type { Applied, DatacenterPorts } from './ports.ts';
import { imageOf, OfficeRecords, recordAfter } from './records.ts';
import type { StoreTransaction } from './store.ts';
import { lockStream, opsAfter, type StoredOp } from './streams.ts';
import { heldOps, numbers, outbox, streams, type HeldOpRow, type OutboxRow, type StreamRow } from './tables.ts';

const OPS_A_PASS = 500;
/** So many ops of one office may wait before somebody must look; the pass reads them all. */
const HELD_LIMIT = 5_000;

/** What concerns the op as a whole lies behind the entries of its effects. */
const TOLD_HELD = 100_001;
const TOLD_RELEASED = 100_002;
const TOLD_NUMBER = 100_003;

/** These end by themselves: when the cause arrives, or the program is renewed, or the op before is applied. */
const passing: ReadonlySet<HoldReason> = new Set(['cause-missing', 'schema-deferred', 'follows']);

/**
 * Applies what an office has pushed, as far as one pass goes, in one transaction that touches this office alone: its
 * records, what is held, and an outbox for the channels. Answers whether anything was done.
 */
export async function applyOffice(ports: DatacenterPorts, office: number): Promise<boolean> {
  const applied = await ports.store.transaction(async (tx) => {
    const stream = await lockStream(tx, ports, office);
    if (!stream || (stream.appliedSeq >= stream.seq && stream.held === 0)) return null;
    const pass = new ApplyPass(tx, ports, stream);
    await pass.retryHeld();
    await pass.applyNew();
    return pass.save();
  });
  if (applied !== null) ports.onApplied?.(applied);
  return applied !== null;
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
  #applied: number;

  constructor(tx: StoreTransaction, ports: DatacenterPorts, stream: StreamRow) {
    this.#tx = tx;
    this.#ports = ports;
    this.#stream = stream;
    this.#records = new OfficeRecords(tx, stream.officeNo);
    this.#applied = stream.appliedSeq;
  }

  /** Looks again at what waits, in the order of the log: what still waits blocks what follows on its records. */
  async retryHeld(): Promise<void> {
    if (this.#stream.held === 0) return;
    for (const row of await this.#tx.range(heldOps, this.#stream.officeNo, { limit: HELD_LIMIT })) {
      const isFree = passing.has(row.reason) && !row.records.some((record) => this.#blocked.has(record));
      const [stored] = isFree ? await this.#opsAfter(row.seq - 1, 1) : [];
      if (stored && (await this.#tryApply(stored)) === null) {
        this.#released.push(row);
        if (row.isTold) this.#tell(row.seq, TOLD_RELEASED, { kind: 'released', op: row.opId, seq: row.seq });
      } else for (const record of row.records) this.#blocked.add(record);
    }
  }

  async applyNew(): Promise<void> {
    for (const stored of await this.#opsAfter(this.#applied, OPS_A_PASS)) {
      const reason = await this.#tryApply(stored);
      if (reason !== null) this.#hold(stored, reason);
      this.#applied = stored.seq;
    }
  }

  /** Writes what the pass has come to, and answers how much that was; null when nothing changed. */
  async save(): Promise<Applied | null> {
    const { officeNo, appliedSeq, held } = this.#stream;
    const isChanged = this.#applied > appliedSeq || this.#released.length > 0;
    if (!isChanged) return null;
    await this.#records.save();
    await this.#tx.put(outbox, this.#outbox);
    await this.#tx.put(heldOps, this.#held);
    await this.#tx.remove(
      heldOps,
      this.#released.map(({ seq }) => [officeNo, seq]),
    );
    await this.#tx.put(streams, [
      {
        ...this.#stream,
        appliedSeq: this.#applied,
        held: held + this.#held.length - this.#released.length,
        isRouted: this.#stream.isRouted && this.#outbox.length === 0,
      },
    ]);
    const ops = this.#applied - appliedSeq + this.#released.length;
    return { office: officeNo, ops, rows: this.#records.changes, held: this.#held.length };
  }

  #opsAfter(seq: number, limit: number): Promise<readonly StoredOp[]> {
    return opsAfter(this.#tx, this.#ports, this.#stream, { seq, limit });
  }

  /** Applies the op, or says why not. */
  async #tryApply(stored: StoredOp): Promise<HoldReason | null> {
    const op = readForeignOp(stored.body);
    if (op === null) return 'illegal-state';
    const { officeNo: office } = this.#stream;
    const reason = await reasonToHold(this.#tx, this.#ports, {
      ...{ op, office, records: this.#records, blocked: this.#blocked },
    });
    if (reason !== null) return reason;
    for (const [ix, effect] of op.e.entries()) {
      const table = this.#ports.tables.get(effect[1]);
      if (table) this.#applyEffect({ op, stored, table, effect, ix });
    }
    if (op.n) await this.#noteNumber(op.id, formatNumber(office, op.n), stored.seq);
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

  async #noteNumber(opId: string, number: string, seq: number): Promise<void> {
    const { officeNo } = this.#stream;
    const taken = await this.#tx.get(numbers, [officeNo, number]);
    if (!taken) await this.#tx.put(numbers, [{ officeNo, number, opId }]);
    else if (taken.opId !== opId) {
      this.#tell(seq, TOLD_NUMBER, { kind: 'duplicate-number', number, op: opId, other: taken.opId });
    }
  }

  #hold({ seq, body }: StoredOp, reason: HoldReason): void {
    const op = readForeignOp(body);
    const records = op ? recordsOf(op, this.#ports) : [];
    for (const record of records) this.#blocked.add(record);
    // What passes by itself within minutes is no news for a person.
    const isTold = reason !== 'cause-missing' && reason !== 'schema-deferred';
    const opId = op?.id ?? UNREADABLE;
    const { officeNo } = this.#stream;
    this.#held.push({ officeNo, seq, opId, reason, records, since: this.#ports.now(), isTold });
    if (isTold) this.#tell(seq, TOLD_HELD, { kind: 'held', op: opId, seq, reason });
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
function channelFor(
  { model, mergeClass }: ModelTable,
  record: Readonly<Record<string, unknown>>,
  office: number,
): number | null {
  if (mergeClass === 'reference') return office === DATACENTER_OFFICE ? REFERENCE_CHANNEL : null;
  const value = model.addressee === null ? null : record[model.addressee];
  return typeof value === 'number' && value > 0 ? value : null;
}
