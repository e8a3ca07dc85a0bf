import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDeskBeats } from '#cli/desk-beats.ts';
import { startCluster } from '#cli/ministry/cluster.ts';
import { openMinistry } from '#datacenter/ministry/index.ts';
import { startBeats } from '#datacenter/server/beats.ts';
import { openDatacenter, type OpenDatacenter } from '#datacenter/server/serve.ts';
import { noteVerifiedCopy } from '#datacenter/server/upkeep.ts';
import { ifKnown, readDatabaseFigures } from '#datacenter/storage/database-figures.ts';
import { openWatchPool } from '#datacenter/storage/postgres-store.ts';
import { ministryService } from '#modules/ministry/index.ts';
import { refusalOf, testOffice, type Client, type TestOffice } from '../host/harness.ts';
import { ServedCentre } from './served-centre.ts';
import { ServerProcess } from './server-process-handle.ts';
import { simProgram } from './sim-program.ts';

const centre = ServedCentre.forThisFile();

/** The office of the people at the data centre, whose pages ask this one. */
async function desk(opened: OpenDatacenter = centre.serving.opened): Promise<TestOffice> {
  const pages = openMinistry({ opened, address: 'https://10.0.0.1:7440' });
  return testOffice({ services: new Map([[ministryService.name, pages]]) });
}

/** Whoever watches the lines, and sees the page of health. */
async function monitor(opened?: OpenDatacenter): Promise<Client> {
  return (await desk(opened)).visitor().signIn('ministry.monitor1');
}

type Health = Awaited<ReturnType<Client['ministry']['health']['get']>>;
type Server = NonNullable<Health['centre']>['servers'][number];

const health = (client: Client): Promise<Health> => client.ministry.health.get({});
const portOf = (address: string): string => new URL(address).port;

async function serverOf(client: Client, port: string): Promise<Server | undefined> {
  const { centre: read } = await health(client);
  return read?.servers.find(({ name }) => name.endsWith(`:${port}`));
}

/** A server in a process of its own, once it has told of itself. */
async function anotherServer(client: Client): Promise<{ readonly process: ServerProcess; readonly port: string }> {
  const process = await ServerProcess.start({ folder: centre.folder, databaseUrl: centre.databaseUrl });
  onTestFinished(async () => void (await process.stop('SIGKILL')));
  const port = portOf(process.address);
  await expect.poll(() => serverOf(client, port)).toBeDefined();
  return { process, port };
}

async function rows(sql: string, ...values: unknown[]): Promise<unknown[]> {
  return (await centre.serving.opened.store.pool.query(sql, values)).rows as unknown[];
}

const DAY = 86_400_000;

/** A server that is a line in the database alone. */
function beating(name: string): Omit<Parameters<typeof startBeats>[0], 'figures'> {
  const { watchPool: pool, version, migration } = centre.serving.opened;
  const onFault = (error: unknown): void => expect.fail(String(error));
  return { pool, kind: 'server', name, version, migration, now: Date.now, onFault };
}

const soundFigures = () => Promise.resolve({ memoryBytes: 1, loopMilliseconds: 0, disks: [] });

