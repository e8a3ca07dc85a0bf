import type { Pool } from 'pg';
import { z } from 'zod';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { OpenDatacenter } from '#datacenter/server/serve.ts';
import {
  namesOfOffices,
  oldestBackups,
  readCopies,
  type CopyFigures,
  type OfficeBackup,
} from '#datacenter/storage/copies.ts';
import type { NamedOffice } from '#datacenter/storage/copies.ts';
import {
  awayCodeOf,
  ifKnown,
  readDatabaseFigures,
  type DatabaseFigures,
} from '#datacenter/storage/database-figures.ts';
import { readDatabaseNow } from '#datacenter/storage/database-clock.ts';
import { readLag } from '#datacenter/storage/lag.ts';

/** A figure that a program of another version has not told is not known. */
const count = z.number().nullable().catch(null);
const figures = z.object({
  ...{ requests: count, failures: count, refusals: count, turnedAway: count, slowMilliseconds: count },
  ...{ memoryBytes: count, loopMilliseconds: count, certificateEndsAt: count },
  disks: z.array(z.object({ part: z.enum(['folder', 'witness']), free: z.number(), total: z.number() })).catch([]),
  isWitnessWritable: z.boolean().nullable().catch(null),
  isLedgerWritable: z.boolean().nullable().catch(null),
});

/** A server or a desk as it last told, by the database's clock. */
export interface ServerView extends z.infer<typeof figures> {
  readonly kind: 'server' | 'desk';
  readonly name: string;
  readonly version: string;
  readonly migration: number;
  readonly startedAt: number;
  readonly seenAt: number;
  readonly stoppedAt: number | null;
  readonly clockAhead: number;
  /** When it was last seen that another one bears its name; null when that has not been. */
  readonly sharedAt: number | null;
}

export interface ApplyingFigures {
  readonly ops: number;
  readonly oldestAt: number | null;
  readonly held: number;
  readonly heldSince: number | null;
  /** Entries that wait to be handed on to other offices; the count has a limit. */
  readonly outbox: number | null;
  readonly behind: readonly (NamedOffice & { readonly ops: number })[];
}

/** Everything that was read in one look; its moments are those of the database. */
export interface CentreFigures {
  readonly readAt: number;
  readonly servers: readonly ServerView[];
  readonly database: DatabaseFigures;
  readonly applying: ApplyingFigures;
  readonly copies: CopyFigures & { readonly backups: readonly OfficeBackup[] };
  /** By five minutes, the oldest first; what nobody measured is not there. */
  readonly samples: readonly { readonly at: number; readonly waiting: number; readonly requests: number }[];
}

export interface HealthView {
  /** By the clock of the desk. */
  readonly askedAt: number;
  /** The last migration that the desk's own program knows. */
  readonly migration: number;
  /** Since when PostgreSQL has not answered this desk, and what the failure is called; null while it answers. */
  readonly away: { readonly since: number; readonly code: string } | null;
  /** As last read; null when that was never. */
  readonly centre: CentreFigures | null;
}

const SERVERS_LIMIT = 100;
const BEHIND_SHOWN = 10;
const BACKUPS_SHOWN = 5;
const OUTBOX_LIMIT = 100_000;
const SAMPLES_OF = 24 * 3_600_000;
const SAMPLES_LIMIT = 300;

/** Looks at the data centre whenever it is asked; several who ask at once share one look. */
export function healthOf({
  watchPool,
  migration,
  ports,
}: Pick<OpenDatacenter, 'watchPool' | 'migration' | 'ports'>): () => Promise<HealthView> {
  let centre: CentreFigures | null = null;
  let away: HealthView['away'] = null;
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      centre = await readCentre(watchPool);
      away = null;
    } catch (error) {
      const code = awayCodeOf(error);
      if (code === null) throw error;
      away = { since: away?.since ?? ports.now(), code };
    }
  };
  return async () => {
    looking ??= look().finally(() => (looking = null));
    await looking;
    return { askedAt: ports.now(), migration, away, centre };
  };
}

async function readCentre(pool: Pool): Promise<CentreFigures> {
  const readAt = await readDatabaseNow(pool);
  return {
    readAt,
    servers: await readServers(pool),
    database: await readDatabaseFigures(pool),
    applying: await readApplying(pool),
    copies: { ...(await readCopies(pool)), backups: await oldestBackups(pool, BACKUPS_SHOWN) },
    samples: await readSamples(pool, readAt),
  };
}

/**
 * Servers before desks, those that were not stopped first, then by name. Where there are more than are shown, they are
 * those that were heard last: names that many silent ones have left behind hide nobody who runs.
 */
async function readServers(pool: Pool): Promise<readonly ServerView[]> {
  const { rows } = await pool.query<Omit<ServerView, keyof z.infer<typeof figures>> & { readonly figures: unknown }>(
    `SELECT kind, name, version, migration, started_at AS "startedAt", seen_at AS "seenAt", stopped_at AS "stoppedAt",
       clock_ahead AS "clockAhead", shared_at AS "sharedAt", figures
     FROM (SELECT * FROM server_beat WHERE office_no = $1 ORDER BY stopped_at IS NOT NULL, seen_at DESC LIMIT $2) AS heard
     ORDER BY kind DESC, stopped_at IS NOT NULL, name`,
    [DATACENTER_OFFICE, SERVERS_LIMIT],
  );
  return rows.map(({ figures: told, ...server }) => ({ ...server, ...figures.parse(told) }));
}

async function readApplying(pool: Pool): Promise<ApplyingFigures> {
  const { ops, oldestAt, held, behind } = await readLag(pool);
  const furthest = behind.slice(0, BEHIND_SHOWN);
  const names = await namesOfOffices(
    pool,
    furthest.map(({ office }) => office),
  );
  const nameless = { nameAr: '', nameCkb: null, nameEn: null };
  const oldestHeld = await pool.query<{ since: number | null }>('SELECT min(since) AS since FROM office_held_op');
  const outbox = await ifKnown(
    pool.query<{ entries: number }>(
      `SELECT count(*) AS entries FROM (SELECT 1 FROM office_outbox LIMIT ${OUTBOX_LIMIT}) AS waiting`,
    ),
  );
  return {
    ...{ ops, oldestAt, held, heldSince: oldestHeld.rows[0]?.since ?? null },
    outbox: outbox?.rows[0]?.entries ?? null,
    behind: furthest.map(({ office, ops: waiting }) => ({ office, ...nameless, ...names.get(office), ops: waiting })),
  };
}

async function readSamples(pool: Pool, readAt: number): Promise<CentreFigures['samples']> {
  const { rows } = await pool.query<CentreFigures['samples'][number]>(
    'SELECT at, waiting, requests FROM health_sample WHERE office_no = $1 AND at >= $2 ORDER BY at LIMIT $3',
    [DATACENTER_OFFICE, readAt - SAMPLES_OF, SAMPLES_LIMIT],
  );
  return rows;
}
