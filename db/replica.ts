import type Database from 'better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { hlcMilliseconds } from '#kernel/hlc.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { isOlder } from '#kernel/sync/merge.ts';
import type { LoggedOp, RowImage } from '#kernel/sync/messages.ts';
import { prepared } from './prepared.ts';
import { encoders, uuidToBuffer, type TableModel } from './columns.ts';
import { fits } from './fitting.ts';
import type { NumberSeries } from './numbers.ts';
import { standingInTheWay } from './once.ts';
import { chain, GENESIS, readOp, type Effect, type Op, type Undo } from './op.ts';
import type { Change } from './recorder.ts';
import type { SearchIndex } from './search.ts';
import type { SharedFields } from './shared-fields.ts';
import type { TableStatements } from './statements.ts';

interface ReplicaOptions {
  readonly database: Database.Database;
  readonly office: number;
  readonly schemaVersion: number;
  readonly statements: ReadonlyMap<string, TableStatements>;
  readonly search: SearchIndex;
  readonly shared: SharedFields;
  readonly numbers: NumberSeries;
}

type Row = Readonly<Record<string, unknown>>;

/** A record of somebody else has this id. */
export class PlaceTaken extends Error {}

/** The op was written by a newer program: this one does not know what is in it. */
export class NewerOp extends Error {}

/**
 * The hands of the sync inside the write door: it puts records of other offices in their place, takes back the end of
 * this office's log, and appends ops that are already written. Every change of a record is told like one of a command.
 */
