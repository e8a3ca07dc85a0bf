import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { formatNumber, seriesOf, type DocumentNumber, type Incarnation } from '#kernel/sync/numbers.ts';
import { modelOf, type syncedColumns, type TableModel } from './columns.ts';
import type { NumberSeries } from './numbers.ts';
import type { Cause, Effect, Undo } from './op.ts';
import { Refusal, refusal } from './refusal.ts';
import type { SearchIndex } from './search.ts';
import type { TableStatements } from './statements.ts';

/** Who acts: a user, and the one he acts for when he uses a delegation. */
export interface Actor {
  readonly userId: string;
  readonly onBehalfOf?: string;
}

/** One record that a committed command touched. */
export interface Change {
  readonly table: string;
  readonly id: string;
  readonly kind: 'insert' | 'update' | 'remove';
}

type SyncedKey = keyof typeof syncedColumns;
type AnyTable = { readonly $inferInsert: object; readonly $inferSelect: object };
/** What a command gives to create a record: the business columns, and the id where it must know it beforehand. */
export type NewRow<T extends AnyTable> = Omit<T['$inferInsert'], SyncedKey> & { readonly id?: string };
export type Patch<T extends AnyTable> = Partial<Omit<T['$inferInsert'], SyncedKey>>;

/** The hands of a command inside the write door. */
export interface Tx {
  /** For reading within the transaction; the guard stops a write through it only outside a command, so do not. */
  readonly db: BetterSQLite3Database;
  /** The moment of the command, in milliseconds: never goes backwards, whatever the PC's clock does. */
  readonly now: number;
  readonly actor: Actor;
  /** Creates a record and returns its id. */
  insert<T extends AnyTable>(table: T, row: NewRow<T>): string;
  /**
   * Changes the named columns; returns false when nothing differs. With `revision`, refuses as `CONFLICT`, carrying
   * the record as it is now, when somebody changed it since.
   */
  update<T extends AnyTable>(table: T, id: string, patch: Patch<T>, expected?: { readonly revision: number }): boolean;
  /** Counts a change of what belongs to a record (its members, its lines) as a change of the record itself. */
  touch(table: AnyTable, id: string): void;
  /** Leaves a tombstone: the record disappears from the screens, its history stays. */
  remove(table: AnyTable, id: string, expected?: { readonly revision: number }): void;
  /** Takes a tombstone back: the record is there again as it was. Refuses `NOT_FOUND` when there is no tombstone. */
  restore(table: AnyTable, id: string): void;
  /** Takes the next official number of a kind and year; one a command. It is given back when the command refuses. */
  takeNumber(of: { readonly kind: string; readonly year: number }): string;
  /** Says that this command answers a record of another office: the data centre applies it after that one. */
  answers(table: AnyTable, id: string): void;
  /** The record as it is now, or the refusal `NOT_FOUND`. */
  get<T extends AnyTable>(table: T, id: string): T['$inferSelect'];
}

interface RecorderOptions {
  readonly actor: Actor;
  readonly db: BetterSQLite3Database;
  readonly office: number;
  readonly now: number;
  readonly seq: number;
  readonly incarnation: Incarnation;
  readonly numbers: NumberSeries;
  readonly statements: ReadonlyMap<string, TableStatements>;
  readonly search: SearchIndex;
  readonly newId: (ms: number) => string;
}

type Row = Readonly<Record<string, unknown>>;

/** Writes the rows of one command and keeps what its op must say about them. */
export class Recorder implements Tx {
  readonly effects: Effect[] = [];
  readonly undo: Undo[] = [];
  readonly changes: Change[] = [];
  readonly causes: Cause[] = [];
  #number: DocumentNumber | undefined;
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  get db(): BetterSQLite3Database {
    return this.#options.db;
  }

  get now(): number {
    return this.#options.now;
  }

  get actor(): Actor {
    return this.#options.actor;
  }

  insert<T extends AnyTable>(table: T, row: NewRow<T>): string {
    const statements = this.#of(table);
    const { now, actor, office, seq } = this.#options;
    const id = row.id ?? this.#options.newId(now);
    const business: Record<string, unknown> = {};
    const source: Row = row;
    for (const { key } of statements.business) {
      const value = source[key];
      if (value !== undefined && value !== null) business[key] = value;
    }
    for (const key in source) if (key !== 'id') statements.column(key);
    statements.insert(business, {
      id,
      ownerOffice: office,
      revision: 1,
      createdAt: now,
      createdBy: actor.userId,
      updatedAt: now,
      updatedBy: actor.userId,
      deletedAt: null,
      seq,
    });
    const { model } = statements;
    if (model.search.length > 0) this.#options.search.put(model, id, business);
    this.effects.push(['i', model.name, id, business]);
    this.changes.push({ table: model.name, id, kind: 'insert' });
    return id;
  }

