import { desc, eq, inArray, lt } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { assert } from '#kernel/assert.ts';
import type { Actor } from '#db/door.ts';
import { asDatabaseRefusal } from '#db/errors.ts';
import { Refusal, refusal } from '#db/refusal.ts';
import type { Clock } from './clock.ts';
import type { JobView } from './contract/index.ts';
import type { Events } from './events.ts';
import type { Logger } from './log.ts';
import { newReference } from './faults.ts';
import { job } from './schema.ts';

/** What a job may do besides its work. */
export interface JobControl {
  readonly actor: Actor;
  /** From 0 to 1; told to the screens a few times a second at most. */
  readonly progress: (share: number) => void;
  /** Lets other requests through; throws an AbortError when somebody cancelled. Call it every few milliseconds. */
  readonly pause: () => Promise<void>;
}

/**
 * A kind of long work. It must be safe to start again from the beginning with the same input: that is how it goes on
 * after the service was stopped in the middle.
 */
export interface JobKind<Input = unknown, Result = unknown> {
  readonly name: string;
  readonly run: (input: Input, control: JobControl) => Promise<Result> | Result;
}

const TELL_EVERY = 200;
const KEEP_DAYS = 30;
/**
 * A job that the process did not survive so often is not begun again: it would be at every start, for ever. Power goes
 * twice in a day; not five times in the middle of the same work.
 */
export const MOST_STARTS = 5;

type Row = typeof job.$inferSelect;

