import type Database from 'better-sqlite3';
import { hlcMilliseconds } from '#kernel/hlc.ts';
import { bytesToUuid } from '#kernel/ids.ts';
import { encoders, uuidToBuffer, type ModelColumn, type TableModel } from './columns.ts';
import { chain, GENESIS, readOp, type Op } from './op.ts';
import type { OfficeDatabase } from './open.ts';

/** What `diwan verify` says: all is well, or the first thing that is not. */
export type Verification =
  | { readonly ok: true; readonly ops: number; readonly records: number; readonly head: string }
  | { readonly ok: false; readonly fault: Fault };

export type Fault =
  | { readonly kind: 'FILE_DAMAGED'; readonly detail: string }
  | { readonly kind: 'LOG_GAP'; readonly seq: number }
  | { readonly kind: 'LOG_BROKEN'; readonly seq: number }
  | {
      readonly kind: 'RECORD_DIFFERS';
      readonly table: string;
      readonly id: string;
      readonly columns: readonly string[];
    }
  | { readonly kind: 'RECORD_MISSING'; readonly table: string; readonly id: string }
  | { readonly kind: 'RECORD_NOT_IN_LOG'; readonly table: string; readonly id: string };

export interface VerifyOptions {
  readonly database: OfficeDatabase;
  readonly models: readonly TableModel[];
  readonly onProgress?: (share: number) => void;
  /** Called now and then to let other work through; what it throws ends the proof. */
  readonly pause?: () => Promise<void>;
}

/**
 * Proves that the file is sound, that the hash chain of the log is whole, and that replaying the log gives exactly
 * the rows in the tables. The replay goes into temporary tables, so memory grows with the office and not with its
 * history; the comparison is SQL's own.
 */
export async function verify({ database, models, onProgress, pause }: VerifyOptions): Promise<Verification> {
  const { raw } = database;
  const damage = damageOf(raw);
  if (damage !== null) return { ok: false, fault: { kind: 'FILE_DAMAGED', detail: damage } };
  // Shared fields are decided at the data centre: the log of one office does not tell them alone.
  const synced = models.filter(({ conflictClass }) => conflictClass !== 'local' && conflictClass !== 'shared');
  const replay = new Replay(raw, synced);
  try {
    const total = Number(raw.prepare('SELECT coalesce(max(seq), 0) FROM op_log').pluck().get());
    let head: Buffer = GENESIS;
    let expected = 1;
    raw.exec('BEGIN');
    for (const { seq, id, kind, hlc, body, hash } of opsOf(raw)) {
      if (seq !== expected) return { ok: false, fault: { kind: 'LOG_GAP', seq: expected } };
      head = chain(head, body);
      const op = head.equals(hash) ? readOp(body) : undefined;
      // The columns beside the body are read instead of it; they must say what the chain vouches for.
      const isToldRight = op?.k === kind && op.h === hlc && uuidToBuffer(op.id).equals(id);
      if (!op || !isToldRight) return { ok: false, fault: { kind: 'LOG_BROKEN', seq } };
      replay.apply(op, seq);
      if (seq % 1000 === 0) {
        onProgress?.(seq / total);
        await pause?.();
      }
      expected += 1;
    }
    for (const model of synced) {
      const fault = replay.firstDifference(model);
      if (fault) return { ok: false, fault };
    }
    return { ok: true, ops: expected - 1, records: replay.count(), head: head.toString('hex') };
  } finally {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    replay.drop();
  }
}

