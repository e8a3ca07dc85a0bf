import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { startCluster, type Cluster } from '#cli/ministry/cluster.ts';
import { declareRestored } from '#datacenter/protocol/enrol.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { exchangeFile } from '#datacenter/server/exchange.ts';
import { openDatacenter, type OpenDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { openDatabase } from '#db/open.ts';
import { officePaths } from '#office/folder.ts';
import { SlowLine } from '../../bench/slow-line.ts';
import { ServerProcess } from '../../datacenter/server-process-handle.ts';
import { makeSimTables, simProgram } from '../../datacenter/sim-program.ts';
import { testPool } from '../../test-pool.ts';
import { bundledProcess, type BundledProcess } from '../bundled-process.ts';
import { makeOffice } from '../sync/disk.ts';
import { OFFICE_KEY } from './office-commands.ts';
import { OfficePc } from './office-pc.ts';

interface Programs {
  readonly office: BundledProcess;
  readonly server: BundledProcess;
}

const LIVE = 'diwan_live';
const ROUNDS_LIMIT = 40;
/** Whatever has happened to the database: it goes on at once when it is back. */
const SETTLE_MS = 60_000;
/** A held op goes on when its cause is applied, and not half a minute later. */
const HELD_MS = 3_000;

/**
 * Offices, servers and a PostgreSQL, each in a process of its own on this machine, and whoever does things to them. The
 * PostgreSQL is always its own, whatever DATABASE_URL says: it is stopped in the middle of its work.
 */
export class Rig {
  readonly folder: string;
  servers: ServerProcess[] = [];
  /** All that there ever were. */
  readonly #started: ServerProcess[] = [];
  readonly #lines: SlowLine[] = [];
  readonly #all: OfficePc[] = [];
  readonly #programs: Programs;
  readonly #cluster: Cluster;
  readonly #admin: Pool;
  readonly #databaseUrl: string;
  #opened: OpenDatacenter | null = null;
  #pcs = 0;

  private constructor(folder: string, cluster: Cluster, programs: Programs) {
    this.folder = folder;
    this.#programs = programs;
    this.#cluster = cluster;
    this.#admin = testPool(cluster.url);
    this.#databaseUrl = Object.assign(new URL(cluster.url), { pathname: `/${LIVE}` }).href;
  }

  static async open(servers: number): Promise<Rig> {
    const folder = mkdtempSync(join(tmpdir(), 'diwan-rig-'));
    // Beside it: PostgreSQL may run under another user, to whom that folder is closed.
    const [cluster, office, server] = await Promise.all([
      startCluster({ folder: `${folder}-postgres`, isKept: false }),
      bundledProcess(new URL('office-process.ts', import.meta.url)),
      bundledProcess(new URL('../../datacenter/server-process.ts', import.meta.url)),
    ]);
    const rig = new Rig(folder, cluster, { office, server });
    mkdirSync(rig.#centreFolder);
    await rig.#admin.query(`CREATE DATABASE ${LIVE}`);
    await makeSimTables(rig.#databaseUrl);
    rig.#makeEmptyOffice();
    await rig.openDesk();
    await rig.startServers(servers);
    return rig;
  }

  get #centreFolder(): string {
    return join(this.folder, 'centre');
  }

  get #emptyOffice(): string {
    return join(this.folder, 'empty');
  }

  /** The data centre as its administrators have it, beside the servers. */
  get desk(): OpenDatacenter {
    if (this.#opened === null) throw new Error('The desk is closed.');
    return this.#opened;
  }

  async openDesk(): Promise<void> {
    this.#opened ??= await openDatacenter(simProgram, {
      ...{ databaseUrl: this.#databaseUrl, folder: this.#centreFolder },
      witness: join(this.#centreFolder, 'witness.jsonl'),
    });
  }

  async closeDesk(): Promise<void> {
    await this.#opened?.close();
    this.#opened = null;
  }

  async rows<Row extends Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row[]> {
    return (await this.desk.store.pool.query<Row>(sql, values)).rows;
  }

  // The servers and their database

  /** Servers that ended, and nobody had told them to. */
  get failedServers(): number {
    return this.#started.filter(({ hasFailed }) => hasFailed).length;
  }

  get server(): ServerProcess {
    const [first] = this.servers;
    if (!first) throw new Error('No server runs.');
    return first;
  }

  async startServers(count: number): Promise<void> {
    const place = { folder: this.#centreFolder, databaseUrl: this.#databaseUrl, program: this.#programs.server.path };
    const missing = count - this.servers.length;
    const started = await Promise.all(Array.from({ length: missing }, () => ServerProcess.start(place)));
    this.servers.push(...started);
    this.#started.push(...started);
    this.#turnLines();
  }

  /** Kills a server; the lines to it lead to another one, or to nobody until one is started. */
  async killServer(server = this.server): Promise<void> {
    await server.stop('SIGKILL');
    this.servers = this.servers.filter((each) => each !== server);
    this.#turnLines();
  }

  /** Addresses are new after each start; whoever speaks with a server that lives is let be. */
  #turnLines(): void {
    const addresses = this.servers.map(({ address }) => address);
    for (const [position, line] of this.#lines.entries()) {
      const address = addresses[position % addresses.length];
      if (address !== undefined && !addresses.includes(line.target)) line.turnTo(address);
    }
  }

  async stopServers(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop('SIGTERM')));
    this.servers = [];
  }

  crashPostgres(): Promise<void> {
    return this.#cluster.crash();
  }

  async startPostgres(): Promise<void> {
    await this.#cluster.start();
  }

  async restartPostgres(): Promise<void> {
    await this.crashPostgres();
    await this.startPostgres();
  }

  /** A copy of the data centre's database as it is now. Whoever is connected is cut off, and comes back. */
  async backUpCentre(name: string): Promise<void> {
    await this.#admin.query(`ALTER DATABASE ${LIVE} ALLOW_CONNECTIONS false`);
    await this.#admin.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [LIVE]);
    await this.#admin.query(`CREATE DATABASE ${name} TEMPLATE ${LIVE}`);
    await this.#admin.query(`ALTER DATABASE ${LIVE} ALLOW_CONNECTIONS true`);
  }

  /** Puts a copy in the place of the database, as administrators do: servers stopped, then said that it was. */
  async restoreCentre(name: string): Promise<void> {
    const count = this.servers.length;
    await this.stopServers();
    await this.closeDesk();
    await this.#admin.query(`DROP DATABASE ${LIVE}`);
    await this.#admin.query(`CREATE DATABASE ${LIVE} TEMPLATE ${name}`);
    await this.openDesk();
    await declareRestored(this.desk.ports);
    await this.startServers(count);
  }

  // The offices

  /** A PC with an empty office on its disk, running, not yet enrolled; by a line of its own. */
  async newPc(seed: number, folder = join(this.folder, `pc-${this.#pcs + 1}`)): Promise<OfficePc> {
    const pc = await this.#pcIn(folder, seed);
    cpSync(this.#emptyOffice, folder, { recursive: true });
    await pc.start();
    return pc;
  }

  /** A new office on a new PC. */
  async newOffice(seed: number, folder?: string): Promise<OfficePc> {
    const { pc, invitation } = await this.unlinkedOffice(seed, folder);
    await pc.enrol(invitation);
    return pc;
  }

  /** A new office, and a PC that has not used its invitation. */
  async unlinkedOffice(seed: number, folder?: string): Promise<{ readonly pc: OfficePc; readonly invitation: string }> {
    const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' };
    const place = { latitude: null, longitude: null, parentNo: null };
    const { officeNo } = await addOffice(this.desk.ports, { ...names, ...place });
    const pc = await this.newPc(seed, folder);
    return { pc, invitation: await this.invitation(officeNo, pc.line) };
  }

  /** An empty PC that takes the place of another one. */
  async replacing(old: OfficePc, seed: number): Promise<OfficePc> {
    const pc = await this.newPc(seed);
    await pc.enrol(await this.invitation(old.no, pc.line), false);
    old.isReplaced = true;
    return pc;
  }

  /** A second PC with the same disk: link, keys, sentinel and all. The first must not run while it is copied. */
  async clone(of: OfficePc, seed: number): Promise<OfficePc> {
    const folder = join(this.folder, `pc-${this.#pcs + 1}`);
    of.copyTo(folder, 'disk');
    // It speaks by the line that its link names.
    const pc = this.#pc(folder, { seed, line: of.line });
    await pc.start();
    return pc;
  }

  /** A second start of the program in the folder of a PC; nothing of its own is witnessed. */
  second(of: OfficePc, seed: number): OfficePc {
    return this.#pc(of.folder, { seed, line: of.line });
  }

  async invitation(office: number, line: SlowLine): Promise<string> {
    const made = await invite(this.desk, { office, address: line.address, madeBy: 'admin' });
    if (!made.ok) throw new Error(made.problems[0]?.code);
    return made.value.invitation;
  }

  /** Takes an office's file at the data centre, and answers the file that goes back. */
  async exchanged(path: string): Promise<Uint8Array> {
    const taken = await exchangeFile(this.desk, { bytes: new Uint8Array(readFileSync(path)) });
    if (!taken.ok) throw new Error(taken.problems[0]?.code);
    return taken.value.reply;
  }

  async #pcIn(folder: string, seed: number): Promise<OfficePc> {
    const line = await SlowLine.open(this.server.address);
    this.#lines.push(line);
    return this.#pc(folder, { seed, line });
  }

  #pc(folder: string, { seed, line }: { readonly seed: number; readonly line: SlowLine }): OfficePc {
    this.#pcs += 1;
    const witness = join(this.folder, `witness-${this.#pcs}.jsonl`);
    const pc = new OfficePc({ program: this.#programs.office.path, folder, witness, seed, line });
    this.#all.push(pc);
    return pc;
  }

  #makeEmptyOffice(): void {
    mkdirSync(this.#emptyOffice);
    const database = openDatabase({ path: officePaths(this.#emptyOffice).database, key: OFFICE_KEY });
    makeOffice(database.raw);
    const travel = new URL('../../../db/migrations/0012_file_travel.sql', import.meta.url);
    database.raw.exec(readFileSync(travel, 'utf8'));
    database.close();
  }

  // Healing

  /** Waits until everything that is stored is applied and handed on. */
  async settled(): Promise<void> {
    const end = Date.now() + SETTLE_MS;
    for (;;) {
      const left = await this.rows('SELECT 1 FROM office_stream WHERE applied_seq < seq OR NOT is_routed');
      if (left.length === 0) return;
      if (Date.now() > end) throw new Error(`${left.length} offices are not applied after ${SETTLE_MS} ms.`);
      await wait(10);
    }
  }

  /**
   * Everybody runs and has a whole line, until nothing moves any more; answers how many rounds that took. Whoever was
   * replaced is refused, and nobody else may have a problem in the end.
   */
  async heal(pcs: readonly OfficePc[], servers = 1): Promise<number> {
    await this.openDesk();
    if (this.servers.length < servers) await this.startServers(servers);
    for (const pc of pcs) {
      pc.line.isDown = false;
      if (!pc.isRunning) await pc.start();
    }
    let before = '';
    for (let round = 1; round <= ROUNDS_LIMIT; round += 1) {
      let now = '';
      const problems: string[] = [];
      for (const pc of pcs) {
        const problem = await pc.sync();
        if (problem !== (pc.isReplaced ? 'SYNC_REPLACED' : null)) problems.push(`${problem} at office ${pc.no}`);
        await this.settled();
        const { seq, acked, unsent, inbox, channels } = await pc.standing();
        now += `${problem} ${seq} ${acked} ${unsent} ${inbox} ${channels}\n`;
      }
      now += await this.#heldAfterAWhile(pcs);
      if (now === before) {
        if (problems.length > 0) throw new Error(`It came to rest with ${problems.join(', ')}.`);
        return round;
      }
      before = now;
    }
    throw new Error(`Nothing came to rest in ${ROUNDS_LIMIT} rounds: ${before}`);
  }

  /** How many ops are held, once those had time to go on whose cause has come. */
  async #heldAfterAWhile(pcs: readonly OfficePc[]): Promise<number> {
    const numbers = pcs.map(({ no }) => no);
    for (const end = Date.now() + HELD_MS; ; await wait(20)) {
      const [row] = await this.rows<{ held: number }>(
        'SELECT sum(held)::int4 AS held FROM office_stream WHERE office_no = ANY($1)',
        numbers,
      );
      const held = row?.held ?? 0;
      if (held === 0 || Date.now() > end) return held;
    }
  }

  /** Ends what a scenario has begun, so that the next one has the machine to itself. */
  async endOffices(pcs: readonly OfficePc[] = this.#all): Promise<void> {
    for (const pc of pcs) await pc.kill();
  }

  async close(): Promise<void> {
    await this.endOffices();
    for (const server of this.servers) await server.stop('SIGKILL');
    for (const line of this.#lines) await line.close();
    await this.closeDesk();
    await this.#admin.end();
    await this.#cluster.stop();
    for (const program of [this.#programs.office, this.#programs.server]) program.remove();
    for (const folder of [this.folder, `${this.folder}-postgres`]) rmSync(folder, { recursive: true, force: true });
  }
}