/** Long work with progress and cancel, one at a time, kept in the database so that a restart takes it up again. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #kinds: ReadonlyMap<string, JobKind<never>>;
  readonly #cancelled = new Set<string>();
  readonly #progress = new Map<string, number>();
  #turn: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: JobsOptions) {
    this.#options = options;
    this.#kinds = new Map(options.kinds.map((kind) => [kind.name, kind]));
    const { db, now } = options;
    db.delete(job)
      .where(lt(job.createdAt, now() - KEEP_DAYS * 24 * 60 * 60_000))
      .run();
    const unfinished = db
      .select()
      .from(job)
      .where(inArray(job.state, ['queued', 'running']))
      .all();
    for (const row of unfinished.sort((left, right) => left.createdAt - right.createdAt)) this.#queue(row.id);
  }

  /** Queues the work and returns its id at once. */
  start(kind: string, input: unknown, actor: Actor): string {
    assert(this.#kinds.has(kind), `No job kind ${kind}.`);
    const id = this.#options.newId();
    this.#options.db
      .insert(job)
      .values({
        ...{ id, kind, state: 'queued', input, progress: 0, problems: [], result: null },
        ...{ startedBy: actor.userId, onBehalfOf: actor.onBehalfOf ?? null },
        ...{ createdAt: this.#options.now(), finishedAt: null, starts: 0 },
      })
      .run();
    this.#queue(id);
    return id;
  }

  /** Refuses `NOT_FOUND` for the jobs of others. */
  get(id: string, userId: string): JobView {
    const row = this.#options.db.select().from(job).where(eq(job.id, id)).get();
    if (!row || row.startedBy !== userId) throw refusal('NOT_FOUND');
    return this.#view(row);
  }

  list(userId: string): readonly JobView[] {
    const rows = this.#options.db
      .select()
      .from(job)
      .where(eq(job.startedBy, userId))
      .orderBy(desc(job.createdAt))
      .limit(50)
      .all();
    return rows.map((row) => this.#view(row));
  }

  /** Does one run, or wait for its turn, whoever began it? */
  get isBusy(): boolean {
    const rows = this.#options.db
      .select({ id: job.id })
      .from(job)
      .where(inArray(job.state, ['queued', 'running']));
    return rows.limit(1).all().length > 0;
  }

  /** Refuses `JOB_NOT_RUNNING` when it is over already. */
  cancel(id: string, userId: string): void {
    const { state } = this.get(id, userId);
    if (state !== 'queued' && state !== 'running') throw refusal('JOB_NOT_RUNNING');
    this.#cancelled.add(id);
    if (state === 'queued') this.#finish(id, { state: 'cancelled', problems: [], result: null });
  }

  /** Ends the one that runs at its next pause; it goes on when the office opens again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turn;
  }

  #queue(id: string): void {
    const failed = (err: unknown): void => this.#options.log.error({ job: id, err }, 'the end of a job was not kept');
    // A full disk may refuse even the row that says so: the work is taken up at the next start, and the others go on.
    this.#turn = this.#turn.then(() => this.#run(id)).catch(failed);
  }

  async #run(id: string): Promise<void> {
    if (this.#isClosed) return;
    const { db, log } = this.#options;
    const row = db.select().from(job).where(eq(job.id, id)).get();
    const kind = row && this.#kinds.get(row.kind);
    if (!row || (row.state !== 'queued' && row.state !== 'running')) return;
    if (!kind) {
      this.#finish(id, { state: 'failed', problems: [{ code: 'INTERNAL' }], result: null });
      return;
    }
    if (row.starts >= MOST_STARTS) {
      log.error({ job: row.kind, starts: row.starts }, 'a job that the process did not survive was given up');
      this.#finish(id, { state: 'failed', problems: [{ code: 'JOB_KILLED_PROGRAM' }], result: null });
      return;
    }
    db.update(job)
      .set({ state: 'running', starts: row.starts + 1 })
      .where(eq(job.id, id))
      .run();
    this.#tell(id);
    try {
      // The kind's own start put this input there, as JSON of its input type.
      const result = await kind.run(row.input as never, this.#control(row));
      this.#finish(id, { state: 'done', problems: [], result: result ?? null });
    } catch (thrown) {
      const error = asDatabaseRefusal(thrown);
      if (this.#isClosed && isAbort(error)) {
        // The office was closed in good order: this start does not count.
        db.update(job).set({ starts: row.starts }).where(eq(job.id, id)).run();
        return;
      }
      if (isAbort(error)) this.#finish(id, { state: 'cancelled', problems: [], result: null });
      else if (error instanceof Refusal) {
        this.#finish(id, { state: 'failed', problems: [...error.problems] as JobView['problems'], result: null });
      } else {
        const reference = newReference();
        log.error({ reference, job: row.kind, err: error }, 'job failed');
        this.#finish(id, { state: 'failed', problems: [{ code: 'INTERNAL', params: { reference } }], result: null });
      }
    }
  }

  #control(row: Row): JobControl {
    let toldAt = 0;
    const stop = (): boolean => this.#isClosed || this.#cancelled.has(row.id);
    return {
      actor: { userId: row.startedBy, ...(row.onBehalfOf !== null && { onBehalfOf: row.onBehalfOf }) },
      progress: (share) => {
        this.#progress.set(row.id, share);
        const now = performance.now();
        if (now - toldAt < TELL_EVERY) return;
        toldAt = now;
        this.#tell(row.id);
      },
      pause: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        if (stop()) throw new DOMException('Cancelled', 'AbortError');
      },
    };
  }

  #finish(id: string, end: Pick<JobView, 'state' | 'problems' | 'result'>): void {
    const { db, now } = this.#options;
    // The input may hold a whole sheet: once the work is over nobody needs it.
    db.update(job)
      .set({ ...end, input: null, progress: end.state === 'done' ? 1000 : 0, finishedAt: now() })
      .where(eq(job.id, id))
      .run();
    this.#cancelled.delete(id);
    this.#progress.delete(id);
    this.#tell(id);
  }

  #tell(id: string): void {
    const row = this.#options.db.select().from(job).where(eq(job.id, id)).get();
    if (!row) return;
    this.#options.events.tell({ type: 'job', job: this.#view(row) }, { userIds: [row.startedBy], permission: null });
  }

  #view({ id, kind, state, startedBy, createdAt, finishedAt, problems, result, progress }: Row): JobView {
    const share = this.#progress.get(id) ?? progress / 1000;
    return { id, kind, state, startedBy, createdAt, finishedAt, problems: [...problems], result, progress: share };
  }
}

interface JobsOptions {
  readonly db: BetterSQLite3Database;
  readonly kinds: readonly JobKind<never>[];
  readonly events: Events;
  readonly log: Logger;
  readonly now: Clock;
  readonly newId: () => string;
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