/** What is wrong with the file itself, or null. Where the damage is bad enough, the check cannot even be run. */
function damageOf(raw: Database.Database): string | null {
  try {
    const answer: unknown = raw.pragma('integrity_check(1)', { simple: true });
    return answer === 'ok' ? null : String(answer);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface StoredOp {
  readonly seq: number;
  readonly id: Buffer;
  readonly kind: string;
  readonly hlc: number;
  readonly body: Buffer;
  readonly hash: Buffer;
}

/** The log in pages: an open cursor would hold the connection through every pause. */
function* opsOf(raw: Database.Database): Generator<StoredOp> {
  const page = raw.prepare('SELECT seq, id, kind, hlc, body, hash FROM op_log WHERE seq > ? ORDER BY seq LIMIT 1000');
  for (let after = -1; ;) {
    // The columns are those that the statement names.
    const ops = page.all(after) as StoredOp[];
    yield* ops;
    const last = ops.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

interface ReplayTable {
  readonly model: TableModel;
  readonly insert: Database.Statement;
  readonly updates: Map<string, Database.Statement>;
}

class Replay {
  readonly #raw: Database.Database;
  readonly #office: number;
  readonly #tables: ReadonlyMap<string, ReplayTable>;

  constructor(raw: Database.Database, models: readonly TableModel[]) {
    this.#raw = raw;
    this.#office = Number(raw.prepare(`SELECT value FROM sync_self WHERE key = 'office'`).pluck().get());
    this.#tables = new Map(
      models.map((model) => {
        const columns = model.columns.map(({ name }) => `"${name}"`);
        raw.exec(`DROP TABLE IF EXISTS temp."replay_${model.name}";
          CREATE TEMP TABLE "replay_${model.name}" (${columns.map((name) => (name === '"id"' ? '"id" PRIMARY KEY' : name)).join(', ')}) WITHOUT ROWID`);
        const insert = raw.prepare(
          `INSERT INTO temp."replay_${model.name}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        );
        return [model.name, { model, insert, updates: new Map() }];
      }),
    );
  }

  apply(op: Op, seq: number): void {
    const at = hlcMilliseconds(op.h);
    for (const effect of op.e) {
      const table = this.#tables.get(effect[1]);
      if (!table) continue;
      if (effect[0] === 'i') {
        const row: Readonly<Record<string, unknown>> = {
          ...effect[3],
          ...{ id: effect[2], ownerOffice: this.#office, revision: 1, deletedAt: null, seq },
          ...{ createdAt: at, createdBy: op.u, updatedAt: at, updatedBy: op.u },
        };
        table.insert.run(table.model.columns.map((column) => stored(column, row[column.key])));
      } else {
        const changed = effect[0] === 'u' ? effect[3] : { deletedAt: at };
        this.#update(table, effect[2], { ...changed, updatedAt: at, updatedBy: op.u, seq });
      }
    }
  }

  firstDifference({ name, columns }: TableModel): Fault | undefined {
    const list = columns.map((column) => `"${column.name}"`).join(', ');
    const first = (from: string, without: string): Buffer | undefined => {
      const found = this.#raw
        .prepare(
          `SELECT id FROM (SELECT ${list} FROM ${from} EXCEPT SELECT ${list} FROM ${without}) ORDER BY id LIMIT 1`,
        )
        .pluck()
        .get();
      return Buffer.isBuffer(found) ? found : undefined;
    };
    // What came from other offices is in their logs.
    const live = `(SELECT * FROM main."${name}" WHERE owner_office = ${this.#office})`;
    const logged = `temp."replay_${name}"`;
    const extra = first(live, logged);
    const lost = first(logged, live);
    const id = extra && lost ? (Buffer.compare(extra, lost) <= 0 ? extra : lost) : (extra ?? lost);
    if (!id) return undefined;
    const pick = (from: string): Readonly<Record<string, unknown>> | undefined =>
      // The row is whatever the statement selects; only equality of its values is looked at.
      this.#raw.prepare(`SELECT ${list} FROM ${from} WHERE id = ?`).get(id) as Record<string, unknown> | undefined;
    const inTable = pick(live);
    const inLog = pick(logged);
    const place = { table: name, id: bytesToUuid(id) };
    if (!inTable) return { kind: 'RECORD_MISSING', ...place };
    if (!inLog) return { kind: 'RECORD_NOT_IN_LOG', ...place };
    const differing = columns.filter((column) => !isEqual(inTable[column.name], inLog[column.name]));
    return { kind: 'RECORD_DIFFERS', ...place, columns: differing.map((column) => column.key) };
  }

  count(): number {
    let records = 0;
    for (const name of this.#tables.keys()) {
      records += Number(this.#raw.prepare(`SELECT count(*) FROM temp."replay_${name}"`).pluck().get());
    }
    return records;
  }

  drop(): void {
    for (const name of this.#tables.keys()) this.#raw.exec(`DROP TABLE IF EXISTS temp."replay_${name}"`);
  }

  #update({ model, updates }: ReplayTable, id: string, changed: Readonly<Record<string, unknown>>): void {
    const columns = model.columns.filter((column) => column.key in changed);
    const sql = columns.map((column) => `"${column.name}" = ?`).join(', ');
    let statement = updates.get(sql);
    if (!statement) {
      statement = this.#raw.prepare(
        `UPDATE temp."replay_${model.name}" SET ${sql}, "revision" = "revision" + 1 WHERE "id" = ?`,
      );
      updates.set(sql, statement);
    }
    statement.run([...columns.map((column) => stored(column, changed[column.key])), encoders.id(id)]);
  }
}

function stored(column: ModelColumn, value: unknown): unknown {
  return value === null || value === undefined ? null : encoders[column.kind](value);
}

function isEqual(left: unknown, right: unknown): boolean {
  return Buffer.isBuffer(left) && Buffer.isBuffer(right) ? left.equals(right) : left === right;
}