describe('the page of health', () => {
  it('shows what servers and a desk tell of themselves, by the clock of the database', async () => {
    const office = await desk();
    const client = await office.visitor().signIn('ministry.monitor1');
    const beats = startDeskBeats(centre.serving.opened, { port: 7443, folder: office.folder });
    const { port } = await anotherServer(client);
    const own = portOf(centre.serving.address);
    for (const server of [await serverOf(client, port), await serverOf(client, own)]) {
      const { away, migration, centre: read } = await health(client);
      expect(away).toBeNull();
      expect(server).toMatchObject({ kind: 'server', version: 'test', migration, stoppedAt: null });
      expect(server).toMatchObject({ isWitnessWritable: true, isLedgerWritable: true, failures: 0 });
      const readAt = read?.readAt ?? 0;
      expect(readAt - (server?.seenAt ?? 0)).toBeLessThan(20_000);
      expect(server?.startedAt).toBeLessThanOrEqual(server?.seenAt ?? 0);
      expect(Math.abs(server?.clockAhead ?? DAY)).toBeLessThan(1_000);
      expect(server?.memoryBytes).toBeGreaterThan(1_000_000);
      const [disk] = server?.disks ?? [];
      expect(disk?.part).toBe('folder');
      expect(disk?.free).toBeLessThanOrEqual(disk?.total ?? 0);
      // Ten years, as the certificate is made.
      expect(((server?.certificateEndsAt ?? 0) - readAt) / DAY).toBeGreaterThan(3_600);
    }
    const deskOf = async (): Promise<Server | undefined> =>
      (await health(client)).centre?.servers.find(({ kind }) => kind === 'desk');
    expect(await deskOf()).toMatchObject({ stoppedAt: null, requests: null, certificateEndsAt: null });
    await beats.stop();
    expect((await deskOf())?.stoppedAt).toBeGreaterThan(0);
  });

  it('tells a server that was stopped in order from one that was killed', async () => {
    const client = await monitor();
    const stopped = await anotherServer(client);
    const killed = await anotherServer(client);
    expect(await stopped.process.stop('SIGTERM')).toBe(0);
    await killed.process.stop('SIGKILL');
    const gone = (await serverOf(client, killed.port))?.name ?? '';
    expect((await serverOf(client, killed.port))?.stoppedAt).toBeNull();
    // As if a minute had gone by.
    await rows('UPDATE server_beat SET seen_at = seen_at - 61000 WHERE name = $1', gone);
    const { reasons } = await health(client);
    const seenAt = (await serverOf(client, killed.port))?.seenAt;
    expect(reasons.filter(({ server }) => server === gone)).toEqual([
      { code: 'SERVER_SILENT', standing: 'attention', server: gone, at: seenAt },
    ]);
    const resting = await serverOf(client, stopped.port);
    expect(resting?.stoppedAt).toBeGreaterThan(0);
    expect(reasons.map(({ server }) => server)).not.toContain(resting?.name);

    // What nobody renews goes with somebody's next beat: one that was stopped after a day, a silent one after a week.
    const since = `greatest(seen_at, coalesce(stopped_at, 0))`;
    await rows(`UPDATE server_beat SET stopped_at = ${since} - $2 WHERE name = $1`, resting?.name, DAY + 1);
    await rows('UPDATE server_beat SET seen_at = seen_at - $2 WHERE name = $1', gone, 6 * DAY);
    await anotherServer(client);
    await expect.poll(() => serverOf(client, stopped.port)).toBeUndefined();
    expect(await serverOf(client, killed.port)).toBeDefined();
    await rows('UPDATE server_beat SET seen_at = seen_at - $2 WHERE name = $1', gone, DAY);
    await anotherServer(client);
    await expect.poll(() => serverOf(client, killed.port)).toBeUndefined();
  }, 60_000);

  it('shows who runs however many silent ones there are', async () => {
    const client = await monitor();
    const own = await serverOf(client, portOf(centre.serving.address));
    await rows(
      `INSERT INTO server_beat
       SELECT 1, 'server', 'aaa-' || n, '1', 1, 0, seen_at - 3600000, NULL, 0, '{}', 'gone', NULL
       FROM generate_series(1, 150) AS n, server_beat WHERE name = $1`,
      own?.name,
    );
    const { centre: read, reasons } = await health(client);
    expect(read?.servers).toHaveLength(100);
    expect(read?.servers.map(({ name }) => name)).toContain(own?.name);
    expect(read?.servers.filter(({ kind }) => kind === 'server').map(({ name }) => name)).toEqual(
      read?.servers.flatMap(({ kind, name }) => (kind === 'server' ? [name] : [])).toSorted(),
    );
    expect(reasons.map(({ code }) => code)).not.toContain('NO_SERVER');
    await rows(`DELETE FROM server_beat WHERE instance = 'gone'`);
  });

  it('says that two bear one name, and nothing of one that was only started again', async () => {
    const client = await monitor();
    const beatsUnder = (name: string) => startBeats({ ...beating(name), figures: soundFigures });
    const saidOf = async (name: string) => (await health(client)).reasons.filter(({ server }) => server === name);
    const versionOf = async (name: string) => {
      const { centre: read } = await health(client);
      return read?.servers.find((each) => each.name === name);
    };
    const killed = beatsUnder('again');
    await expect.poll(() => versionOf('again')).toBeDefined();
    const startedAt = (await versionOf('again'))?.startedAt ?? 0;
    const restarted = beatsUnder('again');
    await expect.poll(async () => (await versionOf('again'))?.startedAt).toBeGreaterThan(startedAt);
    expect(await saidOf('again')).toEqual([]);
    // The first was not killed after all: it beats again.
    await expect
      .poll(() => saidOf('again'), { timeout: 30_000, interval: 500 })
      .toEqual([{ code: 'NAME_SHARED', standing: 'attention', server: 'again' }]);
    await restarted.stop();
    await killed.stop();
  }, 60_000);

  it('hears of a server whose disk hangs, which ends all the same', async () => {
    const client = await monitor();
    const faults: string[] = [];
    let asked = 0;
    const beats = startBeats({
      ...beating('hanging'),
      figures: () => {
        asked += 1;
        return new Promise<never>(() => undefined);
      },
      withoutFigures: { isWitnessWritable: false },
      onFault: (error) => faults.push(String(error)),
    });
    const told = async () => (await health(client)).centre?.servers.find(({ name }) => name === 'hanging');
    await expect.poll(told, { timeout: 10_000 }).toMatchObject({ memoryBytes: null, isWitnessWritable: false });
    expect((await health(client)).reasons).toContainEqual({
      ...{ code: 'WITNESS_CLOSED', standing: 'broken', server: 'hanging' },
    });
    const first = (await told())?.seenAt ?? 0;
    await expect.poll(async () => (await told())?.seenAt, { timeout: 30_000, interval: 500 }).toBeGreaterThan(first);
    expect([asked, faults.length]).toEqual([1, 1]);
    await beats.stop();
    expect((await told())?.stoppedAt).toBeGreaterThan(0);
  }, 60_000);

  it('names a server whose clock is wrong', async () => {
    const client = await monitor();
    const own = await serverOf(client, portOf(centre.serving.address));
    await rows('UPDATE server_beat SET clock_ahead = -9000 WHERE name = $1', own?.name);
    expect((await health(client)).reasons).toContainEqual({
      ...{ code: 'CLOCK_DIFFERS', standing: 'attention', server: own?.name, milliseconds: 9_000 },
    });
  });

  it('shows PostgreSQL itself, what waits, and the offices that are behind', async () => {
    const client = await monitor();
    const office = await centre.installed();
    office.dispatch(office.no, 5);
    expect(await office.sync()).toBe('done');
    await centre.settled();
    const { centre: read, migration } = await health(client);
    expect(read?.database).toMatchObject({ migration, lockWaits: 0 });
    expect(read?.database.version).toMatch(/^\d+/);
    expect(read?.database.bytes).toBeGreaterThan(1_000_000);
    expect(read?.database.connections).toBeGreaterThan(0);
    expect(read?.database.connections).toBeLessThan(read?.database.connectionLimit ?? 0);
    const tables = read?.database.tables ?? [];
    expect(tables).toHaveLength(5);
    expect(tables.map(({ bytes }) => bytes)).toEqual(
      tables.map(({ bytes }) => bytes).toSorted((one, other) => other - one),
    );
    // The parts of a table count as one.
    expect(tables.map(({ name }) => name).join()).not.toMatch(/office_frame_\d/);
    expect(read?.applying).toMatchObject({ ops: 0, oldestAt: null, held: 0, heldSince: null, outbox: 0, behind: [] });
    // The first beat of a server has begun the five minutes of now.
    const slot = Math.floor((read?.readAt ?? 0) / 300_000) * 300_000;
    expect(read?.samples.at(-1)?.at).toBeGreaterThanOrEqual(slot - 300_000);

    // The frames of a frozen office are not applied.
    await rows(
      'UPDATE office_stream SET is_frozen = true, applied_seq = applied_seq - 2 WHERE office_no = $1',
      office.no,
    );
    const behind = (await health(client)).centre?.applying;
    expect(behind?.behind.map(({ office: no, nameAr, ops }) => [no, nameAr, ops])).toEqual([[office.no, 'مديرية', 2]]);
    expect(behind?.ops).toBe(2);
    expect(behind?.oldestAt).toBeGreaterThan(0);
    await rows('UPDATE office_frame SET received_at = received_at - 660000 WHERE office_no = $1', office.no);
    const { reasons } = await health(client);
    expect(reasons).toContainEqual(
      expect.objectContaining({ code: 'APPLYING_WAITS', standing: 'attention', count: 2 }),
    );
    await rows('UPDATE office_stream SET is_frozen = false, applied_seq = seq WHERE office_no = $1', office.no);
  });

  it('tells a transaction that has been left open', async () => {
    const client = await monitor();
    const session = await centre.serving.opened.store.pool.connect();
    try {
      await session.query('BEGIN; SELECT txid_current()');
      await expect
        .poll(async () => (await health(client)).centre?.database.transactionMilliseconds)
        .toBeGreaterThan(50);
    } finally {
      await session.query('ROLLBACK');
      session.release();
    }
  });

  it('says when a copy was proved, what is in none, and whose own copy is oldest', async () => {
    const client = await monitor();
    const office = await centre.installed();
    office.dispatch(office.no, 3);
    await office.sync();
    await centre.settled();
    const before = await health(client);
    expect(before.centre?.copies).toMatchObject({ provedAt: null, isProved: false });
    expect(before.centre?.copies.unproved).toBeGreaterThanOrEqual(3);
    expect(before.centre?.copies.horizonAt).toBeGreaterThan(0);
    expect(before.reasons.map(({ code }) => code)).toContain('COPY_NEVER');
    // This very database is as good as a copy of it.
    expect((await noteVerifiedCopy(centre.serving.opened, centre.databaseUrl)).ok).toBe(true);
    const after = await health(client);
    expect(after.centre?.copies).toMatchObject({ isProved: true, unproved: 0, horizonAt: null });
    expect(Math.abs((after.centre?.copies.provedAt ?? 0) - after.askedAt)).toBeLessThan(60 * DAY);
    expect(after.reasons.map(({ code }) => code)).not.toContain('COPY_NEVER');

    expect(after.centre?.copies.backups).toEqual([]);
    const told = `UPDATE office_stream SET health = jsonb_set(coalesce(health, '{}'), '{backupMinutes}', $2) WHERE office_no = $1`;
    await rows(told, office.no, String(48 * 60));
    const [known] = (await health(client)).centre?.copies.backups ?? [];
    expect(known?.office).toBe(office.no);
    expect((after.centre?.readAt ?? 0) - (known?.backupAt ?? 0)).toBeGreaterThan(47 * 3_600_000);
    // What an older server has let in takes the page from nobody.
    await rows(told, office.no, String(Number.MAX_SAFE_INTEGER));
    const strange = await health(client);
    expect(strange.away).toBeNull();
    expect(strange.centre?.copies.backups).toMatchObject([{ office: office.no }]);
    expect((await client.ministry.health.standing({})).standing).not.toBe('broken');
    await rows(told, office.no, 'null');
    expect((await health(client)).centre?.copies.backups).toMatchObject([{ office: office.no, backupAt: null }]);
  });

  it('is refused to whom nobody gave the right, and its verdict with it', async () => {
    const office = await desk();
    const payroll = await office.visitor().signIn('ministry.payroll1');
    expect(await refusalOf(payroll.ministry.health.get({}))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(payroll.ministry.health.standing({}))).toEqual(['FORBIDDEN']);
    for (const userName of ['ministry.offices1', 'ministry.monitor1', 'ministry.auditor1', 'admin']) {
      const client = await office.visitor().signIn(userName);
      const { standing, reasons } = await health(client);
      expect(await client.ministry.health.standing({})).toEqual({
        ...{ standing, count: reasons.filter((reason) => reason.standing === standing).length },
      });
    }
  });
});

