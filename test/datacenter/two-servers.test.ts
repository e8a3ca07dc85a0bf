import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { openDatacenter, type OpenDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { startPostgres } from '../postgres.ts';
import { LineOffice } from './line-office.ts';
import { ServerProcess } from './server-process-handle.ts';
import { makeSimTables, simProgram } from './sim-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
const endings: (() => Promise<unknown>)[] = [];
let opened: OpenDatacenter;
let databaseUrl: string;
let servers: readonly ServerProcess[] = [];

function startServer(): Promise<ServerProcess> {
  return ServerProcess.start({ folder, databaseUrl });
}

beforeAll(async () => {
  const postgres = await startPostgres();
  endings.push(() => postgres.stop());
  databaseUrl = await postgres.newDatabase();
  await makeSimTables(databaseUrl);
  // Both at once, on an empty database and an empty folder: one makes the tables and the keys, both have them.
  servers = await Promise.all([startServer(), startServer()]);
  opened = await openDatacenter(simProgram, { databaseUrl, folder, witness: join(folder, 'witness.jsonl') });
  endings.push(() => opened.close());
});

afterAll(async () => {
  for (const server of servers) await server.stop('SIGKILL');
  for (const end of endings.toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

const OFFICES = 6;
const PAPERS = 80;
const ROUNDS = 3;

async function installed(server: ServerProcess | undefined): Promise<LineOffice> {
  const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: null };
  const place = { latitude: null, longitude: null, parentNo: null };
  const { officeNo } = await addOffice(opened.ports, { ...names, ...place });
  const made = await invite(opened, { office: officeNo, address: server?.address ?? '', madeBy: 'admin' });
  if (!made.ok) throw new Error('no invitation');
  return LineOffice.install(made.value.invitation);
}

async function settled(): Promise<void> {
  for (;;) {
    const { rows } = await opened.store.pool.query<{ left: number }>(
      'SELECT count(*) AS left FROM office_stream WHERE applied_seq < seq OR NOT is_routed',
    );
    if (rows[0]?.left === 0) return;
    await wait(20);
  }
}

describe('two servers on one database', () => {
  it('scenario 24: lose and double nothing of what six offices send to them at once, one of them stopped in the middle', async () => {
    const offices = await Promise.all(Array.from({ length: OFFICES }, (_, place) => installed(servers[place % 2])));
    expect(new Set(offices.map(({ no }) => no)).size).toBe(OFFICES);
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const office of offices) office.dispatch(2 + ((office.no - 1) % OFFICES), PAPERS);
      // Every office speaks with both servers in turn.
      for (const [place, office] of offices.entries()) office.turnTo(servers[(place + round) % 2]?.address ?? '');
      const synced = Promise.allSettled(offices.map((office) => office.sync()));
      const [first, second] = servers;
      if (round === 2 && first && second) {
        await first.stop('SIGKILL');
        servers = [await startServer(), second];
      }
      await synced;
    }
    for (const office of offices) {
      office.turnTo(servers[0]?.address ?? '');
      expect(await office.sync()).toBe('done');
      expect(office.client.status().health.unsent).toBe(0);
    }
    await settled();
    const total = PAPERS * ROUNDS;
    for (const office of offices) {
      office.turnTo(servers[1]?.address ?? '');
      expect(await office.sync()).toBe('done');
      expect(office.arrived()).toHaveLength(total);
      office.close();
    }
    const { rows } = await opened.store.pool.query(`SELECT
      (SELECT count(*) FROM sim_transfer) AS records, (SELECT count(DISTINCT id) FROM sim_transfer) AS ids,
      (SELECT sum(to_seq - from_seq + 1)::int8 FROM office_frame) AS framed, (SELECT sum(seq)::int8 FROM office_stream) AS ops,
      (SELECT count(*) FROM channel_entry) AS entries, (SELECT sum(last_no)::int8 FROM channel) AS numbered,
      (SELECT count(*) FROM office_incident WHERE kind <> 'enrolment') AS incidents,
      (SELECT count(*) FROM office_held_op) AS held, (SELECT count(*) FROM office_outbox) AS outbox`);
    const all = OFFICES * total;
    expect(rows).toEqual([
      { records: all, ids: all, framed: all, ops: all, entries: all, numbered: all, incidents: 0, held: 0, outbox: 0 },
    ]);
  });

  it('end with their work done when they are told to', async () => {
    for (const server of servers) expect(await server.stop('SIGTERM')).toBe(0);
  });
});
