import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { serveDatacenter, type ServeOptions, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { LineOffice } from './line-office.ts';
import { PlainLine } from './plain-line.ts';
import { makeSimTables, simProgram } from './sim-program.ts';

/** A data centre over TLS on a PostgreSQL of its own, for all tests of a file. */
export class ServedCentre {
  readonly folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
  /** By how many milliseconds its clock is ahead. */
  ahead = 0;
  #postgres: TestPostgres | null = null;
  #serving: ServingDatacenter | null = null;
  #databaseUrl = '';
  readonly #staying: LineOffice[] = [];

  readonly #options: Pick<ServeOptions, 'chunkOpenedBytes'>;

  private constructor(options: Pick<ServeOptions, 'chunkOpenedBytes'>) {
    this.#options = options;
  }

  /** Served from before the first test of the file until after its last. */
  static forThisFile(options: Pick<ServeOptions, 'chunkOpenedBytes'> = {}): ServedCentre {
    const centre = new ServedCentre(options);
    beforeAll(async () => {
      centre.#postgres = await startPostgres();
      await centre.#serve(await centre.newDatabase());
    });
    afterAll(async () => {
      for (const pc of centre.#staying) pc.close();
      await centre.serving.close();
      await centre.#postgres?.stop();
      rmSync(centre.folder, { recursive: true, force: true });
    });
    return centre;
  }

  async #serve(databaseUrl: string): Promise<void> {
    await makeSimTables(databaseUrl);
    this.#databaseUrl = databaseUrl;
    const { folder } = this;
    this.#serving = await serveDatacenter(simProgram, {
      ...{ databaseUrl, folder, host: '127.0.0.1', port: 0, watch: { host: '127.0.0.1', port: 0 }, isSilent: true },
      ...{ witness: join(folder, 'witness.jsonl'), now: () => Date.now() + this.ahead },
      ...{ limits: { enrolmentsAtOnce: 16 }, ...this.#options },
    });
  }

  get serving(): ServingDatacenter {
    if (!this.#serving) throw new Error('The data centre is served while tests run.');
    return this.#serving;
  }

  get databaseUrl(): string {
    return this.#databaseUrl;
  }

  /** Another, empty database on the same server. */
  async newDatabase(): Promise<string> {
    if (!this.#postgres) throw new Error('PostgreSQL runs while tests run.');
    return this.#postgres.newDatabase();
  }

  async newOffice(): Promise<number> {
    const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' };
    const place = { latitude: 33.3, longitude: 44.4, parentNo: null };
    const row = await addOffice(this.serving.opened.ports, { ...names, ...place });
    return row.officeNo;
  }

  async invitationFor(office: number): Promise<string> {
    const made = await invite(this.serving.opened, { office, address: this.serving.address, madeBy: 'admin' });
    if (!made.ok) throw new Error(made.problems[0]?.code);
    return made.value.invitation;
  }

  /** A PC of an office, or of a new one, that has used its invitation. */
  async installed(office?: number): Promise<LineOffice> {
    const pc = await this.#install(office);
    onTestFinished(() => pc.close());
    return pc;
  }

  /** The PC of a new office that stays until the last test of the file. */
  async installedForAll(): Promise<LineOffice> {
    const pc = await this.#install();
    this.#staying.push(pc);
    return pc;
  }

  async #install(office?: number): Promise<LineOffice> {
    return LineOffice.install(await this.invitationFor(office ?? (await this.newOffice())));
  }

  /** A PC of a new office that speaks with a second server of the same data centre, under limits of its own. */
  async limited(limits: ServeOptions['limits'] & object): Promise<LineOffice> {
    const { databaseUrl, folder } = this;
    const other = await serveDatacenter(simProgram, {
      ...{ databaseUrl, folder, host: '127.0.0.1', port: 0, watch: { host: '127.0.0.1', port: 0 }, isSilent: true },
      ...{ witness: join(folder, 'witness.jsonl'), limits },
    });
    const pc = await this.installed();
    pc.turnTo(other.address);
    onTestFinished(() => other.close());
    return pc;
  }

  /** Waits until everything that is stored is applied and handed on. */
  async settled(): Promise<void> {
    for (;;) {
      const { rows } = await this.serving.opened.store.pool.query<{ left: number }>(
        'SELECT count(*) AS left FROM office_stream WHERE applied_seq < seq OR NOT is_routed',
      );
      if (rows[0]?.left === 0) return;
    }
  }

  /** What a refused request must not change. */
  async written(): Promise<string> {
    const { rows } = await this.serving.opened.store.pool.query(
      `SELECT (SELECT count(*) FROM office_frame) AS frames, (SELECT coalesce(sum(seq), 0) FROM office_stream) AS ops,
         (SELECT count(*) FROM office_device) AS devices, (SELECT count(*) FROM office_incident) AS incidents,
         (SELECT coalesce(sum(epoch), 0) FROM office_stream) AS epochs`,
    );
    return JSON.stringify(rows);
  }

  /** A line on which anybody may say anything. */
  line(): PlainLine {
    const made = new PlainLine(this.serving.address, this.serving.fingerprint);
    onTestFinished(() => made.close());
    return made;
  }
}