  update<T extends AnyTable>(table: T, id: string, patch: Patch<T>, expected?: { readonly revision: number }): boolean {
    const statements = this.#of(table);
    const before = this.#own(statements, id, expected);
    const changed: Record<string, unknown> = {};
    const old: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(patch as Row)) {
      assert(!statements.column(key).isSynced, `A command does not set ${key} by itself.`);
      if (value === undefined || isSame(value, before[key])) continue;
      changed[key] = value;
      old[key] = before[key];
    }
    if (Object.keys(changed).length === 0) return false;
    this.#touch(statements, id, before, changed);
    const { model } = statements;
    if (model.search.some((key) => key in changed)) this.#options.search.put(model, id, { ...before, ...changed });
    this.effects.push(['u', model.name, id, changed]);
    this.undo.push([model.name, id, numberOf(before, 'seq'), old]);
    this.changes.push({ table: model.name, id, kind: 'update' });
    return true;
  }

  touch(table: AnyTable, id: string): void {
    const statements = this.#of(table);
    const before = this.#own(statements, id);
    this.#touch(statements, id, before, {});
    this.effects.push(['u', statements.model.name, id, {}]);
    this.undo.push([statements.model.name, id, numberOf(before, 'seq'), {}]);
    this.changes.push({ table: statements.model.name, id, kind: 'update' });
  }

  remove(table: AnyTable, id: string, expected?: { readonly revision: number }): void {
    const statements = this.#of(table);
    const before = this.#own(statements, id, expected);
    this.#touch(statements, id, before, { deletedAt: this.#options.now });
    const { name, search } = statements.model;
    if (search.length > 0) this.#options.search.drop(id);
    this.effects.push(['x', name, id]);
    this.undo.push([name, id, numberOf(before, 'seq'), {}]);
    this.changes.push({ table: name, id, kind: 'remove' });
  }

  restore(table: AnyTable, id: string): void {
    const statements = this.#of(table);
    const before = statements.find(id);
    if (!before || before['deletedAt'] === null) throw refusal('NOT_FOUND');
    this.#claim(statements, id, before);
    this.#touch(statements, id, before, { deletedAt: null });
    const { model } = statements;
    if (model.search.length > 0) this.#options.search.put(model, id, before);
    this.effects.push(['u', model.name, id, { deletedAt: null }]);
    this.undo.push([model.name, id, numberOf(before, 'seq'), { deletedAt: before['deletedAt'] }]);
    this.changes.push({ table: model.name, id, kind: 'insert' });
  }

  get<T extends AnyTable>(table: T, id: string): T['$inferSelect'] {
    return this.#current(this.#of(table), id);
  }

  /** The official number that the command took. */
  get number(): DocumentNumber | undefined {
    return this.#number;
  }

  takeNumber(of: { readonly kind: string; readonly year: number }): string {
    assert(this.#number === undefined, 'A command gives one number.');
    this.#number = this.#options.numbers.take({ ...of, series: seriesOf(this.#options.incarnation) });
    return formatNumber(this.#options.office, this.#number);
  }

  answers(table: AnyTable, id: string): void {
    const statements = this.#of(table);
    const owner = ownerOf(this.#current(statements, id));
    if (owner !== this.#options.office) this.causes.push([owner, statements.model.name, id]);
  }

  #of(table: object): TableStatements {
    const { name } = modelOf(table);
    const statements = this.#options.statements.get(name);
    assert(statements !== undefined, `Table ${name} is not registered, or is local and needs no command.`);
    return statements;
  }

  #current(statements: TableStatements, id: string, expected?: { readonly revision: number }): Row {
    const row = statements.find(id);
    if (!row || row['deletedAt'] !== null) throw refusal('NOT_FOUND');
    const revision = numberOf(row, 'revision');
    if (expected && expected.revision !== revision) {
      throw new Refusal([{ code: 'CONFLICT' }], {
        table: statements.model.name,
        id,
        revision,
        current: withoutSecrets(statements.model, row),
      });
    }
    return row;
  }

  /** The record as it is now, for a change. */
  #own(statements: TableStatements, id: string, expected?: { readonly revision: number }): Row {
    const row = this.#current(statements, id, expected);
    this.#claim(statements, id, row);
    return row;
  }

  /** An office changes what it owns, and of others only shared fields: that change waits for the record itself. */
  #claim({ model }: TableStatements, id: string, row: Row): void {
    const owner = ownerOf(row);
    if (owner === this.#options.office) return;
    assert(model.conflictClass === 'shared', 'A command changes only what its office owns.');
    this.causes.push([owner, model.name, id]);
  }

  #touch(statements: TableStatements, id: string, before: Row, changed: Row): void {
    statements.update(id, {
      ...changed,
      revision: numberOf(before, 'revision') + 1,
      updatedAt: this.#options.now,
      updatedBy: this.#options.actor.userId,
      seq: this.#options.seq,
    });
  }
}

function numberOf(row: Row, key: 'seq' | 'revision'): number {
  const value = row[key];
  assert(typeof value === 'number', `A synced record has a ${key}.`);
  return value;
}

function ownerOf({ ownerOffice }: Row): number {
  assert(typeof ownerOffice === 'number', 'A synced record has an owner.');
  return ownerOffice;
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  return typeof left === 'object' && left !== null && JSON.stringify(left) === JSON.stringify(right);
}

function withoutSecrets(model: TableModel, row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !model.secret.includes(key)));
}
