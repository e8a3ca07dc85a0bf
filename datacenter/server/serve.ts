import { availableParallelism, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Pool } from 'pg';
import type { TableModel } from '#db/columns.ts';
import type { Op } from '#db/op.ts';
import type { Chain, Codec } from '#kernel/sync/log.ts';
import type { ExchangeTools } from '#kernel/sync/exchange.ts';
import { assert } from '#kernel/assert.ts';
import { followPeople } from '#datacenter/ministry/people-index.ts';
import { incarnationOf } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import { CHUNK_OPENED_BYTES } from '#datacenter/protocol/pack.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { centreKeyPair, type KeyPair } from '#datacenter/storage/centre-keys.ts';
import { givenCertificate, ownCertificate, type Certificate } from '#datacenter/storage/certificate.ts';
import { OFFICE_LAG, readLag, readWaiting } from '#datacenter/storage/lag.ts';
import { isPutBackUnnoted } from '#datacenter/protocol/missing.ts';
import { openLedgerFolder } from '#datacenter/storage/ledger-folder.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { readDurable } from '#datacenter/storage/durable.ts';
import { dropOldSnapshots } from '#datacenter/storage/old-snapshots.ts';
import { openPostgresStore, openWatchPool, type PostgresStore } from '#datacenter/storage/postgres-store.ts';
import { openWitnessFile } from '#datacenter/storage/witness-file.ts';
import { Places } from './admission.ts';
import { startBeats, type BeatFigures, type Beats } from './beats.ts';
import { buildEntrance, type EntranceLimits } from './entrance.ts';
import type { ExchangeDesk } from './exchange.ts';
import { ServerFigures } from './figures.ts';
import { openServerLog, type Logger } from './log.ts';
import { endOf, isWritable, Machine } from './machine.ts';
import { buildWatch } from './watch.ts';
import { Worker } from './worker-loop.ts';

/** What the data centre needs and may not import: the composer hands it in. */
export interface Wire {
  readonly chain: Chain;
  readonly zstd: Codec;
  readonly compressApart: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly gzip: Codec;
  readonly isSignedBy: (publicKey: string, bytes: Uint8Array, signature: string) => boolean;
  readonly signerOf: (privateKey: string) => (bytes: Uint8Array) => string;
  readonly newKeyPair: () => KeyPair;
  readonly exchangeTools: ExchangeTools;
  readonly exchangePairOf: (privateKey: string) => KeyPair;
}

/** The program that the data centre belongs to. */
export interface Program {
  readonly version: string;
  readonly migrationsFolder: string;
  readonly models: readonly TableModel[];
  readonly schema: number;
  readonly oldestSchema: number;
  readonly wire: Wire;
  readonly objection: (op: Op, office: number) => string | null;
}

export interface DatacenterPlace {
  readonly databaseUrl: string;
  /** Keys, certificate, and the witness unless it is told another place; the ledger lies beside the witness. */
  readonly folder: string;
  readonly witness?: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly now?: () => number;
  /** Up to how many opened bytes a chunk of a snapshot is filled. */
  readonly chunkOpenedBytes?: number;
  /** Hears that a part of the ledger could not be written or read; a warning of the process unless it is told. */
  readonly onLedgerFault?: (error: unknown) => void;
}

/** The data centre with its database open: for the server, and for the commands that run beside it. */
export interface OpenDatacenter {
  readonly ports: DatacenterPorts;
  readonly store: PostgresStore;
  readonly certificate: Certificate;
  readonly centreKey: string;
  readonly exchange: ExchangeDesk;
  readonly figures: ServerFigures;
  /** For those who ask how things stand. */
  readonly watchPool: Pool;
  readonly version: string;
  /** The last migration that this program knows. */
  readonly migration: number;
  readonly witnessFile: string;
  readonly ledgerFolder: string;
  /** When a part of the ledger could last not be written or read; null when that has not been. */
  readonly ledgerFaultAt: () => number | null;
  /** Set by whoever watches the lag. */
  busy: boolean;
  close(): Promise<void>;
}

