import type { Pool } from 'pg';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
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

const NOW = '(extract(epoch FROM now()) * 1000)::int8';

/**
 * Writes every fifteen seconds that this program is there and how it is. A beat that fails is told once and harms
 * nothing: the next one comes all the same.
 */
export function startBeats(options: BeatOptions): Beats {
  const { pool, kind, name, onFault } = options;
  const startedAt = performance.now();
  let counted = 0;
  let hasFailed = false;
  let running: Promise<void> | null = null;
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
    await writeBeat(options, Math.round(performance.now() - startedAt));
    if (!options.load) return;
    const { waiting, requests } = options.load();
    await writeSample(pool, { waiting, requests: requests - counted });
    counted = requests;
  };
  const tick = (): void => {
    running ??= told(beat).finally(() => (running = null));
  };
  tick();
  const timer = setInterval(tick, BEAT_EVERY);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      await told(async () => {
        await pool.query(
          `UPDATE server_beat SET stopped_at = ${NOW} WHERE office_no = $1 AND kind = $2 AND name = $3`,
          [DATACENTER_OFFICE, kind, name],
        );
      });
    },
  };
}

async function writeBeat({ pool, now, ...server }: BeatOptions, upMilliseconds: number): Promise<void> {
  const { kind, name, version, migration } = server;
  const figures = JSON.stringify(await server.figures());
  const asked = now();
  const { rows } = await pool.query<{ at: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::int8 AS at',
  );
  // The answer was given about half-way.
  const clockAhead = Math.round((asked + now()) / 2 - (rows[0]?.at ?? 0));
  await pool.query(
    `INSERT INTO server_beat (office_no, kind, name, version, migration, started_at, seen_at, stopped_at, clock_ahead,
       figures)
     VALUES ($1, $2, $3, $4, $5, ${NOW} - $6::int8, ${NOW}, NULL, $7, $8)
     ON CONFLICT (office_no, kind, name) DO UPDATE SET version = excluded.version, migration = excluded.migration,
       started_at = excluded.started_at, seen_at = excluded.seen_at, stopped_at = NULL,
       clock_ahead = excluded.clock_ahead, figures = excluded.figures`,
    [DATACENTER_OFFICE, kind, name, version, migration, upMilliseconds, clockAhead, figures],
  );
  await pool.query(
    `DELETE FROM server_beat WHERE office_no = $1 AND (seen_at < ${NOW} - $2::int8 OR stopped_at < ${NOW} - $3::int8)`,
    [DATACENTER_OFFICE, LINE_KEPT, DAY],
  );
}

/** All servers write into the same five minutes, so it does not matter which of them comes first. */
async function writeSample(
  pool: Pool,
  { waiting, requests }: { readonly waiting: number; readonly requests: number },
): Promise<void> {
  await pool.query(
    `INSERT INTO health_sample (office_no, at, waiting, requests) VALUES ($1, ${NOW} / $2::int8 * $2::int8, $3, $4)
     ON CONFLICT (office_no, at) DO UPDATE SET waiting = greatest(health_sample.waiting, excluded.waiting),
       requests = health_sample.requests + excluded.requests`,
    [DATACENTER_OFFICE, SAMPLE_OF, waiting, requests],
  );
  await pool.query(`DELETE FROM health_sample WHERE office_no = $1 AND at < ${NOW} - $2::int8`, [
    ...[DATACENTER_OFFICE, SAMPLES_KEPT],
  ]);
}
