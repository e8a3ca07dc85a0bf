import { describe, expect, it } from 'vitest';
import type { HealthView, ServerHealth } from '../contract/index.ts';
import { contentsOf, HEALTH_LIMITS, judgeHealth, serverStateOf } from './health.ts';
import { hoursOf } from './health-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 1_900_000_000_000;

const server: ServerHealth = {
  ...{ kind: 'server', name: 'dc1:7440', version: '0.1.0', migration: 17 },
  ...{ startedAt: NOW - DAY, seenAt: NOW - 10_000, stoppedAt: null, clockAhead: 20, sharedAt: null },
  ...{ requests: 100, failures: 0, refusals: 3, turnedAway: 1, slowMilliseconds: 40 },
  ...{ memoryBytes: 200_000_000, loopMilliseconds: 12, certificateEndsAt: NOW + 400 * DAY },
  disks: [{ part: 'folder', free: 50, total: 100 }],
  ...{ isWitnessWritable: true, isLedgerWritable: true },
};
const desk: ServerHealth = {
  ...{ ...server, kind: 'desk', name: 'dc1:7443', certificateEndsAt: null },
  ...{ requests: null, failures: null, refusals: null, turnedAway: null, slowMilliseconds: null },
  ...{ isWitnessWritable: null, isLedgerWritable: null },
};
const centre: NonNullable<HealthView['centre']> = {
  readAt: NOW,
  servers: [server, desk],
  database: {
    ...{ version: '18.1', bytes: 1_000_000, connections: 20, connectionLimit: 100 },
    ...{ transactionMilliseconds: 0, lockWaits: 0, migration: 17, tables: [] },
  },
  applying: { ops: 0, oldestAt: null, held: 0, heldSince: null, outbox: 0, behind: [] },
  copies: { provedAt: NOW - DAY, isProved: true, unproved: 10, horizonAt: NOW - HOUR, backups: [] },
  samples: [],
};
const sound: HealthView = { askedAt: NOW, migration: 17, away: null, centre };

type Centre = typeof centre;
const having = (change: Partial<Centre>): HealthView => ({ ...sound, centre: { ...centre, ...change } });
const withServer = (change: Partial<ServerHealth>): HealthView => having({ servers: [{ ...server, ...change }, desk] });
const withDatabase = (change: Partial<Centre['database']>): HealthView =>
  having({ database: { ...centre.database, ...change } });
const withApplying = (change: Partial<Centre['applying']>): HealthView =>
  having({ applying: { ...centre.applying, ...change } });
const withCopies = (change: Partial<Centre['copies']>): HealthView =>
  having({ copies: { ...centre.copies, ...change } });
const disk = (free: number, part: 'folder' | 'witness' = 'folder') => ({ disks: [{ part, free, total: 1_000 }] });
const second = { ...server, name: 'dc2:7440' };

const said = (view: HealthView): readonly string[] =>
  judgeHealth(view).reasons.map(({ standing, code }) => `${standing} ${code}`);