/** Opens the database, brings it up to this program, and reads keys, certificate and witness, or makes them. */
export async function openDatacenter(program: Program, place: DatacenterPlace): Promise<OpenDatacenter> {
  const { wire, models, schema, oldestSchema, objection } = program;
  const now = place.now ?? Date.now;
  const connections = Math.max(8, 4 * availableParallelism());
  const { publicKey: centreKey, privateKey } = await centreKeyPair(place.folder, wire.newKeyPair);
  const { tls } = place;
  const certificate = tls ? givenCertificate(tls.cert, tls.key) : await ownCertificate(place.folder, now());
  const keys = { isSignedBy: wire.isSignedBy, sign: wire.signerOf(privateKey) };
  const witnessFile = place.witness ?? join(place.folder, 'witness.jsonl');
  const witness = openWitnessFile(witnessFile, keys, centreKey);
  const store = openPostgresStore({ url: place.databaseUrl, connections });
  const migrations = readDatacenterMigrations(program.migrationsFolder);
  try {
    await migrateDatacenter(store.pool, migrations);
  } catch (error) {
    await store.close();
    throw error;
  }
  const figures = new ServerFigures();
  const places = new Places(PACKED_AT_ONCE);
  const tables = modelTables(models);
  const ledgerFolder = join(dirname(witnessFile), 'ledger');
  let ledgerFaultAt: number | null = null;
  const tellFault =
    place.onLedgerFault ?? ((error) => process.emitWarning(`A part of the ledger is missing: ${String(error)}`));
  const ledger = openLedgerFolder({
    ...{ folder: ledgerFolder, tables, now },
    onFault: (error) => {
      ledgerFaultAt = now();
      tellFault(error);
    },
  });
  const watchPool = openWatchPool(place.databaseUrl);
  const opened: OpenDatacenter = {
    ports: {
      ...{ store, keys, witness, ledger, now, schema, oldestSchema, objection, chain: wire.chain },
      ...{ codecs: [wire.zstd, wire.gzip], tables },
      packing: {
        ...{
          compress: wire.compressApart,
          sha256: wire.sha256,
          openedBytes: place.chunkOpenedBytes ?? CHUNK_OPENED_BYTES,
        },
        during: (work) => places.during(work),
      },
      ...{ isBusy: (lag) => opened.busy || lag > OFFICE_LAG, onApplied: (applied) => figures.applied(applied) },
    },
    ...{ store, certificate, centreKey, figures, busy: false },
    ...{ watchPool, version: program.version, migration: migrations.length, witnessFile, ledgerFolder },
    ledgerFaultAt: () => ledgerFaultAt,
    close: async () => {
      await ledger.close();
      await watchPool.end();
      await store.close();
    },
    exchange: { tools: wire.exchangeTools, keys: wire.exchangePairOf(privateKey) },
  };
  return opened;
}

export interface ServeOptions extends DatacenterPlace {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What the page of health calls it; the machine and the port unless it is told. */
  readonly name?: string;
  readonly watch: { readonly host: string; readonly port: number };
  readonly isSilent?: boolean;
  /** Ops stored and not applied, above which offices are asked to wait. */
  readonly busyAbove?: number;
  readonly limits?: Partial<EntranceLimits>;
}

export interface ServingDatacenter {
  readonly address: string;
  readonly watchAddress: string;
  readonly fingerprint: string;
  readonly centreKey: string;
  readonly opened: OpenDatacenter;
  /** Answers those who have asked, ends the passes under way, and lets the database go. */
  close(): Promise<void>;
}

const BUSY_ABOVE = 2_000_000;
const LAG_EVERY = 5_000;
/** Snapshots that one server makes at one time: each takes a connection and a core. */
const PACKED_AT_ONCE = 2;
const HOUR = 3_600_000;
/** A new PC on the worst line has its office within days. */
const SNAPSHOT_KEPT = 14 * 24 * HOUR;
const MEGABYTE = 1024 * 1024;

