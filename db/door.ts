import { randomFillSync } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { hlcMilliseconds, tick } from '#kernel/hlc.ts';
import { uuid7 } from '#kernel/ids.ts';
import type { Incarnation } from '#kernel/sync/numbers.ts';
import { modelOf, uuidToBuffer } from './columns.ts';
import type { WriteGuard } from './guards.ts';
import { NumberSeries } from './numbers.ts';
import { chain, GENESIS, OP_BYTES_LIMIT, type Op } from './op.ts';
import { Recorder, type Actor, type Change, type Tx } from './recorder.ts';
import { prepared } from './prepared.ts';
import { refusal } from './refusal.ts';
import { Replica } from './replica.ts';
import { SearchIndex } from './search.ts';
import { selfNumber } from './self.ts';
import { SharedFields } from './shared-fields.ts';
import { TableStatements } from './statements.ts';
import { isStorable } from './storable.ts';

export interface Commit {
  readonly seq: number;
  readonly command: string;
  readonly actor: Actor;
  readonly changes: readonly Change[];
}

export interface DoorOptions {
  readonly database: Database.Database;
  readonly db: BetterSQLite3Database;
  readonly tables: readonly object[];
  readonly office: number;
  readonly schemaVersion: number;
  readonly now: () => number;
  /** Opens and closes the guard that stops every write outside a command. */
  readonly guard: WriteGuard;
  /** Fills bytes by chance, for ids; the simulator hands in its own. */
  readonly entropy?: (bytes: Uint8Array) => void;
}

interface LogState {
  readonly seq: number;
  readonly head: Buffer;
  readonly hlc: number;
  readonly incarnation: Incarnation;
}

/** The only way to change a row of the office: one command, one transaction, one op in the chain. */
export class WriteDoor {
  readonly #options: DoorOptions;
  readonly #statements = new Map<string, TableStatements>();
  readonly #search: SearchIndex;
  readonly #numbers: NumberSeries;
  readonly #shared: SharedFields;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  readonly #savepoint: Database.Statement;
  readonly #release: Database.Statement;
  readonly #rollbackTo: Database.Statement;
  readonly #appendOp: Database.Statement;
  readonly #appendUndo: Database.Statement;
  readonly #listeners = new Set<(commit: Commit) => void>();
  readonly #entropy = new Uint8Array(10 * 400);
  #entropyUsed = this.#entropy.length;
  #idMs = 0;
  #idCount = 0;
  #state: LogState;
  #busy = false;

