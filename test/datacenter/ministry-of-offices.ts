import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { datacenterProgram } from '#cli/datacenter-program.ts';
import { openMinistry } from '#datacenter/ministry/index.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { serveDatacenter, type DatacenterPlace, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { demand } from '#db/refusal.ts';
import { readInvitation, type Invitation } from '#kernel/sync/enrolment.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { makeOfficesKnown, ministryService, type Ministry } from '#modules/ministry/index.ts';
import { foundDemonstrationOffice, livingIn, type InventedOffice } from '#office/demonstration.ts';
import { openOffice, type Office } from '#office/office.ts';
import {
  temporaryFolder,
  testOffice,
  TEST_PASSPHRASE,
  TEST_START,
  type Client,
  type TestOffice,
  type TestOfficeOptions,
} from '../host/harness.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';

export interface LinkedOffice {
  readonly test: TestOffice;
  readonly admin: Client;
  readonly number: number;
}

interface OfficeOf extends Pick<TestOfficeOptions, 'program'> {
  readonly employees: number;
  /** The number that the data centre's people gave it already; by default it is registered anew. */
  readonly number?: number;
  readonly invented?: InventedOffice;
}

/** A real data centre on a real PostgreSQL, and whole offices that are linked to it over TLS. */
export class MinistryOfOffices {
  readonly #postgres: TestPostgres;
  readonly #centre: ServingDatacenter;
  readonly #place: DatacenterPlace;
  #register: Office | null = null;

  private constructor(postgres: TestPostgres, centre: ServingDatacenter, place: DatacenterPlace) {
    this.#postgres = postgres;
    this.#centre = centre;
    this.#place = place;
  }

  static async open(): Promise<MinistryOfOffices> {
    const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
    const postgres = await startPostgres();
    const place = { databaseUrl: await postgres.newDatabase(), folder, witness: join(folder, 'witness.jsonl') };
    return new MinistryOfOffices(postgres, await served(place), place);
  }

  /** One more server of the same data centre. */
  async anotherServer(): Promise<ServingDatacenter> {
    const server = await served(this.#place);
    onTestFinished(() => server.close());
    return server;
  }

  get opened(): ServingDatacenter['opened'] {
    return this.#centre.opened;
  }

  get line(): { readonly address: string; readonly fingerprint: string } {
    return this.#centre;
  }

  async close(): Promise<void> {
    await this.#register?.close();
    await this.#centre.close();
    await this.#postgres.stop();
    rmSync(this.#place.folder, { recursive: true, force: true });
  }

  async rows(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.#centre.opened.store.pool.query<Record<string, unknown>>(sql, values)).rows;
  }

  /** An office with its invented people and the months that it has paid, linked and opened anew. */
  async office(of: OfficeOf): Promise<LinkedOffice> {
    if (of.number !== undefined) return this.#link(of.number, of, new Map());
    const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' };
    const place = { latitude: null, longitude: null, parentNo: null };
    const { officeNo } = await addOffice(this.#centre.opened.ports, { ...names, ...place });
    return this.#link(officeNo, of, new Map());
  }

  /**
   * The data centre tells these offices of all that are registered, by its own office. A test that has the desk of this
   * ministry lets that tell them.
   */
  async makeKnown(...offices: readonly LinkedOffice[]): Promise<void> {
    const register = (this.#register ??= await this.#openRegister());
    await makeOfficesKnown(this.#pages, livingIn(register.core).as('admin'));
    await register.core.sync.syncNow();
    await this.settled();
    await speak(offices);
  }

  async #openRegister(): Promise<Office> {
    const folder = join(this.#place.folder, 'desk');
    const open = (): Office =>
      openOffice({
        ...{ folder, version: 'test', isDemonstration: true, now: () => TEST_START },
        secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
      });
    const before = open();
    await foundDemonstrationOffice(before, 0);
    await before.core.sync.enrol(await this.#invitation(DATACENTER_OFFICE), 'PC 1');
    await before.close();
    return open();
  }

  get #pages(): Ministry {
    return openMinistry({ opened: this.#centre.opened, address: this.#centre.address });
  }

  /** The data centre's own office. */
  async desk(): Promise<LinkedOffice> {
    return this.#link(DATACENTER_OFFICE, { employees: 0 }, new Map([[ministryService.name, this.#pages]]));
  }

  async #link(
    number: number,
    { employees, invented, program }: OfficeOf,
    services: ReadonlyMap<string, unknown>,
  ): Promise<LinkedOffice> {
    const folder = temporaryFolder();
    const before = openOffice({
      ...{ folder, services, version: 'test', isDemonstration: true, now: () => TEST_START },
      secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
    });
    await foundDemonstrationOffice(before, employees, invented);
    await before.core.sync.enrol(await this.#invitation(number), 'PC 1');
    await before.close();
    const test = await testOffice({ folder, services, ...(program && { program }) });
    return { test, admin: await test.visitor().signIn('admin'), number };
  }

  /** The office on a new, empty PC, which has fetched it, and where its administrator has chosen a password. */
  async replaced({ number }: LinkedOffice, password = 'دجلة يجري شمالاً'): Promise<LinkedOffice> {
    const folder = temporaryFolder();
    const empty = openOffice({
      ...{ folder, version: 'test', now: () => TEST_START },
      secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
    });
    await empty.core.sync.enrol(await this.#invitation(number), 'PC 2', false);
    await empty.close();
    const test = await testOffice({ folder, kind: 'empty' });
    await test.office.core.sync.syncNow();
    const stranger = test.visitor().client;
    const [administrator] = (await stranger.platform.session.state()).joining?.administrators ?? [];
    await stranger.platform.setup.claim({ userId: administrator?.id ?? '', password });
    return { test, admin: await test.visitor().signIn(administrator?.userName ?? '', password), number };
  }

  /** The office on this PC, which was replaced, after it was invited again and opened anew. */
  async invitedAgain({ test: { office, folder }, number }: LinkedOffice): Promise<LinkedOffice> {
    await office.core.sync.enrol(await this.#invitation(number), 'PC 1');
    await office.close();
    const test = await testOffice({ folder });
    return { test, admin: await test.visitor().signIn('admin'), number };
  }

  async #invitation(office: number): Promise<Invitation> {
    const asked = { office, address: this.#centre.address, madeBy: 'admin' };
    return demand(readInvitation(demand(await invite(this.#centre.opened, asked)).invitation));
  }

  /** Both ways between these offices and the data centre, until everybody has what the others have sent. */
  async meet(...offices: readonly LinkedOffice[]): Promise<void> {
    await speak(offices);
    await this.settled();
    await speak(offices);
  }

  /** Waits until everything that is stored is applied and handed on. */
  async settled(): Promise<void> {
    const left = () => this.rows('SELECT 1 FROM office_stream WHERE applied_seq < seq OR NOT is_routed');
    while ((await left()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function served(place: DatacenterPlace): Promise<ServingDatacenter> {
  const watch = { host: '127.0.0.1', port: 0 };
  return serveDatacenter(datacenterProgram(), { ...place, host: '127.0.0.1', port: 0, isSilent: true, watch });
}

/** Twice: the first may join a session that the office has begun by itself, before there was what it should bring. */
async function speak(offices: readonly LinkedOffice[]): Promise<void> {
  for (const { admin } of offices) {
    await admin.platform.sync.now({});
    await admin.platform.sync.now({});
  }
}