/** Serves offices until it is closed. */
export async function serveDatacenter(program: Program, options: ServeOptions): Promise<ServingDatacenter> {
  const log = openServerLog(options.isSilent ?? false);
  const onLedgerFault = (error: unknown): void => log.error({ err: error }, 'a part of the ledger is missing');
  const opened = await openDatacenter(program, { onLedgerFault, ...options });
  await demandDeclared(opened);
  const { ports, store, certificate, centreKey, exchange, figures } = opened;
  if (options.witness === undefined) log.warn('The witness lies in the folder: give it a disk of its own (--witness).');
  const cores = availableParallelism();
  const worker = new Worker({
    ...{ ports, log, lanes: Math.max(2, cores), onFault: () => figures.failed() },
    waiting: () => readWaiting(store.pool),
    afterwards: () =>
      followPeople(store.pool, (office, error) => log.error({ err: error, office }, 'people cannot be followed')),
  });
  const entrance = buildEntrance({
    ...{ ports, certificate, centreKey, exchangeKey: exchange.keys.publicKey, figures, log },
    zstd: (bytes) => program.wire.zstd.compress(bytes),
    limits: {
      ...{ pushesAtOnce: 4 * cores, framesOnTheWay: 400, deviceBytesPerMinute: 5 * MEGABYTE },
      ...{ connections: 5_000, shareOfAddress: 0.25, proxies: [], graceOfBody: 20_000 },
      ...{ filesAtOnce: 4 * cores, officeFileBytesPerMinute: 20 * MEGABYTE },
      ...{ callsAtOnce: 16 * cores, deviceCallsPerMinute: 600, enrolmentsAtOnce: 2 * cores },
      ...options.limits,
    },
    onStored: (office) => worker.noticeStored(office),
  });
  const watch = buildWatch({
    ...{ version: program.version, schema: program.schema, isBusy: () => opened.busy, metrics: () => figures.text() },
    look: () => look(opened),
  });
  const stopWatching = watchLag(opened, options.busyAbove ?? BUSY_ABOVE, log);
  const stopDropping = dropOld(opened, log);
  let beats: Beats | null = null;
  const close = async (): Promise<void> => {
    stopWatching();
    stopDropping();
    await beats?.stop();
    await Promise.all([entrance.close(), watch.close(), worker.stop()]);
    await opened.close();
  };
  try {
    const address = await entrance.listen({ host: options.host, port: options.port });
    const watchAddress = await watch.listen({ host: options.watch.host, port: options.watch.port });
    worker.start();
    const name = options.name ?? `${hostname()}:${new URL(address).port}`;
    beats = beatsOf(opened, { name, folder: options.folder, log });
    log.info({ address, watchAddress, version: program.version }, 'serving');
    return { address, watchAddress, fingerprint: certificate.fingerprint, centreKey, opened, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Says from now on that this server is there, and how it is. */
function beatsOf(
  opened: OpenDatacenter,
  { name, folder, log }: { readonly name: string; readonly folder: string; readonly log: Logger },
): Beats {
  const { figures, watchPool: pool, version, migration, ports } = opened;
  const machine = new Machine();
  const beats = startBeats({
    ...{ pool, kind: 'server', name, version, migration, now: ports.now },
    figures: async () => ({ ...(await serverFigures(opened, machine, folder)), ...figures.minute.turn() }),
    // It cannot be known which of the disks hangs: what must be writable is not.
    withoutFigures: { isWitnessWritable: false, isLedgerWritable: false },
    load: () => ({ waiting: figures.lag?.ops ?? 0, requests: figures.minute.answers }),
    onFault: (error) => log.error({ err: error }, 'a beat failed'),
  });
  return {
    stop: async () => {
      machine.stop();
      await beats.stop();
    },
  };
}

async function serverFigures(opened: OpenDatacenter, machine: Machine, folder: string): Promise<BeatFigures> {
  const { certificate, witnessFile: witness, ledgerFolder, ledgerFaultAt, ports } = opened;
  const faultAt = ledgerFaultAt();
  const isLedgerSound = faultAt === null || ports.now() - faultAt > HOUR;
  return {
    ...(await machine.look({ folder, witness })),
    certificateEndsAt: endOf(certificate),
    isWitnessWritable: await isWritable(witness),
    isLedgerWritable: isLedgerSound && (await isWritable(ledgerFolder)),
  };
}

/** A database older than its witness was put back, and nobody has said so: offices would be told wrong things. */
async function demandDeclared(opened: OpenDatacenter): Promise<void> {
  const { ports, store } = opened;
  const incarnation = await store.transaction((tx) => incarnationOf(tx));
  if (incarnation >= ports.witness.incarnation() && !(await isPutBackUnnoted(ports))) return;
  await opened.close();
  assert(false, 'This database was put back from a backup: run `diwan datacenter restored` first.');
}

async function look({ store, figures }: OpenDatacenter): Promise<{
  readonly migration: number;
  readonly lagOps: number;
  readonly weighedLag: number;
  readonly oldestAt: number | null;
}> {
  const found = await store.pool.query<{ migration: number }>(
    'SELECT max(version) AS migration FROM datacenter_migration',
  );
  figures.lag = await readLag(store.pool);
  const { ops: lagOps, weighed: weighedLag, oldestAt } = figures.lag;
  return { migration: found.rows[0]?.migration ?? 0, lagOps, weighedLag, oldestAt };
}

/** Looks at the lag from time to time, and asks offices to wait while it is too large. */
function watchLag(opened: OpenDatacenter, busyAbove: number, log: Logger): () => void {
  const tick = async (): Promise<void> => {
    try {
      const { weighedLag } = await look(opened);
      opened.busy = weighedLag > busyAbove;
    } catch (error) {
      log.error({ err: error }, 'the lag cannot be read');
    }
  };
  const timer = setInterval(() => void tick(), LAG_EVERY);
  return () => clearInterval(timer);
}

/** Lets go from time to time of old snapshots, and of what the ledger need not know any more. */
function dropOld({ store, ports }: OpenDatacenter, log: Logger): () => void {
  const tick = async (): Promise<void> => {
    try {
      await dropOldSnapshots(store.pool, ports.now() - SNAPSHOT_KEPT);
    } catch (error) {
      log.error({ err: error }, 'old snapshots cannot be dropped');
    }
    try {
      // The backup may have been proved on a machine that does not reach this ledger.
      await ports.ledger.cut(await readDurable(store.pool));
    } catch (error) {
      log.error({ err: error }, 'the ledger cannot be cut');
    }
  };
  const timer = setInterval(() => void tick(), HOUR);
  return () => clearInterval(timer);
}