describe('a role of PostgreSQL that may not ask for everything', () => {
  it('is told what it may know, and that the rest is unknown', async () => {
    await rows(`CREATE ROLE diwan_narrow LOGIN PASSWORD 'narrow'`);
    const url = Object.assign(new URL(centre.databaseUrl), { username: 'diwan_narrow', password: 'narrow' });
    const pool = openWatchPool(url.href);
    onTestFinished(async () => {
      await pool.end();
      await rows('DROP ROLE diwan_narrow');
    });
    const figures = await readDatabaseFigures(pool);
    expect(figures.migration).toBeNull();
    expect(figures.version).toMatch(/^\d+/);
    expect(figures.tables).toHaveLength(5);
    // What takes too long is not known either; a question that is none is a fault.
    await expect(ifKnown(pool.query('SELECT pg_sleep(9)'))).resolves.toBeNull();
    await expect(ifKnown(pool.query('SELEC 1'))).rejects.toThrow('syntax');
  }, 20_000);
});

describe('while PostgreSQL is away', () => {
  it('the page says since when and shows what was known; a beat harms nothing, and both come back with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'diwan away '));
    // A folder of its own, which the user of the server may enter.
    const place = mkdtempSync(join(tmpdir(), 'diwan-postgres-'));
    const cluster = await startCluster({ folder: place, isKept: false });
    const opened = await openDatacenter(simProgram, { databaseUrl: cluster.url, folder });
    onTestFinished(async () => {
      await opened.close();
      await cluster.stop();
      for (const each of [folder, place]) rmSync(each, { recursive: true, force: true });
    });
    const warned: string[] = [];
    const hear = (warning: Error): void => void warned.push(warning.message);
    process.on('warning', hear);
    onTestFinished(() => void process.off('warning', hear));
    const client = await monitor(opened);
    const beats = startDeskBeats(opened, { port: 7443, folder });
    await expect.poll(async () => (await health(client)).centre?.servers.length).toBe(1);

    await cluster.crash();
    const away = await health(client);
    expect(away).toMatchObject({
      standing: 'broken',
      away: { code: expect.stringMatching(/^(?:ECONN|57P|TIMEOUT)/) as string },
    });
    expect(away.reasons[0]).toMatchObject({ code: 'DATABASE_AWAY', at: away.away?.since });
    // As it was known.
    expect(away.centre?.servers).toHaveLength(1);
    expect((await health(client)).away?.since).toBe(away.away?.since);
    expect(await client.ministry.health.standing({})).toMatchObject({ standing: 'broken' });
    // Stopping writes that it was in order, which nobody hears now; it ends all the same.
    await beats.stop();
    await expect.poll(() => warned.join()).toContain('A beat of the desk failed');

    await cluster.start();
    await expect.poll(async () => (await health(client)).away).toBeNull();
  }, 60_000);
});
