import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { openDatacenter, type OpenDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { LineError } from '#office/sync/line.ts';
import { LineOffice } from '../datacenter/line-office.ts';
import { ServerProcess } from '../datacenter/server-process-handle.ts';
import { makeSimTables, simProgram } from '../datacenter/sim-program.ts';
import { startPostgres } from '../postgres.ts';
import { quantile } from './figure.ts';

/** So many offices, and what each has written: `node test/bench/storm.ts 1000 15`. */
const [OFFICES = 200, PAPERS = 100] = process.argv.slice(2).map(Number);

/** Two hundred offices come back at once, to two server processes on one PostgreSQL. Run by itself. */
const folder = mkdtempSync(join(tmpdir(), 'diwan storm '));
const postgres = await startPostgres();
const databaseUrl = await postgres.newDatabase();
await makeSimTables(databaseUrl);
const opened = await openDatacenter(simProgram, { databaseUrl, folder, witness: join(folder, 'witness.jsonl') });
const place = { folder, databaseUrl };
const servers = await Promise.all([ServerProcess.start(place), ServerProcess.start(place)]);
try {
  await storm(opened);
} finally {
  await Promise.all(servers.map((server) => server.stop('SIGTERM')));
  await opened.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function storm({ ports, store }: OpenDatacenter): Promise<void> {
  const offices: LineOffice[] = [];
  for (let place = 0; place < OFFICES; place += 1) offices.push(await installed(place));
  for (const office of offices) office.dispatch(2 + ((office.no - 1) % OFFICES), PAPERS);
  const [sessions, turnedAway]: [number[], number[]] = [[], []];
  const begun = performance.now();
  await Promise.all(
    offices.map(async (office) => {
      for (let isDone = false; !isDone;) {
        const from = performance.now();
        try {
          isDone = (await office.sync()) === 'done';
          sessions.push(performance.now() - from);
        } catch (error) {
          if (!(error instanceof LineError) || error.retryAfterMs === null) throw error;
          turnedAway.push(error.retryAfterMs);
          await wait(error.retryAfterMs);
        }
      }
    }),
  );
  const stored = performance.now() - begun;
  for (let left = 1; left > 0; await wait(50)) {
    const { rows } = await store.pool.query<{ left: number }>(
      'SELECT count(*) AS left FROM office_stream WHERE applied_seq < seq OR NOT is_routed',
    );
    left = rows[0]?.left ?? 0;
  }
  const applied = performance.now() - begun;
  const { rows } = await store.pool.query<{ records: number; entries: number }>(
    'SELECT (SELECT count(*) FROM sim_transfer) AS records, (SELECT count(*) FROM channel_entry) AS entries',
  );
  const all = OFFICES * PAPERS;
  const isWhole = rows[0]?.records === all && rows[0].entries === all;
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
  console.log(
    `${OFFICES} offices, ${all} papers: stored ${seconds(stored)}, applied ${seconds(applied)}; a session ` +
      `${seconds(quantile(sessions, 0.5))}, 99 % ${seconds(quantile(sessions, 0.99))}; turned away ${turnedAway.length} ` +
      `times; ${isWhole ? 'nothing lost or doubled' : `WRONG: ${JSON.stringify(rows)}`}`,
  );
  if (!isWhole) process.exitCode = 1;
  for (const office of offices) office.close();

  async function installed(place: number): Promise<LineOffice> {
    const names = { nameAr: `مكتب ${place}`, nameCkb: null, nameEn: null, kind: 'office', governorate: null };
    const { officeNo } = await addOffice(ports, { ...names, latitude: null, longitude: null, parentNo: null });
    const address = servers[place % servers.length]?.address ?? '';
    const { certificate } = opened;
    const made = await invite({ ports, certificate }, { office: officeNo, address, madeBy: 'bench' });
    if (!made.ok) throw new Error('no invitation');
    return LineOffice.install(made.value.invitation);
  }
}
