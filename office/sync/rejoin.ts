import type Database from 'better-sqlite3';
import { AssertionError } from '#kernel/assert.ts';
import type { RebaseFate } from '#kernel/sync/rebase.ts';
import type { Effect, Op } from '#db/op.ts';
import type { Replica } from '#db/replica.ts';
import { isConstraintError } from './pull.ts';
import { toInbox } from './to-inbox.ts';

/** What became of an op of a log that had parted. */
export type Outcome =
  | RebaseFate
  /** The other history holds its like, of which there may be one only: seen at the records, not at the two logs. */
  | 'made-twice';

/** As what an op of such an outcome lies before the people of the office. */
const INBOX_KINDS = {
  'append-duplicate-number': 'dup-number',
  answered: 'answered',
  conflict: 'illegal-state',
  'made-twice': 'made-twice',
} as const satisfies Partial<Record<Outcome, string>>;

export interface Written {
  readonly op: Op;
  /** Its bytes, as they were written. */
  readonly body: string;
}

interface RejoinOptions {
  readonly raw: Database.Database;
  readonly replica: Replica;
  /** Under which the ops are appended. */
  readonly epoch: number;
  /** The records in which only the other history wrote what the office may have once. */
  readonly claimed: ReadonlySet<string>;
  readonly now: number;
}

/**
 * Puts ops of this office that another history has overtaken behind it, one after the other: what it has no place for is
 * left out, and so is what hangs on that. Nothing of an op that is left out is done, and it holds up none that can stand.
 */
export class Rejoin {
  readonly #options: RejoinOptions;
  /** The records of ops that are left out, and the tables of those that were to be made, by their ids. */
  readonly #left = new Set<string>();
  readonly #unmade = new Map<string, string>();

  constructor(options: RejoinOptions) {
    this.#options = options;
  }

  /** Appends the op where that was planned and it can stand, and answers what became of it. */
  settle(written: Written, planned: RebaseFate): Outcome {
    const outcome = isAppended(planned) ? this.#append(written, planned) : planned;
    if (!isAppended(outcome) && outcome !== 'known') this.#leave(written.op);
    return outcome;
  }

  /** Lays it before the people of the office, whole, where there is something to tell of it. */
  tell({ op, body }: Written, outcome: Outcome): void {
    if (outcome === 'append' || outcome === 'known') return;
    const { raw, now } = this.#options;
    toInbox(raw, { op, kind: INBOX_KINDS[outcome], mine: body, now });
  }

  #append({ op, body }: Written, planned: RebaseFate): Outcome {
    if (!this.#stands(op)) return 'conflict';
    const { raw, replica, epoch, claimed } = this.#options;
    raw.exec('SAVEPOINT own_op');
    try {
      // Commands allow it once, and the database would take it again.
      const isTwice = replica.inTheWayOf(op).some((record) => claimed.has(record));
      if (!isTwice) replica.append({ epoch, body });
      raw.exec('RELEASE own_op');
      return isTwice ? 'made-twice' : planned;
    } catch (error) {
      // Both histories may have made what only one may have; nor is there a place for what this program could not write.
      if (!isConstraintError(error) && !(error instanceof AssertionError)) throw error;
      raw.exec('ROLLBACK TO own_op; RELEASE own_op');
      return isTaken(error) ? 'made-twice' : 'conflict';
    }
  }

  #leave({ e }: Op): void {
    for (const effect of e) {
      this.#left.add(recordOf(effect));
      const [kind, table, id] = effect;
      if (kind === 'i') this.#unmade.set(id, table);
    }
  }

  /** Are the records there that it changes, names and answers, and is there a place for those that it makes? */
  #stands({ d = [], e }: Op): boolean {
    const { replica } = this.#options;
    if (d.some(([, table, id]) => this.#left.has(`${table} ${id}`))) return false;
    const made = new Set<string>();
    return e.every((effect) => {
      const [kind, table, id] = effect;
      if (!replica.knows(table)) return false;
      // They merge by themselves, but for what was never made.
      if (replica.isShared(table)) return kind === 'i' || !this.#isUnmade(table, id);
      const record = recordOf(effect);
      if (this.#left.has(record) || this.#namesUnmade(effect)) return false;
      // What belongs to another office it does not touch.
      if (kind !== 'i') return made.has(record) || replica.isOwn(table, id);
      made.add(record);
      return !replica.has(table, id);
    });
  }

  /** The database does not ask it while a log is replayed. */
  #namesUnmade(effect: Effect): boolean {
    if (effect[0] === 'x' || this.#unmade.size === 0) return false;
    return Object.values(effect[3]).some((value) => {
      const table = typeof value === 'string' ? this.#unmade.get(value) : undefined;
      return table !== undefined && typeof value === 'string' && this.#isUnmade(table, value);
    });
  }

  /** Was an op left out that was to make the record, and has nothing else made it? */
  #isUnmade(table: string, id: string): boolean {
    return this.#unmade.get(id) === table && !this.#options.replica.has(table, id);
  }
}

export function isAppended(outcome: Outcome): outcome is 'append' | 'append-duplicate-number' {
  return outcome === 'append' || outcome === 'append-duplicate-number';
}

export function recordOf([, table, id]: Effect): string {
  return `${table} ${id}`;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
}
