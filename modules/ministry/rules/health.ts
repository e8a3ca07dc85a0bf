import type { HealthReason, HealthVerdict, HealthView, ServerHealth } from '../contract/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From where on something is said, and from where on it is called broken. */
export const HEALTH_LIMITS = {
  silentAfter: MINUTE,
  /** Two under one name are heard in turn, every quarter of a minute. */
  sharedFor: 2 * MINUTE,
  clockDiffers: 5_000,
  diskFree: { attention: 0.1, broken: 0.03 },
  certificateEnds: 30 * DAY,
  loopMilliseconds: 1_000,
  connections: { attention: 0.8, broken: 0.95 },
  transactionOpen: 10 * MINUTE,
  waits: { attention: 10 * MINUTE, broken: HOUR },
  held: 2 * DAY,
  copyAge: 7 * DAY,
} as const;

export type ServerState = 'running' | 'silent' | 'stopped';

/** How a server stands at the moment at which it was asked about. */
export function serverStateOf(
  { stoppedAt, seenAt }: Pick<ServerHealth, 'stoppedAt' | 'seenAt'>,
  readAt: number,
): ServerState {
  if (stoppedAt !== null) return 'stopped';
  return readAt - seenAt > HEALTH_LIMITS.silentAfter ? 'silent' : 'running';
}

/** How the data centre stands, and why: of what was read while PostgreSQL answered, by its clock. */
export function judgeHealth({ away, centre, migration }: HealthView): HealthVerdict {
  const reasons = [
    ...(away ? [{ code: 'DATABASE_AWAY', standing: 'broken', at: away.since, values: [away.code] } as const] : []),
    ...(centre ? reasonsOf(centre, migration) : []),
  ];
  const worstFirst = [
    ...reasons.filter(({ standing }) => standing === 'broken'),
    ...reasons.filter(({ standing }) => standing === 'attention'),
  ];
  return { standing: worstFirst[0]?.standing ?? 'healthy', reasons: worstFirst };
}

type Centre = NonNullable<HealthView['centre']>;

function reasonsOf(centre: Centre, migration: number): readonly HealthReason[] {
  const { servers, readAt } = centre;
  const running = servers.filter((each) => serverStateOf(each, readAt) === 'running');
  return [
    ...silenceOf(centre, running),
    ...differencesOf(centre, running, migration),
    ...running.flatMap((each) => reasonsOfServer(each, readAt)),
    ...reasonsOfDatabase(centre),
    ...reasonsOfApplying(centre),
    ...reasonsOfCopies(centre),
  ];
}

function silenceOf({ servers, readAt }: Centre, running: readonly ServerHealth[]): readonly HealthReason[] {
  const silent = servers.filter((each) => serverStateOf(each, readAt) === 'silent');
  return [
    ...(running.some(({ kind }) => kind === 'server') ? [] : [{ code: 'NO_SERVER', standing: 'broken' } as const]),
    ...silent.map(({ kind, name, seenAt }) => ({
      ...{ code: kind === 'server' ? ('SERVER_SILENT' as const) : ('DESK_SILENT' as const) },
      ...{ standing: 'attention' as const, server: name, at: seenAt },
    })),
  ];
}

function differencesOf(
  { database }: Centre,
  running: readonly ServerHealth[],
  migration: number,
): readonly HealthReason[] {
  const versions = [...new Set(running.map(({ version }) => version))].toSorted();
  const expected = database.migration ?? migration;
  const others = running.filter((each) => each.migration !== expected).map(({ name }) => name);
  return [
    ...(versions.length > 1 ? [{ code: 'VERSIONS_DIFFER', standing: 'attention', values: versions } as const] : []),
    ...(others.length > 0 ? [{ code: 'MIGRATIONS_DIFFER', standing: 'attention', values: others } as const] : []),
  ];
}