export class Replica {
  readonly changes: Change[] = [];
  readonly shared: SharedFields;
  readonly #options: ReplicaOptions;
  #end: { readonly seq: number; readonly head: Buffer } | undefined;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.shared = options.shared;
  }

  /** Is there such a table in this version of the program? */
  knows(table: string): boolean {
    return this.#options.statements.has(table);
  }

  /** Does this version of the program know everything that may be in the op? */
  reads({ s }: Op): boolean {
    return s <= this.#options.schemaVersion;
  }

  /** Has the table of this effect a place for each of its values, and every value that it demands? */
  fits(effect: Effect): boolean {
    return fits(effect, this.#of(effect[1]).model);
  }

  /** What this version of the program knows of these values; the columns of a newer one are left out. */
  known(table: string, values: Row): Row {
    const statements = this.#of(table);
    // Nearly always all of them, and this runs for every record that arrives.
    for (const key in values) if (!statements.has(key)) return knownOf(statements, values);
    return values;
  }

  /** Has a record with these values everything that this version of the program demands of one? */
  isWhole(table: string, values: Row): boolean {
    return this.#of(table).isWhole(values);
  }

  /**
   * May a record come from outside into this table? Only what offices hand to each other, what all may write, and what
   * the data centre publishes: no channel brings an office its own people, rights or pay.
   */
  mayArrive(table: string, ownerOffice: number): boolean {
    return mayArrive(this.#of(table).model, ownerOffice);
  }

  /** May these be put in together, as they are? All of one table, and of each all is known that it has and must have. */
  arePlain(images: readonly RowImage[]): boolean {
    const statements = this.#options.statements.get(images[0]?.table ?? '');
    if (!statements) return false;
    const { model } = statements;
    for (const { table, ownerOffice, values } of images) {
      if (table !== model.name || !mayArrive(model, ownerOffice) || !statements.isPlain(values)) return false;
    }
    return true;
  }

  /** Is it one of the tables whose fields any office may write? */
  isShared(table: string): boolean {
    return this.#isShared(this.#of(table));
  }

  has(table: string, id: string): boolean {
    return this.#of(table).find(id) !== undefined;
  }

  /** Is there such a record, and does it belong to this office? */
  isOwn(table: string, id: string): boolean {
    return this.#of(table).find(id)?.['ownerOffice'] === this.#options.office;
  }

  /** The records of this office beside which those of the op may not stand, though the database would take them. */
  inTheWayOf(op: Op): readonly string[] {
    const { database, office } = this.#options;
    return standingInTheWay(op, { database, office, statementsOf: (table) => this.#of(table) });
  }

  /**
   * Puts a record of another office in its place, unless a newer version of it is there; answers whether it is news,
   * or even new. The same version is written again: a newer program may read more of it. Another office's record of the
   * same id keeps its place. After the data centre's history was rewritten the places in the logs that it tells are
   * others, and what lies here of before is older than all that `isAnew`; asked only where there is a record.
   *
   * When it throws for a record that is missing or a place that is taken, it has changed nothing: its first statement
   * is the one that may fail, and SQLite takes that one back by itself.
   */
  putImage(image: RowImage, isAnew: () => boolean = () => false): 'new' | 'news' | 'known' {
    const statements = this.#of(image.table);
    this.#demandForeign(image.ownerOffice);
    // Nearly all that comes is new, and is not looked for first.
    if (statements.insertAbsent(image.values, image)) {
      this.#index(statements, image.id, image.values, image.deletedAt);
      this.#tell(image.table, image.id, 'insert');
      return 'new';
    }
    return this.#replace(statements, image, isAnew) ? 'news' : 'known';
  }

  /**
   * Puts in records of this table that are all new, and answers their ids as they are kept. When one of them is here,
   * leans on a record that is missing, or has no place, it throws, and has changed nothing.
   */
  putNew(table: string, images: readonly RowImage[]): readonly unknown[] {
    const statements = this.#of(table);
    for (const { ownerOffice } of images) this.#demandForeign(ownerOffice);
    const ids = statements.insertTogether(images);
    const isSearched = statements.model.search.length > 0;
    for (const { id, values, deletedAt } of images) {
      if (isSearched) this.#index(statements, id, values, deletedAt);
      this.#tell(table, id, 'insert');
    }
    return ids;
  }

  #replace(statements: TableStatements, image: RowImage, isAnew: () => boolean): boolean {
    const { id, ownerOffice, revision, createdAt, createdBy, updatedAt, updatedBy, deletedAt, seq } = image;
    const before = statements.find(id);
    assert(before !== undefined, 'What could not be inserted beside a record of its id finds it there.');
    if (before['ownerOffice'] !== ownerOffice) throw new PlaceTaken();
    const here = { seq: numberOf(before, 'seq'), revision: numberOf(before, 'revision') };
    if (isOlder(image, here) && !isAnew()) return false;
    const synced = { ownerOffice, revision, createdAt, createdBy, updatedAt, updatedBy, deletedAt, seq };
    // Its fields come one by one, each by its own mark.
    if (this.#isShared(statements)) statements.update(id, { deletedAt });
    else statements.update(id, { ...image.values, ...synced });
    this.#index(statements, id, image.values, deletedAt);
    this.#tell(image.table, id, 'update');
    return isOlder(here, image) || isOlder(image, here);
  }

  /** Takes a record of another office away; throws when one of this office's records leans on it. */
  erase(table: string, id: string): void {
    const row = this.#of(table).find(id);
    if (!row) return;
    assert(row['ownerOffice'] !== this.#options.office, 'An office does not erase what is its own.');
    this.#delete(table, id);
    this.#tell(table, id, 'remove');
  }

  /** Takes back every op after `seq`, the newest first, and answers them in their order. */
  takeBackTo(seq: number): readonly LoggedOp[] {
    const { database } = this.#options;
    const taken: LoggedOp[] = [];
    const ops = prepared(database, 'SELECT seq, epoch, body FROM op_log WHERE seq > ? ORDER BY seq DESC').all(seq) as {
      seq: number;
      epoch: number;
      body: Buffer;
    }[];
    for (const { seq: number, epoch, body } of ops) {
      const old = prepared(database, 'SELECT old FROM op_undo WHERE seq = ?').pluck().get(number);
      this.#reverse(readOp(body), typeof old === 'string' ? (JSON.parse(old) as readonly Undo[]) : []);
      prepared(database, 'DELETE FROM op_undo WHERE seq = ?').run(number);
      prepared(database, 'DELETE FROM op_log WHERE seq = ?').run(number);
      taken.unshift({ epoch, body: body.toString('utf8') });
    }
    this.#end = undefined;
    return taken;
  }

  /** Appends an op whose bytes are given, with its effects on the records. Throws `NewerOp` for one of a newer program. */
  append({ epoch, body }: { readonly epoch: number; readonly body: string | Uint8Array }): void {
    const { database, numbers } = this.#options;
    const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body);
    const op = readOp(bytes);
    if (!this.reads(op)) throw new NewerOp();
    const end = this.#end ?? lastOp(database);
    const seq = end.seq + 1;
    const head = chain(end.head, bytes);
    prepared(
      database,
      'INSERT INTO op_log (seq, epoch, id, kind, hlc, body, hash, state) VALUES (?, ?, ?, ?, ?, ?, ?, 0)',
    ).run(seq, epoch, uuidToBuffer(op.id), op.k, op.h, bytes, head);
    const undo = op.e.flatMap((effect) => this.#apply(effect, op, seq));
    if (undo.length > 0)
      prepared(database, 'INSERT INTO op_undo (seq, old) VALUES (?, ?)').run(seq, JSON.stringify(undo));
    if (op.n) numbers.pass(op.n);
    this.#end = { seq, head };
  }

  #apply(effect: Effect, op: Op, seq: number): readonly Undo[] {
    const [kind, table, id] = effect;
    const statements = this.#of(table);
    const before = statements.find(id);
    const at = hlcMilliseconds(op.h);
    const touched = { updatedAt: at, updatedBy: op.u, seq };
    if (kind === 'i') {
      // A shared record stays when its op is taken back, so it may be there.
      if (before) return [];
      const made = {
        id,
        ownerOffice: this.#options.office,
        revision: 1,
        createdAt: at,
        createdBy: op.u,
        deletedAt: null,
      };
      statements.insert(effect[3], { ...made, ...touched });
      this.#index(statements, id, effect[3], null);
      this.#tell(table, id, 'insert');
      return [];
    }
    // The channel decides shared fields.
    if (this.#isShared(statements)) return [];
    assert(before !== undefined, `Op ${op.id} changes a record that is not there.`);
    const changed: Row = kind === 'x' ? { deletedAt: at } : effect[3];
    statements.update(id, { ...changed, ...touched, revision: numberOf(before, 'revision') + 1 });
    const after: Row = { ...before, ...changed };
    this.#index(statements, id, after, after['deletedAt']);
    this.#tell(table, id, kind === 'x' ? 'remove' : 'update');
    const old = kind === 'x' ? {} : Object.fromEntries(Object.keys(changed).map((key) => [key, before[key]]));
    return [[table, id, numberOf(before, 'seq'), old]];
  }

  #reverse(op: Op, undo: readonly Undo[]): void {
    const left = [...undo];
    for (const effect of op.e.toReversed()) {
      const [kind, table, id] = effect;
      const statements = this.#of(table);
      const isShared = this.#isShared(statements);
      if (kind === 'i') {
        if (!isShared) this.#delete(table, id);
        if (!isShared) this.#tell(table, id, 'remove');
        continue;
      }
      if (isShared) continue;
      const entry = left.pop();
      assert(entry?.[1] === id, 'Every update and tombstone has its old values, in the same order.');
      const [, , previousSeq, old] = entry;
      const row = statements.find(id);
      assert(row !== undefined, 'A record that an op changed is there.');
      const revived = kind === 'x' ? { deletedAt: null } : old;
      const revision = numberOf(row, 'revision') - 1;
      statements.update(id, { ...revived, ...this.#writtenBy(previousSeq, op), revision, seq: previousSeq });
      const after: Row = { ...row, ...revived };
      this.#index(statements, id, after, after['deletedAt']);
      this.#tell(table, id, 'update');
    }
  }

  /** Who had changed a record last, and when: the op tells it. */
  #writtenBy(seq: number, later: Op): Row {
    const body: unknown = prepared(this.#options.database, 'SELECT body FROM op_log WHERE seq = ?').pluck().get(seq);
    // Several effects of one op on one record name that op itself.
    const op = Buffer.isBuffer(body) ? readOp(body) : later;
    return { updatedAt: hlcMilliseconds(op.h), updatedBy: op.u };
  }

  #delete(table: string, id: string): void {
    const { database, search } = this.#options;
    prepared(database, `DELETE FROM "${table}" WHERE id = ?`).run(encoders.id(id));
    if (this.#of(table).model.search.length > 0) search.drop(id);
  }

  #index({ model }: TableStatements, id: string, row: Row, deletedAt: unknown): void {
    if (model.search.length === 0) return;
    if (deletedAt === null || deletedAt === undefined) this.#options.search.put(model, id, row);
    else this.#options.search.drop(id);
  }

  #tell(table: string, id: string, kind: Change['kind']): void {
    this.changes.push({ table, id, kind });
  }

  #demandForeign(ownerOffice: number): void {
    assert(ownerOffice !== this.#options.office, 'An office hears of its own records from its own log only.');
  }

  #isShared({ model }: TableStatements): boolean {
    return model.conflictClass === 'shared';
  }

  #of(table: string): TableStatements {
    const statements = this.#options.statements.get(table);
    assert(statements !== undefined, `The log names a table ${table} that is not registered.`);
    return statements;
  }
}

function mayArrive({ conflictClass, addressee }: TableModel, ownerOffice: number): boolean {
  if (conflictClass === 'reference') return ownerOffice === DATACENTER_OFFICE;
  return conflictClass === 'shared' || addressee !== null;
}

function knownOf(statements: TableStatements, values: Row): Row {
  return Object.fromEntries(Object.entries(values).filter(([key]) => statements.has(key)));
}

function numberOf(row: Row, key: 'seq' | 'revision'): number {
  const value = row[key];
  assert(typeof value === 'number', `A synced record has a ${key}.`);
  return value;
}

function lastOp(database: Database.Database): { readonly seq: number; readonly head: Buffer } {
  const last = prepared(database, 'SELECT seq, hash FROM op_log ORDER BY seq DESC LIMIT 1').get() as
    { seq: number; hash: Buffer } | undefined;
  return last ? { seq: last.seq, head: last.hash } : { seq: 0, head: GENESIS };
}
