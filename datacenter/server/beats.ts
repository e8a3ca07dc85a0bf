import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { DATABASE_NOW, readDatabaseNow } from '#datacenter/storage/database-clock.ts';
import type { MachineFigures } from './machine.ts';
import type { MinuteFigures } from './last-minute.ts';

/** What a beat tells beside who beats; of a desk without what only a server knows. */
export interface BeatFigures extends MachineFigures, Partial<MinuteFigures> {
  readonly certificateEndsAt?: number | null;
  readonly isWitnessWritable?: boolean;
  readonly isLedgerWritable?: boolean;
}

export interface BeatOptions {
  /** Apart from the work: a beat does not wait with it. */
  readonly pool: Pool;
  readonly kind: 'server' | 'desk';
  readonly name: string;
  readonly version: string;
  /** The last migration that this program knows. */
  readonly migration: number;
  readonly now: () => number;
  readonly figures: () => Promise<BeatFigures>;
  /** What is told in their place while they do not come, as when a disk hangs. */
  readonly withoutFigures?: Partial<BeatFigures>;
  /** Ops that wait to be applied, and requests answered since the start; a desk counts none. */
  readonly load?: () => { readonly waiting: number; readonly requests: number };
  /** Hears of the first beat that failed, and of the first after a sound one. */
  readonly onFault: (error: unknown) => void;
}

export interface Beats {
  /** Ends them, and writes that it was in order. Waits some seconds for a database that does not answer. */
  stop(): Promise<void>;
}

const BEAT_EVERY = 15_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A line that nobody renews goes after so long; of one that was stopped in order, after a day. */
const LINE_KEPT = 7 * DAY;
const SAMPLE_OF = 5 * MINUTE;
const SAMPLES_KEPT = 2 * DAY;

/** A disk that hangs must not silence the rest: without its figures a beat goes after so long. */
const FIGURES_WITHIN = 5_000;
/** Longer than the figures and every question of a beat take at most. */
const STOPS_WITHIN = 30_000;

/**
 * Writes every fifteen seconds that this program is there and how it is. A beat that fails is told once and harms
 * nothing: the next one comes all the same. Figures that do not come are told as a fault, and are not asked for again
 * before they have come: each question to a disk that hangs takes a thread for good.
 */
export function startBeats(options: BeatOptions): Beats {
  const { pool, kind, name, onFault } = options;
  const started: Started = { at: performance.now(), instance: randomUUID() };
  let counted = 0;
  let hasFailed = false;
  let running: Promise<void> | null = null;
  let asked: Promise<BeatFigures> | null = null;
  const told = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      hasFailed = false;
    } catch (error) {
      // The server's own work goes on without its beat; whoever looks sees that it is silent.
      if (!hasFailed) onFault(error);
      hasFailed = true;
    }
  };
  const beat = async (): Promise<void> => {
    asked ??= options.figures().finally(() => (asked = null));
    const figures = await within(asked, FIGURES_WITHIN);
    await writeBeat(options, started, figures ?? options.withoutFigures ?? {});
    if (options.load) {
      const { waiting, requests } = options.load();
      await writeSample(pool, { waiting, requests: requests - counted });
      counted = requests;
    }
    if (figures === null) throw new Error('A beat went without its figures: a disk does not answer.');
  };
  const tick = (): void => {
    running ??= told(beat).finally(() => (running = null));
  };
  tick();
  const timer = setInterval(tick, BEAT_EVERY);
  return {
    stop: async () => {
      clearInterval(timer);
      if (running) await within(running, STOPS_WITHIN);
      await told(async () => {
        await pool.query(
          `UPDATE server_beat SET stopped_at = ${DATABASE_NOW}
           WHERE office_no = $1 AND kind = $2 AND name = $3 AND instance = $4`,
          [DATACENTER_OFFICE, kind, name, started.instance],
        );
      });
    },
  };
}

interface Started {
  /** By the clock of this process. */
  readonly at: number;
  readonly instance: string;
}

/** What comes within the time, or null. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Who began before the one that beat last under this name, and beats still, is another one than that: two bear the
 * name. After a restart only the younger one is heard.
 */
async function writeBeat(
  { pool, now, kind, name, version, migration }: BeatOptions,
  { at, instance }: Started,
  figures: Partial<BeatFigures>,
): Promise<void> {
  const asked = now();
  const databaseNow = await readDatabaseNow(pool);
  // The answer was given about half-way.
  const clockAhead = Math.round((asked + now()) / 2 - databaseNow);
  const upMilliseconds = Math.round(performance.now() - at);
  await pool.query(
    `INSERT INTO server_beat (office_no, kind, name, version, migration, started_at, seen_at, stopped_at, clock_ahead,
       figures, instance, shared_at)
     VALUES ($1, $2, $3, $4, $5, ${DATABASE_NOW} - $6::int8, ${DATABASE_NOW}, NULL, $7, $8, $9, NULL)
     ON CONFLICT (office_no, kind, name) DO UPDATE SET version = excluded.version, migration = excluded.migration,
       started_at = excluded.started_at, seen_at = excluded.seen_at, stopped_at = NULL,
       clock_ahead = excluded.clock_ahead, figures = excluded.figures, instance = excluded.instance,
       shared_at = CASE WHEN server_beat.instance <> excluded.instance AND server_beat.started_at > excluded.started_at
         THEN excluded.seen_at ELSE server_beat.shared_at END`,
    [DATACENTER_OFFICE, kind, name, version, migration, upMilliseconds, clockAhead, JSON.stringify(figures), instance],
  );
  await pool.query(
    `DELETE FROM server_beat
     WHERE office_no = $1 AND (seen_at < ${DATABASE_NOW} - $2::int8 OR stopped_at < ${DATABASE_NOW} - $3::int8)`,
    [DATACENTER_OFFICE, LINE_KEPT, DAY],
  );
}

/** All servers write into the same five minutes, so it does not matter which of them comes first. */
async function writeSample(
  pool: Pool,
  { waiting, requests }: { readonly waiting: number; readonly requests: number },
): Promise<void> {
  await pool.query(
    `INSERT INTO health_sample (office_no, at, waiting, requests) VALUES ($1, ${DATABASE_NOW} / $2::int8 * $2::int8, $3, $4)
     ON CONFLICT (office_no, at) DO UPDATE SET waiting = greatest(health_sample.waiting, excluded.waiting),
       requests = health_sample.requests + excluded.requests`,
    [DATACENTER_OFFICE, SAMPLE_OF, waiting, requests],
  );
  await pool.query(`DELETE FROM health_sample WHERE office_no = $1 AND at < ${DATABASE_NOW} - $2::int8`, [
    ...[DATACENTER_OFFICE, SAMPLES_KEPT],
  ]);
}
