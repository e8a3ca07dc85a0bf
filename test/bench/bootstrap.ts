import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { newKeyPair } from '#db/wire.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { tellSnapshot } from '#datacenter/protocol/snapshot.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { openPostgresStore } from '#datacenter/storage/postgres-store.ts';
import { startPostgres } from '../postgres.ts';
import { tablesSql } from '../sim/sync/tables.ts';
import type { Told } from './bootstrap-pc.ts';
import { median, type Figure } from './figure.ts';
import { CLERK, idOf, made, model, portsOf, pushed, rowOf } from './sync-office.ts';

const ROWS = 1_000_000;
const OFFICE = 77;
const ROUNDS = 3;
/** Within so much a new PC of a million rows has its office. */
const TEN_MINUTES = 600_000;

/**
 * An office of 200,000 rows, one an op: its snapshot at the data centre against the bare insert of the same rows into a
 * SQLite file, and the time until a new PC, a process of its own with its office encrypted, has it. The line costs nothing.
 */
export async function benchBootstrap(): Promise<readonly Figure[]> {
  const postgres = await startPostgres();
  const store = openPostgresStore({ url: await postgres.newDatabase(), connections: 4 });
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bootstrap-'));
  try {
    const migrations = fileURLToPath(new URL('../../datacenter/migrations', import.meta.url));
    await migrateDatacenter(store.pool, readDatacenterMigrations(migrations));
    const ports = portsOf(store);
    await pushed(ports, (await made(ports, OFFICE, ROWS)).frames);
    const [bare, packed]: [number[], number[]] = [[], []];
    const before = process.memoryUsage.rss();
    let most = before;
    for (let round = 0; round < ROUNDS; round += 1) {
      await store.pool.query('DELETE FROM office_snapshot');
      packed.push(await snapshotMade(ports, () => (most = Math.max(most, process.memoryUsage.rss()))));
    }
    for (let round = 0; round < ROUNDS; round += 1) bare.push(inserted(join(folder, `bare-${round}.db`)));
    const { rows } = await store.pool.query<{ chunks: number; bytes: number }>(
      'SELECT count(*) AS chunks, sum(length(bytes))::int8 AS bytes FROM office_snapshot_chunk',
    );
    const [size] = rows;
    const pc = await newPc(ports, folder);
    const [limit, built] = [median(bare), median(packed)];
    const perMillion = ((built + pc.fetchedMs + pc.appliedMs) * 1_000_000) / ROWS;
    return [
      {
        ...{ name: `G14 snapshot of ${ROWS} rows built : bare SQLite insert`, floor: 0.35, goal: 0.55, isMore: true },
        ratio: limit / built,
        detail: `${rate(built)} against ${rate(limit)}; ${size?.chunks ?? 0} chunks, ${((size?.bytes ?? 0) / ROWS).toFixed(1)} B/row; ${megabytes(most - before)} MB more memory`,
      },
      {
        ...{ name: 'new PC of a million rows : ten minutes', floor: 0.5, goal: 0.25, isMore: false },
        ratio: perMillion / TEN_MINUTES,
        detail: `${ROWS} rows: fetched in ${seconds(pc.fetchedMs)} s, applied in ${seconds(pc.appliedMs)} s (${rate(pc.appliedMs)}), longest piece ${Math.round(pc.longestMs)} ms`,
      },
      {
        ...{ name: 'G17 memory that fetching an office takes : 200 MB', floor: 1, goal: 0.4, isMore: false },
        ratio: (pc.peakBytes - pc.emptyBytes) / (200 * 1024 * 1024),
        detail: `${megabytes(pc.peakBytes)} MB at most, ${megabytes(pc.emptyBytes)} MB before it begins`,
      },
    ];
  } finally {
    await store.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function snapshotMade(ports: DatacenterPorts, look: () => void): Promise<number> {
  const started = performance.now();
  while ((await tellSnapshot(ports, { kind: 'snapshot', office: OFFICE })).kind === 'packing') look();
  return performance.now() - started;
}

/** The new PC in a process of its own; this one is the data centre. */
async function newPc(ports: DatacenterPorts, folder: string): Promise<Extract<Told, { kind: 'end' }>> {
  const { publicKey, privateKey } = newKeyPair();
  const { epoch, incarnation } = await enrol(ports, { office: OFFICE, keyId: 'k2', publicKey });
  const child = fork(fileURLToPath(new URL('bootstrap-pc.ts', import.meta.url)), { serialization: 'advanced' });
  const { promise, resolve, reject } = Promise.withResolvers<Extract<Told, { kind: 'end' }>>();
  child.on('message', (told: Told) => {
    if (told.kind === 'end') resolve(told);
    else answer(ports, told.call).then((given) => child.send(given), reject);
  });
  child.once('exit', () => reject(new Error('The new PC has ended.')));
  child.send({ folder, office: OFFICE, epoch, incarnation, privateKey });
  return promise;
}

/** The same rows into a plain file, one transaction. */
function inserted(path: string): number {
  const raw = new Database(path);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.exec(tablesSql([model]).replaceAll(' STRICT', ''));
  const names = model.columns.map(({ name }) => `"${name}"`);
  const insert = raw.prepare(
    `INSERT INTO "${model.name}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const no = at + 1;
    const id = Buffer.from(idOf('9', OFFICE, no).replaceAll('-', ''), 'hex');
    const times = { createdAt: no, createdBy: CLERK, updatedAt: no, updatedBy: CLERK, deletedAt: null, seq: no };
    const row: Readonly<Record<string, unknown>> = { ownerOffice: OFFICE, revision: 1, ...times, ...rowOf(no), id };
    return model.columns.map(({ key }) => row[key] ?? null);
  });
  const started = performance.now();
  raw.transaction(() => {
    for (const row of rows) insert.run(row);
  })();
  const took = performance.now() - started;
  raw.close();
  return took;
}

const rate = (milliseconds: number): string => `${Math.round(ROWS / (milliseconds / 1_000))} rows/s`;
const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);
const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