function reasonsOfServer(server: ServerHealth, readAt: number): readonly HealthReason[] {
  const { clockAhead, sharedAt, failures, loopMilliseconds, disks, isWitnessWritable, isLedgerWritable } = server;
  const said: HealthReason[] = [];
  const say = (reason: Omit<HealthReason, 'server'>): void => void said.push({ ...reason, server: server.name });
  if (sharedAt !== null && readAt - sharedAt <= HEALTH_LIMITS.sharedFor) {
    say({ code: 'NAME_SHARED', standing: 'attention' });
  }
  for (const { part, free, total } of disks) {
    const share = total === 0 ? 0 : free / total;
    if (share >= HEALTH_LIMITS.diskFree.attention) continue;
    const standing = share < HEALTH_LIMITS.diskFree.broken ? 'broken' : 'attention';
    const code = part === 'witness' ? 'WITNESS_DISK_LOW' : 'DISK_LOW';
    say({ code, standing, percent: Math.floor(share * 100) });
  }
  if (isWitnessWritable === false) say({ code: 'WITNESS_CLOSED', standing: 'broken' });
  if (isLedgerWritable === false) say({ code: 'LEDGER_CLOSED', standing: 'attention' });
  if (Math.abs(clockAhead) > HEALTH_LIMITS.clockDiffers) {
    say({ code: 'CLOCK_DIFFERS', standing: 'attention', milliseconds: Math.abs(clockAhead) });
  }
  const certificate = certificateOf(server, readAt);
  if (certificate) say(certificate);
  if (failures !== null && failures > 0) say({ code: 'REQUESTS_FAIL', standing: 'attention', count: failures });
  if (loopMilliseconds !== null && loopMilliseconds > HEALTH_LIMITS.loopMilliseconds) {
    say({ code: 'SERVER_SLOW', standing: 'attention', milliseconds: loopMilliseconds });
  }
  return said;
}

function certificateOf({ certificateEndsAt: at }: ServerHealth, readAt: number): Omit<HealthReason, 'server'> | null {
  if (at === null || at - readAt > HEALTH_LIMITS.certificateEnds) return null;
  return at <= readAt
    ? { code: 'CERTIFICATE_ENDED', standing: 'broken', at }
    : { code: 'CERTIFICATE_ENDS', standing: 'attention', at };
}

function reasonsOfDatabase({ database }: Centre): readonly HealthReason[] {
  const { connections, connectionLimit, transactionMilliseconds: open } = database;
  const share = connections === null || !connectionLimit ? 0 : connections / connectionLimit;
  const { attention, broken } = HEALTH_LIMITS.connections;
  const full = { code: 'CONNECTIONS_FULL', percent: Math.floor(share * 100) } as const;
  const isOpenLong = open !== null && open > HEALTH_LIMITS.transactionOpen;
  return [
    ...(share > attention ? [{ ...full, standing: share > broken ? 'broken' : 'attention' } as const] : []),
    ...(isOpenLong ? [{ code: 'TRANSACTION_OPEN', standing: 'attention', milliseconds: open } as const] : []),
  ];
}

function reasonsOfApplying({ applying, readAt }: Centre): readonly HealthReason[] {
  const { oldestAt, ops, held, heldSince } = applying;
  const waits = oldestAt === null ? 0 : readAt - oldestAt;
  const { attention, broken } = HEALTH_LIMITS.waits;
  const isHeldLong = held > 0 && heldSince !== null && readAt - heldSince > HEALTH_LIMITS.held;
  return [
    ...(waits > attention
      ? [
          {
            ...({ code: 'APPLYING_WAITS', standing: waits > broken ? 'broken' : 'attention', count: ops } as const),
            milliseconds: waits,
          },
        ]
      : []),
    ...(isHeldLong ? [{ code: 'OPS_HELD', standing: 'attention', count: held, at: heldSince } as const] : []),
  ];
}

/**
 * A copy counts from when it was proved; where that is not written down, from the first op that it has not. A data centre
 * to which nothing was sent needs none.
 */
function reasonsOfCopies({ copies, readAt }: Centre): readonly HealthReason[] {
  const { provedAt, isProved, unproved, horizonAt } = copies;
  if (!isProved && unproved > 0) return [{ code: 'COPY_NEVER', standing: 'attention', count: unproved }];
  const since = provedAt ?? horizonAt;
  if (since === null || readAt - since <= HEALTH_LIMITS.copyAge) return [];
  return [{ code: 'COPY_OLD', standing: 'attention', at: since }];
}

/** What a table of the data centre holds, for people who do not know its name. */
export const tableContents = [
  'frames',
  'files',
  'channels',
  'snapshots',
  'programs',
  'people',
  'register',
  'records',
] as const;

const contentsByName: readonly (readonly [RegExp, (typeof tableContents)[number]])[] = [
  [/^office_(?:late_)?frame$/u, 'frames'],
  [/^office_(?:file|named_file)/u, 'files'],
  [/^(?:channel|shared_mark|office_outbox)/u, 'channels'],
  [/^office_snapshot/u, 'snapshots'],
  [/^program_/u, 'programs'],
  [/^person_/u, 'people'],
  [/^(?:office_|ministry_office$|enrolment_|datacenter_|server_beat$|health_sample$|proved_copy$)/u, 'register'],
];

export function contentsOf(table: string): (typeof tableContents)[number] {
  return contentsByName.find(([form]) => form.test(table))?.[1] ?? 'records';
}
