import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { allTables } from '#office/core.ts';
import { modelOf } from '#db/columns.ts';
import { chainHead, newKeyPair, signerOf, zstd, isSignedBy } from '#db/wire.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { enrol, markDurable } from '#datacenter/protocol/enrol.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { openPostgresStore, type PostgresStore } from '#datacenter/storage/postgres-store.ts';
import { recordTableSql } from '#datacenter/storage/record-sql.ts';
import { columnName, type StoreTable } from '#datacenter/protocol/store.ts';
import { heldOps, protocolTables, recordTable, streams } from '#datacenter/protocol/tables.ts';
import { sweep } from '#datacenter/protocol/worker.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import type { PushAnswer } from '#kernel/sync/messages.ts';
import { simPacking } from '../sim/sync/centre.ts';
import { simModels } from '../sim/sync/tables.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { frameOf, opOf } from './frames.ts';
import { entriesOf } from './channel-entries.ts';
import { storeContract } from './store-contract.ts';
import { LedgerMemory } from '../sim/sync/ledger-memory.ts';

let server: TestPostgres;
let store: PostgresStore;

const migrations = readDatacenterMigrations(fileURLToPath(new URL('../../datacenter/migrations', import.meta.url)));
const models = allTables.map((table) => modelOf(table)).filter(({ conflictClass }) => conflictClass !== 'local');
const records = [...modelTables(models).values()];

beforeAll(async () => {
  server = await startPostgres();
  store = openPostgresStore({ url: await server.newDatabase(), connections: 4 });
  await migrateDatacenter(store.pool, migrations);
});

afterAll(async () => {
  await store.close();
  await server.stop();
});

storeContract('on PostgreSQL', () => store);

