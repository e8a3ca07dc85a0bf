import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { modelOf } from '#db/columns.ts';
import { NewPc } from '../datacenter/new-pc.ts';
import { transfer } from '../sim/sync/tables.ts';
import { serveApart, type CentreApart } from './centre-apart.ts';
import { median, type Figure } from './figure.ts';

const ROWS = 50_000;
const ROUNDS = 5;
const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };
const RIG = join(import.meta.dirname, 'pouchdb', 'client.mjs');

interface Took {
  readonly push: number;
  readonly pull: number;
}

/**
 * The same rows from one PC to a server and from there to another PC: with the product over TLS, to PostgreSQL and two
 * encrypted databases, and with a pair of PouchDB over HTTP, to LevelDB. Each side's server is a process of its own.
 */
export async function benchPeer(): Promise<readonly Figure[]> {
  const centre = await serveApart();
  const [ours, peers]: [Took[], Took[]] = [[], []];
  try {
    // In turns, so that other work on the machine falls on both.
    for (let round = 0; round < ROUNDS; round += 1) {
      const { took, documents } = await carried(centre);
      ours.push(took);
      peers.push(await peer(centre.folder, documents));
    }
  } finally {
    await centre.close();
  }
  return [figure('push', { floor: 10, goal: 20 }), figure('pull', { floor: 15, goal: 25 })];

  function figure(way: keyof Took, { floor, goal }: { readonly floor: number; readonly goal: number }): Figure {
    const [us, them] = [median(ours.map((took) => took[way])), median(peers.map((took) => took[way]))];
    const detail = `${perSecond(us)} against ${perSecond(them)} rows/s`;
    return { name: `G9 ${way} of ${ROWS} rows : a PouchDB pair`, ratio: them / us, floor, goal, isMore: true, detail };
  }
}

async function carried(centre: CentreApart): Promise<{ readonly took: Took; readonly documents: readonly object[] }> {
  const office = await centre.newOffice();
  const sender = await NewPc.enrol(mkdtempSync(join(centre.folder, 'pc ')), await centre.invitation());
  const receiver = await NewPc.enrol(mkdtempSync(join(centre.folder, 'pc ')), await centre.invitation(office));
  await sender.sync();
  await receiver.sync();
  sender.door.writeAll(CLERK, (run) => {
    for (let no = 1; no <= ROWS; no += 1) {
      run('sim.dispatch', (tx) => tx.insert(transfer, { toOffice: office, quantity: no, number: `n-${no}` }));
    }
  });
  const push = await timed(() => sender.sync());
  await centre.settled();
  const pull = await timed(() => receiver.sync());
  const columns = modelOf(transfer).columns.map(({ key }) => key);
  const rows = receiver.database.raw.prepare('SELECT * FROM sim_transfer').raw().all() as unknown[][];
  if (rows.length !== ROWS) throw new Error(`${rows.length} rows have arrived.`);
  sender.close();
  receiver.close();
  return { took: { push, pull }, documents: rows.map((row) => documentOf(columns, row)) };
}

/** The same record as the peer keeps it: its id is that of the document. */
function documentOf(columns: readonly string[], row: readonly unknown[]): object {
  const plain = row.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value));
  const { id, ...rest } = Object.fromEntries(columns.map((key, position) => [key, plain[position]]));
  return { _id: id, ...rest };
}

async function peer(folder: string, documents: readonly object[]): Promise<Took> {
  const path = join(mkdtempSync(join(folder, 'peer ')), 'documents.jsonl');
  writeFileSync(path, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
  const { stdout } = await promisify(execFile)(process.execPath, [RIG, path]);
  return JSON.parse(stdout) as Took;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const perSecond = (milliseconds: number): number => Math.round(ROWS / (milliseconds / 1_000));
