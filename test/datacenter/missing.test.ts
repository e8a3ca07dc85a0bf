import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { officeDetail } from '#datacenter/ministry/office-detail.ts';
import { declareRestored } from '#datacenter/protocol/enrol.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { openDatacenter, serveDatacenter, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { readOffice } from '#datacenter/storage/registry.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { testPool } from '../test-pool.ts';
import { LineOffice } from './line-office.ts';
import { makeSimTables, simProgram } from './sim-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
let postgres: TestPostgres;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.newDatabase();
  await makeSimTables(databaseUrl);
});

afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const place = () => ({ databaseUrl, folder, witness: join(folder, 'witness.jsonl') });

function serve(port = 0): Promise<ServingDatacenter> {
  const watch = { host: '127.0.0.1', port: 0 };
  return serveDatacenter(simProgram, { ...place(), host: '127.0.0.1', port, watch, isSilent: true });
}

async function registered({ opened }: ServingDatacenter): Promise<number> {
  const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: null };
  const { officeNo } = await addOffice(opened.ports, { ...names, latitude: null, longitude: null, parentNo: null });
  return officeNo;
}

async function installed({ opened, address }: ServingDatacenter, office: number): Promise<LineOffice> {
  const made = await invite(opened, { office, address, madeBy: 'admin' });
  if (!made.ok) throw new Error(made.problems[0]?.code);
  const pc = await LineOffice.install(made.value.invitation);
  onTestFinished(() => pc.close());
  return pc;
}

/** The whole database under another name, as a backup would bring it back; nobody is connected to it. */
async function copied(): Promise<string> {
  const copy = `${new URL(databaseUrl).pathname.slice(1)}_copy`;
  const url = (name: string): string => Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href;
  const admin = testPool(url('postgres'));
  await admin.query(`CREATE DATABASE ${copy} TEMPLATE ${new URL(databaseUrl).pathname.slice(1)}`);
  await admin.end();
  return url(copy);
}

describe('a database that was put back on PostgreSQL', () => {
  it('scenario 9: tells by name what the office of a lost disk had sent, and nothing of one that has it still', async () => {
    let centre = await serve();
    const [lost, kept] = [await registered(centre), await registered(centre)];
    const [old, other] = [await installed(centre, lost), await installed(centre, kept)];
    for (const pc of [old, other]) {
      pc.dispatch(kept, 1);
      expect(await pc.sync()).toBe('done');
    }
    const port = Number(new URL(centre.address).port);
    await centre.close();
    const copy = await copied();
    centre = await serve(port);
    old.dispatch(kept, 2);
    other.dispatch(lost, 1);
    for (const pc of [old, other]) expect(await pc.sync()).toBe('done');
    await centre.close();

    databaseUrl = copy;
    // Nobody has said that it was put back, and the first time there is no later incarnation to tell of it.
    await expect(serve(port)).rejects.toThrow('diwan datacenter restored');
    const opened = await openDatacenter(simProgram, place());
    const missing = [
      { office: lost, from: 2, to: 3, ops: 2 },
      { office: kept, from: 2, to: 2, ops: 1 },
    ];
    expect(await declareRestored(opened.ports)).toEqual({ incarnation: 2, missing });
    expect(await declareRestored(opened.ports)).toEqual({ incarnation: 3, missing: [] });
    await opened.close();

    centre = await serve(port);
    const kinds = async (office: number) =>
      (await officeDetail(centre.opened.store.pool, office))?.incidentList.map(({ kind, missing }) => [kind, missing]);
    const young = await installed(centre, lost);
    for (const pc of [young, other, young, other]) expect(await pc.sync()).toBe('done');
    const op = { command: 'sim.dispatch', number: null, toOffices: [kept], byName: null };
    expect(await kinds(lost)).toEqual([
      [
        'lost',
        {
          ...{ from: 2, to: 3, named: 2, others: [] },
          list: [
            { seq: 2, at: expect.any(Number) as number, ...op },
            { seq: 3, at: expect.any(Number) as number, ...op },
          ],
        },
      ],
      ['enrolment', null],
      ['enrolment', null],
    ]);
    expect(await kinds(kept)).toEqual([
      ['returned', { from: 2, to: 2, named: 0, list: [], others: [] }],
      ['enrolment', null],
    ]);
    // A loss is counted in the list of the offices; what came back is not.
    const { pool } = centre.opened.store;
    expect([(await readOffice(pool, lost))?.incidents, (await readOffice(pool, kept))?.incidents]).toEqual([1, 0]);
    await centre.close();
  });
});