describe('the migrations of the data centre', () => {
  it('count one telling of a held op that the office was told of', async () => {
    const old = openPostgresStore({ url: await server.newDatabase(), connections: 1 });
    onTestFinished(() => old.close());
    await migrateDatacenter(
      old.pool,
      migrations.filter(({ version }) => version < 9),
    );
    await old.pool.query(`INSERT INTO office_held_op (office_no, seq, op_id, reason, records, since, is_told)
      VALUES (2, 1, gen_random_uuid(), 'follows', '[]', 1, true), (2, 2, gen_random_uuid(), 'cause-missing', '[]', 1, false)`);
    await migrateDatacenter(old.pool, migrations);
    const rows = await old.transaction((tx) => tx.range(heldOps, 2, { limit: 9 }));
    expect(rows.map(({ seq, tellings }) => [seq, tellings])).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  it('leave every entry of a channel as it can be read', async () => {
    const old = openPostgresStore({ url: await server.newDatabase(), connections: 1 });
    onTestFinished(() => old.close());
    await migrateDatacenter(
      old.pool,
      migrations.filter(({ version }) => version < 11),
    );
    const entry = { kind: 'released', op: 'كتاب "١"', seq: 1 };
    await old.pool.query(`INSERT INTO channel_entry (channel_no, no, source, entry) VALUES (2, 1, '3:1', $1)`, [entry]);
    await migrateDatacenter(old.pool, migrations);
    expect(await entriesOf(old, 2)).toEqual([entry]);
  });

  it('have everybody looked at anew for the words that stand for his card, his name and his birth date', async () => {
    const old = openPostgresStore({ url: await server.newDatabase(), connections: 1 });
    onTestFinished(() => old.close());
    const before = migrations.findIndex(({ name }) => name.includes('double_files'));
    await migrateDatacenter(old.pool, migrations.slice(0, before));
    await old.pool.query(
      `INSERT INTO person_cursor (office_no, seq, applied_seq, held, waiting) VALUES (2, 5, 5, 0, '[]')`,
    );
    await old.pool.query(`INSERT INTO person_word VALUES (2, 'زينب', gen_random_uuid())`);
    await migrateDatacenter(old.pool, migrations);
    const left = await old.pool.query(
      'SELECT (SELECT count(*) FROM person_cursor) AS cursors, count(*) AS words FROM person_word',
    );
    expect(left.rows).toEqual([{ cursors: 0, words: 1 }]);
  });

  it('are done once, and a database of a newer program is refused', async () => {
    await migrateDatacenter(store.pool, migrations);
    await expect(migrateDatacenter(store.pool, migrations.slice(0, -1))).rejects.toThrow('newer program');
  });

  it('are refused when the text of one that was applied has changed, by more than its line ends', async () => {
    const with2 = (sql: (before: string) => string) =>
      migrations.map((each) => (each.version === 2 ? { ...each, sql: sql(each.sql) } : each));
    const edited = migrateDatacenter(
      store.pool,
      with2((sql) => `${sql}-- edited\n`),
    );
    await expect(edited).rejects.toThrow('Another text of 0002_records.sql was applied');
    await migrateDatacenter(
      store.pool,
      with2((sql) => sql.replaceAll('\n', '\r\n')),
    );
  });

  it('are taken as they are in a database that kept no hashes, and compared from then on', async () => {
    await store.pool.query('ALTER TABLE datacenter_migration DROP COLUMN sha256');
    await migrateDatacenter(store.pool, migrations);
    const { rows } = await store.pool.query(
      `SELECT count(*) AS kept FROM datacenter_migration WHERE sha256 ~ '^[0-9a-f]{64}$'`,
    );
    expect(rows).toEqual([{ kept: migrations.length }]);
    const edited = migrations.map((each) => ({ ...each, sql: `${each.sql} ` }));
    await expect(migrateDatacenter(store.pool, edited)).rejects.toThrow('Another text of 0001_sync.sql');
  });

  it('leave the database as it was when one of them fails', async () => {
    const broken = {
      version: migrations.length + 1,
      name: 'broken.sql',
      sql: 'CREATE TABLE half (a int4); SELECT nothing;',
    };
    await expect(migrateDatacenter(store.pool, [...migrations, broken])).rejects.toThrow();
    const found = await store.pool.query(`SELECT to_regclass('half') AS half`);
    expect(found.rows).toEqual([{ half: null }]);
    await migrateDatacenter(store.pool, migrations);
  });

  it('end in a table for every synced table of the modules, as `recordTableSql` writes it', async () => {
    const { pool } = store;
    await pool.query('CREATE SCHEMA written');
    const client = await pool.connect();
    try {
      await client.query('SET search_path = written');
      for (const table of records) await client.query(recordTableSql(table));
    } finally {
      client.release(true);
    }
    const columnsOf = async (schema: string): Promise<unknown[]> =>
      (
        await pool.query<Record<string, unknown>>(
          `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
           WHERE table_schema = $1 AND table_name = ANY($2) ORDER BY table_name, column_name`,
          [schema, records.map(({ model }) => model.name)],
        )
      ).rows;
    const written = await columnsOf('written');
    expect(written.length).toBeGreaterThan(records.length);
    expect(await columnsOf('public')).toEqual(written);
    await pool.query('DROP SCHEMA written CASCADE');
  });
});

describe('the catalogue', () => {
  const tables: readonly StoreTable<never>[] = [
    ...protocolTables,
    // A description without its row type: here only names and types are looked at.
    ...(records.map((table) => table.records) as unknown as readonly StoreTable<never>[]),
  ];

  it('has the columns and keys that the program describes', async () => {
    for (const { name, key, columns } of tables) {
      const found = await store.pool.query<{ column: string; type: string }>(
        `SELECT a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a
         WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`,
        [name],
      );
      const there: Record<string, string> = Object.fromEntries(
        found.rows.map(({ column, type }) => [column, sqlTypes[type] ?? type]),
      );
      const described = Object.entries<string>(columns).map(([column, type]): [string, string] => [
        columnName(column),
        type,
      ]);
      expect({ name, there }).toEqual({ name, there: Object.fromEntries(described) });
      expect({ name, key: await keyOf(name) }).toEqual({ name, key: key.map(columnName) });
    }
  });

  it('has no table that the program does not describe', async () => {
    const found = await store.pool.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace`,
    );
    const known = new Set([...tables.map(({ name }) => name), 'datacenter_migration']);
    expect(found.rows.map(({ relname }) => relname).filter((name) => !known.has(name))).toEqual([]);
  });

  it('can be distributed: every key begins with the office or the channel', async () => {
    expect(await undistributed(store)).toEqual([]);
  });

  it('is named whole in the SQL that distributes it', async () => {
    const sql = readFileSync(fileURLToPath(new URL('../../deploy/distribute-citus.sql', import.meta.url)), 'utf8');
    const named = [...sql.matchAll(/^SELECT create_(?:distributed|reference)_table\('(\w+)'/gm)].map(
      ([, name]) => name,
    );
    expect(named.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  });

  it('is found out when a key or a foreign key would span two machines, or numbers come from a sequence', async () => {
    const client = await store.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(`CREATE TABLE wrong_key (id uuid PRIMARY KEY, office_no int4 NOT NULL)`);
      await client.query(`CREATE TABLE wrong_unique (office_no int4 PRIMARY KEY, name text UNIQUE)`);
      await client.query(
        `CREATE TABLE wrong_reference (office_no int4 PRIMARY KEY, other int4 REFERENCES office_stream)`,
      );
      await client.query(`CREATE TABLE wrong_sequence (office_no int4, no bigserial, PRIMARY KEY (office_no, no))`);
      const found = await undistributed({ pool: client });
      expect(found.map((line) => line.split(':')[0])).toEqual([
        'wrong_key',
        'wrong_reference',
        'wrong_sequence',
        'wrong_unique',
      ]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});

describe('a frame on its way into PostgreSQL', () => {
  const device = newKeyPair();
  const centre = newKeyPair();
  const ports = (): DatacenterPorts => ({
    ...{ store, chain: chainHead, codecs: [zstd], now: () => 1_800_000_000_000, schema: 3, oldestSchema: 1 },
    keys: { isSignedBy, sign: signerOf(centre.privateKey) },
    ...{ witness, tables: modelTables(simModels), objection: () => null, isBusy: () => false },
    ledger: new LedgerMemory(() => modelTables(simModels)),
    packing: simPacking,
  });
  const witness = new WitnessMemory();
  const sign = signerOf(device.privateKey);

  it('is stored, acknowledged with a receipt, applied and handed on', async () => {
    for (const model of simModels) await store.pool.query(recordTableSql(tableOf(model.name)));
    await enrol(ports(), { office: 71, keyId: 'k1', publicKey: device.publicKey });
    const ops = [1, 2, 3].map((no) => opOf(no, { toOffice: 72, quantity: no, number: `n${no}` }));
    const { bytes, head } = frameOf({ office: 71, epoch: 1, ops, sign });
    const first = await answer(ports(), { kind: 'push', frame: bytes });
    expect(first).toMatchObject({ kind: 'acked', acked: 3, receipt: { office: 71, seq: 3, head } });
    const { receipt } = first as Extract<PushAnswer, { kind: 'acked' }>;
    const signed = Buffer.from(JSON.stringify([71, 3, head, receipt.at]));
    expect(isSignedBy(centre.publicKey, signed, receipt.signature)).toBe(true);
    expect(await answer(ports(), { kind: 'push', frame: bytes })).toMatchObject({ kind: 'acked', acked: 3 });
    while (await sweep(ports()));
    const rows = await store.pool.query('SELECT office_no, quantity FROM sim_transfer ORDER BY quantity');
    expect(rows.rows).toEqual([1, 2, 3].map((quantity) => ({ office_no: 71, quantity })));
    const feed = await store.pool.query('SELECT no FROM channel_entry WHERE channel_no = 72 ORDER BY no');
    expect(feed.rows).toEqual([{ no: 1 }, { no: 2 }, { no: 3 }]);
  });

  it('scenario 1: twenty at once, from two offices, are each stored once', async () => {
    await enrol(ports(), { office: 73, keyId: 'k1', publicKey: device.publicKey });
    await enrol(ports(), { office: 74, keyId: 'k1', publicKey: device.publicKey });
    const ops = [1, 2].map((no) => opOf(no, { toOffice: 72, quantity: no, number: `n${no}` }));
    const calls = Array.from({ length: 20 }, (_, index) => {
      const { bytes } = frameOf({ office: 73 + (index % 2), epoch: 1, ops, sign });
      return answer(ports(), { kind: 'push', frame: bytes });
    });
    for (const each of await Promise.all(calls)) expect(each).toMatchObject({ kind: 'acked', acked: 2 });
    const stored = await store.pool.query(
      'SELECT office_no, from_seq FROM office_frame WHERE office_no IN (73, 74) ORDER BY 1',
    );
    expect(stored.rows).toEqual([73, 74].map((office_no) => ({ office_no, from_seq: 1 })));
    await Promise.all([sweep(ports()), sweep(ports()), sweep(ports())]);
    while (await sweep(ports()));
    const feed = await store.pool.query<{ no: number }>(
      'SELECT no FROM channel_entry WHERE channel_no = 72 ORDER BY no',
    );
    expect(feed.rows.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('scenario 16: with an op whose values the database does not take holds that op and what follows on it', async () => {
    await enrol(ports(), { office: 75, keyId: 'k1', publicKey: device.publicKey });
    await store.pool.query('ALTER TABLE sim_transfer ADD CHECK (quantity <> 666)');
    const made = [1, 666, 3].map((quantity, place) => opOf(place + 1, { toOffice: 72, quantity, number: 'n' }));
    const record = made[1]?.e[0]?.[2] ?? '';
    const change = { ...opOf(4, {}), e: [['u', 'sim_transfer', record, { number: 'm' }] as const] };
    const { bytes } = frameOf({ office: 75, epoch: 1, ops: [...made, change], sign });
    expect(await answer(ports(), { kind: 'push', frame: bytes })).toMatchObject({ kind: 'acked', acked: 4 });
    while (await sweep(ports()));
    const rows = await store.pool.query('SELECT quantity FROM sim_transfer WHERE office_no = 75 ORDER BY 1');
    expect(rows.rows).toEqual([{ quantity: 1 }, { quantity: 3 }]);
    const held = await store.pool.query('SELECT seq, reason FROM office_held_op WHERE office_no = 75 ORDER BY seq');
    expect(held.rows).toEqual([
      { seq: 2, reason: 'illegal-state' },
      { seq: 4, reason: 'follows' },
    ]);
  });

  it('with such an op that waited for its cause releases the others that waited', async () => {
    for (const office of [76, 77]) await enrol(ports(), { office, keyId: 'k1', publicKey: device.publicKey });
    const cause = opOf(1, { toOffice: 76, quantity: 1, number: 'n' });
    const waiting = [2, 3, 666, 5, 666, 7].map((quantity, place) => {
      const op = opOf(place + 1, { toOffice: 72, quantity, number: 'n' });
      return { ...op, d: [[77, 'sim_transfer', cause.e[0]?.[2] ?? ''] as const] };
    });
    await answer(ports(), { kind: 'push', frame: frameOf({ office: 76, epoch: 1, ops: waiting, sign }).bytes });
    while (await sweep(ports()));
    await answer(ports(), { kind: 'push', frame: frameOf({ office: 77, epoch: 1, ops: [cause], sign }).bytes });
    while (await sweep(ports()));
    const held = await store.pool.query('SELECT seq, reason FROM office_held_op WHERE office_no = 76 ORDER BY seq');
    expect(held.rows).toEqual([3, 5].map((seq) => ({ seq, reason: 'illegal-state' })));
    const rows = await store.pool.query('SELECT quantity FROM sim_transfer WHERE office_no = 76 ORDER BY 1');
    expect(rows.rows).toEqual([2, 3, 5, 7].map((quantity) => ({ quantity })));
    const stream = await store.transaction((tx) => tx.get(streams, [76]));
    expect(stream).toMatchObject({ held: 2, appliedSeq: 6 });
  });

  it('is durable only as far as the stream reaches', async () => {
    await markDurable(ports(), new Map([[71, 99]]));
    await markDurable(ports(), new Map([[71, 2]]));
    const stream = await store.transaction((tx) => tx.get(streams, [71]));
    expect(stream).toMatchObject({ seq: 3, durableSeq: 2 });
  });

  function tableOf(name: string) {
    const found = modelTables(simModels).get(name);
    if (!found) throw new Error(`No table ${name}.`);
    expect(found.records).toEqual(recordTable(found.model));
    return found;
  }
});

/** PostgreSQL's long names of the types that the program uses. */
const sqlTypes: Readonly<Record<string, string>> = {
  integer: 'int4',
  bigint: 'int8',
  boolean: 'bool',
  'double precision': 'float8',
};

async function keyOf(table: string): Promise<readonly string[]> {
  const found = await store.pool.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(no, place), pg_attribute a
     WHERE i.indrelid = to_regclass($1) AND i.indisprimary AND a.attrelid = i.indrelid AND a.attnum = k.no ORDER BY k.place`,
    [table],
  );
  return found.rows.map(({ name }) => name);
}

/**
 * What would keep the tables from lying on many machines (sync.md §2.18): a unique index or a foreign key without the
 * distribution column at its head, a number from a sequence, a deferred or exclusion constraint, a trigger. The register
 * lies whole on every machine: it may have a unique index of its own.
 */
async function undistributed({ pool }: { pool: Pick<PostgresStore['pool'], 'query'> }): Promise<readonly string[]> {
  const found = await pool.query<{ line: string }>(`
    WITH ours AS (SELECT oid, relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
      AND relname <> 'datacenter_migration')
    SELECT o.relname || ': unique index ' || i.indexrelid::regclass AS line FROM ours o JOIN pg_index i ON i.indrelid = o.oid
      JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = i.indkey[0]
      WHERE i.indisunique AND a.attname NOT IN ('office_no', 'channel_no') AND o.relname <> 'ministry_office'
    UNION ALL SELECT o.relname || ': no primary key' FROM ours o
      WHERE NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = o.oid AND i.indisprimary)
    UNION ALL SELECT o.relname || ': foreign key ' || c.conname FROM ours o JOIN pg_constraint c ON c.conrelid = o.oid
      JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND a.attname NOT IN ('office_no', 'channel_no')
    UNION ALL SELECT o.relname || ': constraint ' || c.conname FROM ours o JOIN pg_constraint c ON c.conrelid = o.oid
      WHERE c.condeferrable OR c.contype = 'x'
    UNION ALL SELECT o.relname || ': default of ' || a.attname FROM ours o JOIN pg_attribute a ON a.attrelid = o.oid
      WHERE a.atthasdef OR a.attidentity <> ''
    UNION ALL SELECT o.relname || ': trigger ' || t.tgname FROM ours o JOIN pg_trigger t ON t.tgrelid = o.oid
      WHERE NOT t.tgisinternal
    ORDER BY line`);
  return found.rows.map(({ line }) => line);
}