describe('the health of the data centre', () => {
  it('is sound where nothing is to be said', () => {
    expect(judgeHealth(sound)).toEqual({ standing: 'healthy', reasons: [] });
  });

  it.each<[string, HealthView, readonly string[]]>([
    [
      'a server unheard for a minute and a bit',
      having({ servers: [server, { ...second, seenAt: NOW - 61_000 }] }),
      ['attention SERVER_SILENT'],
    ],
    ['the only server silent', withServer({ seenAt: NOW - 61_000 }), ['broken NO_SERVER', 'attention SERVER_SILENT']],
    ['the only server stopped in order', withServer({ stoppedAt: NOW - HOUR }), ['broken NO_SERVER']],
    ['one of two stopped in order', having({ servers: [server, { ...second, stoppedAt: NOW - HOUR }] }), []],
    ['a desk silent', having({ servers: [server, { ...desk, seenAt: NOW - HOUR }] }), ['attention DESK_SILENT']],
    ['no server at all', having({ servers: [] }), ['broken NO_SERVER']],
    ['two versions', having({ servers: [server, { ...second, version: '0.2.0' }] }), ['attention VERSIONS_DIFFER']],
    ['two versions, one stopped', having({ servers: [server, { ...second, version: '0.0.9', stoppedAt: NOW }] }), []],
    ['a program behind its database', withDatabase({ migration: 18 }), ['attention MIGRATIONS_DIFFER']],
    ['an unknown migration', withDatabase({ migration: null }), []],
    ['a clock six seconds ahead', withServer({ clockAhead: 6_000 }), ['attention CLOCK_DIFFERS']],
    ['a clock six seconds behind', withServer({ clockAhead: -6_000 }), ['attention CLOCK_DIFFERS']],
    ['a clock five seconds ahead', withServer({ clockAhead: 5_000 }), []],
    ['two under one name', withServer({ sharedAt: NOW - MINUTE }), ['attention NAME_SHARED']],
    ['two that were under one name', withServer({ sharedAt: NOW - 3 * MINUTE }), []],
    ['a tenth of the disk free', withServer(disk(100)), []],
    ['less than a tenth', withServer(disk(99)), ['attention DISK_LOW']],
    ['less than three in a hundred', withServer(disk(29)), ['broken DISK_LOW']],
    ['the disk of the witness', withServer(disk(99, 'witness')), ['attention WITNESS_DISK_LOW']],
    [
      'a full disk of a silent server',
      having({ servers: [server, { ...second, ...disk(0), seenAt: NOW - HOUR }] }),
      ['attention SERVER_SILENT'],
    ],
    ['a witness that cannot be written', withServer({ isWitnessWritable: false }), ['broken WITNESS_CLOSED']],
    ['a ledger with a hole', withServer({ isLedgerWritable: false }), ['attention LEDGER_CLOSED']],
    ['a certificate for 31 days', withServer({ certificateEndsAt: NOW + 31 * DAY }), []],
    ['a certificate for 29 days', withServer({ certificateEndsAt: NOW + 29 * DAY }), ['attention CERTIFICATE_ENDS']],
    ['a certificate that is over', withServer({ certificateEndsAt: NOW }), ['broken CERTIFICATE_ENDED']],
    ['requests that fail', withServer({ failures: 1 }), ['attention REQUESTS_FAIL']],
    ['a loop two seconds late', withServer({ loopMilliseconds: 2_000 }), ['attention SERVER_SLOW']],
    ['80 of 100 connections', withDatabase({ connections: 80 }), []],
    ['81 of 100 connections', withDatabase({ connections: 81 }), ['attention CONNECTIONS_FULL']],
    ['96 of 100 connections', withDatabase({ connections: 96 }), ['broken CONNECTIONS_FULL']],
    ['unknown connections', withDatabase({ connections: null, connectionLimit: null }), []],
    ['a transaction of ten minutes', withDatabase({ transactionMilliseconds: 10 * MINUTE }), []],
    [
      'a transaction of eleven minutes',
      withDatabase({ transactionMilliseconds: 11 * MINUTE }),
      ['attention TRANSACTION_OPEN'],
    ],
    ['an op of ten minutes', withApplying({ ops: 5, oldestAt: NOW - 10 * MINUTE }), []],
    ['an op of eleven minutes', withApplying({ ops: 5, oldestAt: NOW - 11 * MINUTE }), ['attention APPLYING_WAITS']],
    ['an op of an hour and a bit', withApplying({ ops: 5, oldestAt: NOW - HOUR - 1 }), ['broken APPLYING_WAITS']],
    ['an op held for a day', withApplying({ held: 1, heldSince: NOW - DAY }), []],
    ['an op held for three days', withApplying({ held: 1, heldSince: NOW - 3 * DAY }), ['attention OPS_HELD']],
    ['a copy of eight days', withCopies({ provedAt: NOW - 8 * DAY }), ['attention COPY_OLD']],
    ['a copy of seven days', withCopies({ provedAt: NOW - 7 * DAY }), []],
    ['no copy ever', withCopies({ provedAt: null, isProved: false }), ['attention COPY_NEVER']],
    ['no copy, and nothing to lose', withCopies({ provedAt: null, isProved: false, unproved: 0, horizonAt: null }), []],
    [
      'a copy from before its day was noted',
      withCopies({ provedAt: null, horizonAt: NOW - 8 * DAY }),
      ['attention COPY_OLD'],
    ],
    ['PostgreSQL away', { ...sound, away: { since: NOW - MINUTE, code: 'ECONNREFUSED' } }, ['broken DATABASE_AWAY']],
    [
      'PostgreSQL away from the beginning',
      { ...sound, away: { since: NOW, code: '28P01' }, centre: null },
      ['broken DATABASE_AWAY'],
    ],
  ])('%s', (_name, view, reasons) => {
    expect(said(view)).toEqual(reasons);
  });

  it('is as bad as the worst, which stands first', () => {
    const { standing, reasons } = judgeHealth(withServer({ failures: 2, clockAhead: 9_000, ...disk(10) }));
    expect(standing).toBe('broken');
    expect(reasons.map(({ code }) => code)).toEqual(['DISK_LOW', 'CLOCK_DIFFERS', 'REQUESTS_FAIL']);
    expect(reasons.every(({ server: name }) => name === 'dc1:7440')).toBe(true);
    expect(reasons[0]).toMatchObject({ percent: 1 });
  });

  it('takes a server for silent by the clock of the database alone', () => {
    const seenAt = NOW - HEALTH_LIMITS.silentAfter;
    expect(serverStateOf({ seenAt, stoppedAt: null }, NOW)).toBe('running');
    expect(serverStateOf({ seenAt: seenAt - 1, stoppedAt: null }, NOW)).toBe('silent');
    expect(serverStateOf({ seenAt, stoppedAt: NOW }, NOW)).toBe('stopped');
  });
});

describe('the tables of the data centre', () => {
  it.each([
    ['office_frame', 'frames'],
    ['office_late_frame', 'frames'],
    ['office_file_chunk', 'files'],
    ['channel_entry', 'channels'],
    ['office_snapshot_chunk', 'snapshots'],
    ['program_chunk', 'programs'],
    ['person_word', 'people'],
    ['office_stream', 'register'],
    ['server_beat', 'register'],
    ['payroll_slip', 'records'],
    ['ministry_act', 'records'],
  ])('%s holds %s', (table, contents) => {
    expect(contentsOf(table)).toBe(contents);
  });
});

describe('the last day', () => {
  it('is told by hours: the most that waited, and what was asked together', () => {
    const hour = Math.floor(NOW / HOUR) * HOUR;
    const samples = [
      { at: hour - 2 * HOUR, waiting: 7, requests: 10 },
      { at: hour, waiting: 2, requests: 20 },
      { at: hour + 5 * MINUTE, waiting: 5, requests: 30 },
    ];
    const hours = hoursOf(samples, NOW);
    expect(hours).toHaveLength(24);
    expect(hours.at(-1)).toMatchObject({ at: hour, waiting: 5, requests: 50 });
    expect(hours.at(-2)).toEqual({ at: hour - HOUR, waiting: null, requests: null, samples: [] });
    expect(hours.at(-3)).toMatchObject({ waiting: 7, requests: 10 });
  });
});