  constructor(options: DoorOptions) {
    this.#options = options;
    const { database } = options;
    for (const table of options.tables) {
      const model = modelOf(table);
      if (model.conflictClass !== 'local') this.#statements.set(model.name, new TableStatements(database, model));
    }
    this.#search = new SearchIndex(database);
    this.#numbers = new NumberSeries(database);
    this.#shared = new SharedFields(database, this.#statements);
    this.#begin = prepared(database, 'BEGIN IMMEDIATE');
    this.#commit = prepared(database, 'COMMIT');
    this.#rollback = prepared(database, 'ROLLBACK');
    this.#savepoint = prepared(database, 'SAVEPOINT command');
    this.#release = prepared(database, 'RELEASE command');
    this.#rollbackTo = prepared(database, 'ROLLBACK TO command');
    this.#appendOp = prepared(
      database,
      'INSERT INTO op_log (seq, epoch, id, kind, hlc, body, hash, state) VALUES (?, ?, ?, ?, ?, ?, ?, 0)',
    );
    this.#appendUndo = prepared(database, 'INSERT INTO op_undo (seq, old) VALUES (?, ?)');
    this.#state = lastState(database);
  }

  /** The office whose log this is; 0 before it has a number. */
  get office(): number {
    return this.#options.office;
  }

  /** The moment up to which the log has come, by its own reading. */
  get writtenMs(): number {
    return hlcMilliseconds(this.#state.hlc);
  }

  /** Number and hash of the last op: what a backup and the health page name. */
  get head(): { readonly seq: number; readonly hash: string } {
    return { seq: this.#state.seq, hash: this.#state.head.toString('hex') };
  }

  /** Which writer of this office's log this PC is. */
  get incarnation(): Incarnation {
    return this.#state.incarnation;
  }

  /** A fresh id for a row outside the log, such as a session. */
  newId(moment: number): string {
    return this.#newId(moment);
  }

  /** Runs a command. What it throws rolls everything back; when this returns, the change is on the disk. */
  write<T>(actor: Actor, command: string, work: (tx: Tx) => T): T {
    return this.#transaction((commits) => this.#run({ actor, command, work, commits }));
  }

  /**
   * Runs many commands in one transaction, each with its own op: all of them happen, or none. A command that refuses
   * is taken back alone when the caller catches its refusal.
   */
  writeAll<T>(actor: Actor, work: (run: RunCommand) => T): T {
    return this.#transaction((commits) =>
      work((command, part) => this.#runPart({ actor, command, work: part, commits })),
    );
  }

  /** Runs the commands for their answer only: whatever they did is rolled back. */
  rehearse<T>(actor: Actor, work: (run: RunCommand) => T): T {
    const rehearsal = new Rehearsal<T>();
    try {
      this.writeAll(actor, (run) => {
        rehearsal.answers.push(work(run));
        throw rehearsal;
      });
    } catch (error) {
      if (error !== rehearsal) throw error;
    }
    const [answer] = rehearsal.answers;
    // `T` may itself be undefined, so the element is taken as it is.
    return answer as T;
  }

  /** Calls back after each commit; returns the way to stop listening. */
  onCommit(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Runs work of the sync in one transaction: records of other logs, or another end of this one. It is not a command,
   * and what this office itself decides never comes this way.
   */
  replicate<T>(work: (replica: Replica) => T): T {
    const { database, office, schemaVersion } = this.#options;
    const replica = new Replica({
      ...{ database, office, schemaVersion, statements: this.#statements, search: this.#search },
      ...{ shared: this.#shared, numbers: this.#numbers },
    });
    const result = this.#transaction((commits) => {
      this.#options.guard.openForSync();
      const answer = work(replica);
      commits.push({ seq: this.#state.seq, command: SYNC_COMMAND, actor: NOBODY, changes: replica.changes });
      return answer;
    });
    this.#state = lastState(database);
    return result;
  }

  /**
   * The same for this office's own log as the data centre has it. Its ops were judged when they were made, and may lean
   * on records of others that come behind the log, through a channel: no reference is demanded of them.
   */
  replay<T>(work: (replica: Replica) => T): T {
    const { database } = this.#options;
    // Inside a transaction it would not be heard; nobody else writes before it is on again.
    database.pragma('foreign_keys = OFF');
    try {
      return this.replicate(work);
    } finally {
      database.pragma('foreign_keys = ON');
    }
  }

  #transaction<T>(work: (commits: Commit[]) => T): T {
    assert(!this.#busy, 'A command was started inside another one.');
    const { database, guard } = this.#options;
    const before = this.#state;
    const commits: Commit[] = [];
    let result: T;
    this.#busy = true;
    try {
      this.#begin.run();
      guard.open();
      result = work(commits);
      guard.close();
      assert(!(result instanceof Promise), 'A command may not wait: its transaction is synchronous.');
      this.#commit.run();
    } catch (error) {
      guard.close();
      this.#state = before;
      // SQLite rolls back by itself after some errors, such as a full disk.
      if (database.inTransaction) this.#rollback.run();
      throw error;
    } finally {
      this.#busy = false;
    }
    for (const commit of commits) for (const listener of this.#listeners) listener(commit);
    return result;
  }

  #runPart<T>(command: Command<T>): T {
    const before = this.#state;
    this.#savepoint.run();
    try {
      const result = this.#run(command);
      this.#release.run();
      return result;
    } catch (error) {
      this.#state = before;
      if (this.#options.database.inTransaction) {
        this.#rollbackTo.run();
        this.#release.run();
      }
      throw error;
    }
  }

  #run<T>({ actor, command, work, commits }: Command<T>): T {
    const wall = this.#options.now();
    const hlc = tick(this.#state.hlc, wall);
    const recorder = new Recorder({
      actor,
      db: this.#options.db,
      office: this.#options.office,
      now: hlcMilliseconds(hlc),
      seq: this.#state.seq + 1,
      incarnation: this.#state.incarnation,
      statements: this.#statements,
      search: this.#search,
      numbers: this.#numbers,
      newId: (ms) => this.#newId(ms),
    });
    const result = work(recorder);
    assert(recorder.number === undefined || recorder.effects.length > 0, 'A number is given to something.');
    if (recorder.effects.length > 0) {
      this.#append({ actor, command, wall, hlc, recorder });
      commits.push({ seq: this.#state.seq, command, actor, changes: recorder.changes });
    }
    return result;
  }

  #append({ actor, command, wall, hlc, recorder }: Appended): void {
    const opId = this.#newId(recorder.now);
    const op: Op = {
      id: opId,
      k: command,
      v: 1,
      s: this.#options.schemaVersion,
      h: hlc,
      w: wall,
      u: actor.userId,
      ...(actor.onBehalfOf !== undefined && { f: actor.onBehalfOf }),
      ...(recorder.number !== undefined && { n: recorder.number }),
      ...(recorder.causes.length > 0 && { d: recorder.causes }),
      e: recorder.effects,
    };
    const text = JSON.stringify(op);
    // A NUL and half of a surrogate pair are written as escapes, and hardly anything else is: what the data centre
    // would hold for good is refused here, at the cost of one look over the op.
    assert(!text.includes('\\u') || isStorable(op.e), `The command ${command} writes text that no database keeps.`);
    const body = Buffer.from(text, 'utf8');
    if (body.length > OP_BYTES_LIMIT) throw refusal('COMMAND_TOO_LARGE', { limit: OP_BYTES_LIMIT / 1024 });
    const head = chain(this.#state.head, body);
    const seq = this.#state.seq + 1;
    this.#appendOp.run(seq, this.#state.incarnation.epoch, uuidToBuffer(opId), command, hlc, body, head);
    this.#shared.pend(opId, recorder.effects);
    if (recorder.undo.length > 0) this.#appendUndo.run(seq, JSON.stringify(recorder.undo));
    this.#state = { ...this.#state, seq, head, hlc };
  }

  /**
   * A fresh UUIDv7 whose time is the hybrid clock's, so that a PC clock set back cannot disorder ids. Within one
   * millisecond a counter takes the place of the first random bits (RFC 9562 §6.2, method 1): ids sort as they were
   * made, and new rows always go to the end of their indexes.
   */
  #newId(ms: number): string {
    if (ms > this.#idMs) {
      this.#idMs = ms;
      this.#idCount = 0;
    } else if (this.#idCount === LAST_COUNT) {
      this.#idMs += 1;
      this.#idCount = 0;
    } else this.#idCount += 1;
    if (this.#entropyUsed === this.#entropy.length) {
      (this.#options.entropy ?? randomFillSync)(this.#entropy);
      this.#entropyUsed = 0;
    }
    const random = this.#entropy.subarray(this.#entropyUsed, (this.#entropyUsed += 10));
    random[0] = this.#idCount >> 8;
    random[1] = this.#idCount & 0xff;
    return uuid7({ ms: this.#idMs, random });
  }
}

/** How the commits of the sync are called, and who is named for them: the person is in each op. */
const SYNC_COMMAND = 'platform.sync';
const NOBODY: Actor = { userId: '00000000-0000-0000-0000-000000000000' };

/** The counter of an id has 12 bits. */
const LAST_COUNT = 0xfff;

export type { Actor, Change, Tx } from './recorder.ts';

export type RunCommand = <R>(command: string, part: (tx: Tx) => R) => R;

interface Command<T> {
  readonly actor: Actor;
  readonly command: string;
  readonly work: (tx: Tx) => T;
  readonly commits: Commit[];
}

interface Appended {
  readonly actor: Actor;
  readonly command: string;
  readonly wall: number;
  readonly hlc: number;
  readonly recorder: Recorder;
}

/** Thrown by a rehearsal to undo itself; it never leaves this file. */
class Rehearsal<T> extends Error {
  readonly answers: T[] = [];
}

function lastState(database: Database.Database): LogState {
  const last = prepared(database, 'SELECT seq, hash, hlc FROM op_log ORDER BY seq DESC LIMIT 1').get() as
    { seq: number; hash: Buffer; hlc: number } | undefined;
  const incarnation = { epoch: selfNumber(database, 'epoch', 1), restores: selfNumber(database, 'restores', 0) };
  // The clock also follows what was heard from other offices.
  const heard = selfNumber(database, 'heard', 0);
  return last
    ? { seq: last.seq, head: last.hash, hlc: Math.max(last.hlc, heard), incarnation }
    : { seq: 0, head: GENESIS, hlc: heard, incarnation };
}
