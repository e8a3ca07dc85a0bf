import { performance } from 'node:perf_hooks';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { copyText } from '#datacenter/storage/copy-rows.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { openPostgresStore, type PostgresStore } from '#datacenter/storage/postgres-store.ts';
import { recordTableSql } from '#datacenter/storage/record-sql.ts';
import { startPostgres } from '../postgres.ts';
import { median, type Figure } from './figure.ts';
import { Applier, appliedWhole } from './sync-applier.ts';
import { CLERK, idOf, made, model, portsOf, pushed, rowOf } from './sync-office.ts';

const ROWS = 20_000;
const ROUNDS = 3;
const [SHORT, LONG] = [10_000, 1_000_000];
const A_PUSH = 1_000;
const FEW = 9;

/** The data centre's side of the sync against bare COPY through the same driver, in the same database. */
export async function benchSync(): Promise<readonly Figure[]> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  const store = openPostgresStore({ url: databaseUrl, connections: 12 });
  const servers: Applier[] = [];
  try {
    const folder = fileURLToPath(new URL('../../datacenter/migrations', import.meta.url));
    await migrateDatacenter(store.pool, readDatacenterMigrations(folder));
    const tables = modelTables([model]);
    for (const table of tables.values()) await store.pool.query(recordTableSql(table));
    const ports = portsOf(store);
    // As many as there are cores, as a data centre runs them behind one address.
    while (servers.length < Math.max(2, availableParallelism())) servers.push(await Applier.start(databaseUrl));
    return [...(await measured(store, ports, servers)), await grown(ports)];
  } finally {
    for (const server of servers) await server.stop();
    await store.close();
    await postgres.stop();
  }
}

async function measured(
  store: PostgresStore,
  ports: DatacenterPorts,
  servers: readonly Applier[],
): Promise<readonly Figure[]> {
  const [bare, acked, applied, together]: number[][] = [[], [], [], []];
  let wire: { readonly raw: number; readonly sent: number } = { raw: 0, sent: 0 };
  const offices = Array.from({ length: 8 }, (_, place) => place);
  // Taken in turns, so that other work on the machine falls on all of them.
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = 1_000 * (round + 1);
    bare?.push(await copied(store, first));
    const one = await made(ports, first, ROWS);
    wire = one.wire;
    acked?.push(await timed(() => pushed(ports, one.frames)));
    applied?.push(await timed(() => appliedWhole(ports, first)));
    const eight = [];
    for (const place of offices) eight.push(await made(ports, first + 1 + place, ROWS / 8));
    for (const { frames } of eight) await pushed(ports, frames);
    const shares = Map.groupBy(offices, (place) => place % servers.length);
    together?.push(
      await timed(() =>
        Promise.all(
          servers.map((server, no) => server.apply((shares.get(no) ?? []).map((place) => first + 1 + place))),
        ),
      ),
    );
  }
  const limit = median(bare ?? []);
  const kept = await store.pool.query<{ row: number }>(
    `SELECT pg_total_relation_size('bench_paper') / (SELECT count(*) FROM bench_paper) AS row`,
  );
  const against = (name: string, times: readonly number[], [floor, goal]: readonly [number, number]): Figure => ({
    ...{ name, floor, goal, isMore: true, ratio: limit / median(times) },
    detail: `${rate(median(times))} against COPY ${rate(limit)}`,
  });
  return [
    {
      ...{ name: 'G4 wire bytes : raw JSON of the ops', floor: 0.22, goal: 0.16, isMore: false },
      ...{
        ratio: wire.sent / wire.raw,
        detail: `${(wire.sent / ROWS).toFixed(1)} B/row of ${Math.round(wire.raw / ROWS)}; ${kept.rows[0]?.row ?? 0} B/row in its table`,
      },
    },
    against('G5 push acknowledged, one office : COPY', acked ?? [], [0.2, 0.35]),
    against('G6 applied, one office : COPY', applied ?? [], [0.18, 0.35]),
    against('G7 applied, eight offices : COPY', together ?? [], [0.28, 0.45]),
  ];
}

/** Does a push cost more when much has come before it? A thousand changes, stored and applied, early and late. */
async function grown(ports: DatacenterPorts): Promise<Figure> {
  const office = 9_000;
  const { frames } = await made(ports, office, LONG + FEW * A_PUSH, A_PUSH);
  const sent = async (frame: Uint8Array | undefined): Promise<void> => {
    if (frame) await pushed(ports, [frame]);
    await appliedWhole(ports, office);
  };
  const timesFrom = async (first: number): Promise<number> => {
    const times: number[] = [];
    for (const frame of frames.slice(first, first + FEW)) times.push(await timed(() => sent(frame)));
    return median(times);
  };
  for (const frame of frames.slice(0, SHORT / A_PUSH)) await sent(frame);
  const early = await timesFrom(SHORT / A_PUSH);
  for (const frame of frames.slice(SHORT / A_PUSH + FEW, LONG / A_PUSH)) await sent(frame);
  const late = await timesFrom(LONG / A_PUSH);
  return {
    ...{ name: 'push of 1,000 changes after 1,000,000 : after 10,000', ratio: late / early, floor: 1.3, goal: 1.1 },
    ...{ isMore: false, detail: `${late.toFixed(1)} ms against ${early.toFixed(1)} ms, stored and applied` },
  };
}

const rate = (milliseconds: number): string => `${Math.round(ROWS / (milliseconds / 1_000))} rows/s`;

/** The same records by bare COPY into a table of the same form, one transaction. */
async function copied({ pool }: PostgresStore, office: number): Promise<number> {
  await pool.query('CREATE TABLE IF NOT EXISTS bench_bare (LIKE bench_paper INCLUDING ALL)');
  const columns = model.columns.filter(({ key }) => key !== 'ownerOffice');
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const no = at + 1;
    const synced = {
      id: idOf('9', office, no),
      revision: 1,
      createdAt: no,
      createdBy: CLERK,
      updatedAt: no,
      updatedBy: CLERK,
    };
    const row: Readonly<Record<string, string | number | null>> = { ...synced, deletedAt: null, seq: no, ...rowOf(no) };
    return [office, ...columns.map(({ key }) => row[key] ?? '\\N')].join('\t');
  });
  const body = `${lines.join('\n')}\n`;
  const names = ['office_no', ...columns.map(({ name }) => name)].join(', ');
  const client = await pool.connect();
  try {
    return await timed(() => copyText(client, `COPY bench_bare (${names}) FROM STDIN`, body));
  } finally {
    client.release();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
