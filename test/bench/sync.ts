import { performance } from 'node:perf_hooks';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Op } from '#db/op.ts';
import { chainHead, compressApart, isSignedBy, newKeyPair, sha256, signerOf, zstd } from '#db/wire.ts';
import { integer, modelOf, money, date, optional, syncedTable, text, id } from '#db/columns.ts';
import { encodeFrame, joinOps, signedPart, type UnsignedHeader } from '#kernel/sync/frame.ts';
import { NO_HEAD } from '#kernel/sync/log.ts';
import { applyOffice } from '#datacenter/protocol/apply.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import { CHUNK_OPENED_BYTES } from '#datacenter/protocol/pack.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { copyText } from '#datacenter/storage/copy-rows.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { openPostgresStore, type PostgresStore } from '#datacenter/storage/postgres-store.ts';
import { recordTableSql } from '#datacenter/storage/record-sql.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import { startPostgres } from '../postgres.ts';
import { median, type Figure } from './figure.ts';

/** Twelve columns, as the note of the design has measured them. */
const paper = syncedTable('bench_paper', {
  ...{ unitId: id(), itemId: id(), number: text(), title: text(), state: text(), quantity: integer() },
  ...{ price: money(), total: money(), issuedOn: date(), receiver: text(), note: optional(text()), year: integer() },
});
const model = modelOf(paper);

const ROWS = 20_000;
const OPS_A_FRAME = 2_000;
const ROUNDS = 3;
const CLERK = '01900000-0000-7000-8000-000000000001';
const STATES = ['draft', 'posted', 'reversed'];

/** The data centre's side of the sync against bare COPY through the same driver, in the same database. */
export async function benchSync(): Promise<readonly Figure[]> {
  const postgres = await startPostgres();
  const store = openPostgresStore({ url: await postgres.newDatabase(), connections: 12 });
  try {
    const folder = fileURLToPath(new URL('../../datacenter/migrations', import.meta.url));
    await migrateDatacenter(store.pool, readDatacenterMigrations(folder));
    const tables = modelTables([model]);
    for (const table of tables.values()) await store.pool.query(recordTableSql(table));
    return await measured(store, portsOf(store));
  } finally {
    await store.close();
    await postgres.stop();
  }
}

async function measured(store: PostgresStore, ports: DatacenterPorts): Promise<readonly Figure[]> {
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
    together?.push(
      await timed(async () => {
        const queue = offices.map((place) => first + 1 + place);
        const lane = async (): Promise<void> => {
          for (let office = queue.shift(); office !== undefined; office = queue.shift()) {
            await appliedWhole(ports, office);
          }
        };
        await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
      }),
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

const rate = (milliseconds: number): string => `${Math.round(ROWS / (milliseconds / 1_000))} rows/s`;

function portsOf(store: PostgresStore): DatacenterPorts {
  const centre = newKeyPair();
  return {
    ...{ store, chain: chainHead, codecs: [zstd], now: Date.now, schema: 3, oldestSchema: 1 },
    ...{ keys: { isSignedBy, sign: signerOf(centre.privateKey) }, witness: new WitnessMemory() },
    ...{ tables: modelTables([model]), objection: () => null, isBusy: () => false },
    packing: {
      ...{ compress: compressApart, sha256, openedBytes: CHUNK_OPENED_BYTES },
      during: (work) => work(),
    },
  };
}

interface Made {
  readonly frames: readonly Uint8Array[];
  readonly wire: { readonly raw: number; readonly sent: number };
}

/** An office enrolled, and its frames, one row an op. */
async function made(ports: DatacenterPorts, office: number, rows: number): Promise<Made> {
  const { publicKey, privateKey } = newKeyPair();
  const sign = signerOf(privateKey);
  const { epoch } = await enrol(ports, { office, keyId: 'k1', publicKey });
  const frames: Uint8Array[] = [];
  let [raw, sent, head] = [0, 0, NO_HEAD];
  for (let from = 1; from <= rows; from += OPS_A_FRAME) {
    const to = Math.min(rows, from + OPS_A_FRAME - 1);
    const ops = Array.from({ length: to - from + 1 }, (_, at) => Buffer.from(JSON.stringify(opOf(office, from + at))));
    const previous = head;
    for (const op of ops) head = chainHead(head, op);
    const place = { protocol: 1, office, epoch, from, to, previous, head } as const;
    const header: UnsignedHeader = { ...place, schema: 3, codec: 'zstd', key: 'k1' };
    const payload = zstd.compress(joinOps(ops));
    const frame = encodeFrame({ header: { ...header, signature: sign(signedPart(header)) }, payload });
    raw += ops.reduce((sum, op) => sum + op.length, 0);
    sent += frame.length;
    frames.push(frame);
  }
  return { frames, wire: { raw, sent } };
}

function opOf(office: number, no: number): Op {
  const row = rowOf(no);
  const effect = ['i', 'bench_paper', idOf('9', office, no), row] as const;
  const clock = 246_662_119_727_104 + no * 4_096;
  return {
    ...{ id: idOf('8', office, no), k: 'bench.paper.post', v: 1, s: 3, h: clock, w: 1_800_000_000_000 + no * 977 },
    ...{ u: CLERK, e: [effect] },
  };
}

function rowOf(no: number): Readonly<Record<string, string | number | null>> {
  const price = 250 * (1 + (no % 40));
  return {
    ...{
      unitId: idOf('a', 0, no % 20),
      itemId: idOf('b', 0, no % 500),
      number: `118/OUT/2026/${String(no).padStart(6, '0')}`,
    },
    ...{ title: 'صرف مواد مخزنية', state: STATES[no % 3] ?? '', quantity: no % 17, price, total: price * (no % 17) },
    ...{
      issuedOn: `2026-${String(1 + (no % 12)).padStart(2, '0')}-15`,
      receiver: `موظف ${no % 300}`,
      note: null,
      year: 2026,
    },
  };
}

/** As UUIDv7 are: their time in front, chance behind. */
function idOf(kind: string, office: number, no: number): string {
  const chance = chainHead(NO_HEAD, Buffer.from(`${kind} ${office} ${no}`));
  const time = (0x01900000_0000 + no * 977 + office).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-${kind}${chance.slice(3, 6)}-${chance.slice(6, 18)}`;
}

async function pushed(ports: DatacenterPorts, frames: readonly Uint8Array[]): Promise<void> {
  for (const frame of frames) {
    const given = await answer(ports, { kind: 'push', frame });
    if (given.kind !== 'acked') throw new Error(given.kind);
  }
}

async function appliedWhole(ports: DatacenterPorts, office: number): Promise<void> {
  while (await applyOffice(ports, office));
}

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
