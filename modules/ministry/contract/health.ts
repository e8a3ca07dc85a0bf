import { z } from 'zod';
import { whole } from './values.ts';

const named = { office: whole, nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() };
/** What is not known is null. */
const known = z.number().nullable();

/** A server, or a desk, as it last told. Its moments are of the database's clock. */
const server = z.object({
  ...{ kind: z.enum(['server', 'desk']), name: z.string(), version: z.string(), migration: whole },
  ...{ startedAt: whole, seenAt: whole, stoppedAt: whole.nullable() },
  /** By how many milliseconds its clock is ahead of the database's. */
  clockAhead: whole,
  /** When another one was last heard under its name. */
  sharedAt: whole.nullable(),
  /** Of about the last minute; a desk counts none. The last is what nineteen of twenty answers did not exceed. */
  ...{ requests: known, failures: known, refusals: known, turnedAway: known, slowMilliseconds: known },
  ...{ memoryBytes: known, loopMilliseconds: known, certificateEndsAt: known },
  disks: z.array(z.object({ part: z.enum(['folder', 'witness']), free: z.number(), total: z.number() })).readonly(),
  ...{ isWitnessWritable: z.boolean().nullable(), isLedgerWritable: z.boolean().nullable() },
});
export type ServerHealth = z.infer<typeof server>;

const database = z.object({
  ...{ version: z.string().nullable(), bytes: known, connections: known, connectionLimit: known },
  /** How long the oldest transaction has been open; 0 where there is none. */
  ...{ transactionMilliseconds: known, lockWaits: known, migration: known },
  tables: z
    .array(z.object({ name: z.string(), bytes: whole, rows: whole, deadRows: whole }))
    .readonly()
    .nullable(),
});

/** What was read of the data centre in one look. */
const centre = z.object({
  readAt: whole,
  servers: z.array(server).readonly(),
  database,
  applying: z.object({
    ...{ ops: whole, oldestAt: whole.nullable(), held: whole, heldSince: whole.nullable(), outbox: known },
    behind: z.array(z.object({ ...named, ops: whole })).readonly(),
  }),
  copies: z.object({
    ...{ provedAt: whole.nullable(), isProved: z.boolean(), unproved: whole, horizonAt: whole.nullable() },
    backups: z.array(z.object({ ...named, backupAt: whole.nullable() })).readonly(),
  }),
  samples: z.array(z.object({ at: whole, waiting: whole, requests: whole })).readonly(),
});

export const healthView = z.object({
  /** By the clock of the desk. */
  askedAt: whole,
  /** The last migration that the desk's program knows. */
  migration: whole,
  /** Since when PostgreSQL has not answered; null while it does. */
  away: z.object({ since: whole, code: z.string() }).nullable(),
  /** As last read; null when that was never. */
  centre: centre.nullable(),
});
export type HealthView = z.infer<typeof healthView>;

export const healthStandings = ['healthy', 'attention', 'broken'] as const;
export type HealthStanding = (typeof healthStandings)[number];

export const healthReasons = [
  ...(['DATABASE_AWAY', 'NO_SERVER', 'SERVER_SILENT', 'DESK_SILENT'] as const),
  ...(['VERSIONS_DIFFER', 'MIGRATIONS_DIFFER', 'CLOCK_DIFFERS', 'NAME_SHARED'] as const),
  ...(['DISK_LOW', 'WITNESS_DISK_LOW', 'WITNESS_CLOSED', 'LEDGER_CLOSED'] as const),
  ...(['CERTIFICATE_ENDS', 'CERTIFICATE_ENDED', 'REQUESTS_FAIL', 'SERVER_SLOW'] as const),
  ...(['CONNECTIONS_FULL', 'TRANSACTION_OPEN', 'APPLYING_WAITS', 'OPS_HELD'] as const),
  ...(['COPY_NEVER', 'COPY_OLD'] as const),
] as const;

/** Why it is not healthy; each has a text, and another that says what to do. */
const reason = z.object({
  code: z.enum(healthReasons),
  standing: z.enum(healthStandings).exclude(['healthy']),
  /** Of which server. */
  server: z.string().optional(),
  /** When it began, or ends. */
  at: whole.optional(),
  milliseconds: whole.optional(),
  percent: whole.optional(),
  count: whole.optional(),
  /** What differs. */
  values: z.array(z.string()).readonly().optional(),
});
export type HealthReason = z.infer<typeof reason>;

/** The worst of the reasons, and these, the worst first. */
export const healthVerdict = z.object({ standing: z.enum(healthStandings), reasons: z.array(reason).readonly() });
export type HealthVerdict = z.infer<typeof healthVerdict>;
