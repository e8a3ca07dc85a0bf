import { purposeKey } from '#db/keyring.ts';
import { readLink, writeLink } from '#office/sync/link-file.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datacenterCommand } from '#cli/datacenter-commands.ts';
import { datacenterProgram } from '#cli/datacenter-program.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { openMinistry } from '#datacenter/ministry/index.ts';
import { serveDatacenter, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import type { Month } from '#kernel/date.ts';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { demand } from '#db/refusal.ts';
import { ministryService } from '#modules/ministry/index.ts';
import { foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import {
  refusalOf,
  temporaryFolder,
  testOffice,
  TEST_PASSPHRASE,
  TEST_START,
  type Client,
  type TestOffice,
} from '../host/harness.ts';
import { publisher } from '../host/publisher.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';

/** Whole offices, as people use them: a button in the window there, a button at the data centre's desk here. */

let postgres: TestPostgres;
let centre: ServingDatacenter;
const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
const witness = join(folder, 'witness.jsonl');

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  vi.stubEnv('DATABASE_URL', databaseUrl);
  centre = await serveDatacenter(datacenterProgram(), {
    ...{ databaseUrl, folder, host: '127.0.0.1', port: 0, isSilent: true, witness },
    watch: { host: '127.0.0.1', port: 0 },
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await centre.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Linked {
  readonly test: TestOffice;
  readonly admin: Client;
  readonly no: number;
}

async function linkedOffice(given?: number): Promise<Linked> {
  const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'anbar' };
  const place = { latitude: null, longitude: null, parentNo: null };
  const no = given ?? (await addOffice(centre.opened.ports, { ...names, ...place })).officeNo;
  const made = demand(await invite(centre.opened, { office: no, address: centre.address, madeBy: 'admin' }));
  const at = temporaryFolder();
  const before = openOffice({
    ...{ folder: at, version: 'test', isDemonstration: true, now: () => TEST_START },
    secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
  });
  await foundDemonstrationOffice(before, 0);
  await before.core.sync.enrol(demand(readInvitation(made.invitation)), 'PC 1');
  await before.close();
  const test = await testOffice({ folder: at });
  return { test, admin: await test.visitor().signIn('admin'), no };
}

/** The window of the people at the data centre. */
async function desk(): Promise<Client> {
  const ministry = openMinistry({ opened: centre.opened, address: centre.address });
  const test = await testOffice({ services: new Map([[ministryService.name, ministry]]) });
  return test.visitor().signIn('admin');
}

/** An office whose cable is pulled for good. */
async function lonelyOffice(): Promise<Linked> {
  const linked = await linkedOffice();
  await linked.admin.platform.sync.plug({ isPlugged: false });
  return linked;
}

async function renameUnit(admin: Client, nameAr: string): Promise<string> {
  const [unit] = (await admin.org.unit.list({})).filter(({ code }) => code === '1017-02');
  if (!unit) throw new Error('The demonstration has this unit.');
  const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
  await admin.org.unit.edit({ ...{ id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity }, nameAr });
  return id;
}

/** The file as it comes from a stick: other bytes in memory, another name. */
async function fromStick(file: File): Promise<File> {
  return new File([await file.arrayBuffer()], '../../etc/passwd');
}

const rows = async (sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> =>
  (await centre.opened.store.pool.query<Record<string, unknown>>(sql, values)).rows;

describe('an office whose line never comes', () => {
  it('sends its work by stick, and says so no sooner than the data centre has signed', async () => {
    const { ministry } = await desk();
    const { test, admin, no } = await lonelyOffice();
    const id = await renameUnit(admin, 'قسم بلا خط');
    const waiting = (await admin.platform.sync.status({})).unsent;
    expect(waiting).toBeGreaterThan(0);
    expect((await admin.platform.sync.status({})).lastExport).toBeNull();
    const file = await admin.platform.sync.exportFile({});
    expect(file.name).toMatch(/^diwan-\d+-2026-11-25-\d+\.osx$/);
    const { seq } = test.office.core.door.head;
    expect(await admin.platform.sync.status({})).toMatchObject({ unsent: waiting, lastExport: { to: seq } });
    const stick = await fromStick(file);
    const other = { office: no + 1, file: stick };
    expect(await refusalOf(ministry.office.exchange(other))).toEqual(['EXCHANGE_OTHER_OFFICE']);
    const given = await ministry.office.exchange({ office: no, file: stick });
    expect(given).toMatchObject({ acked: seq, isCut: false });
    expect(await rows('SELECT name_ar FROM org_unit WHERE id = $1', id)).toEqual([{ name_ar: 'قسم بلا خط' }]);
    const taken = await admin.platform.sync.importFile({ file: await fromStick(given.file) });
    expect(taken).toMatchObject({ acked: seq, isCut: false, isKnown: false });
    expect(await admin.platform.sync.status({})).toMatchObject({ unsent: 0, isPlugged: false, lastReceipt: { seq } });
    const again = await admin.platform.sync.importFile({ file: await fromStick(given.file) });
    expect(again).toMatchObject({ isKnown: true });
    expect(await refusalOf(admin.platform.sync.importFile({ file: stick }))).toEqual(['EXCHANGE_WRONG_WAY']);
    const [act] = await ministry.act.list({});
    expect(act).toMatchObject({ kind: 'exchanged', office: no, detail: String(seq) });
  });

  it('gets what the data centre publishes by stick, through the command as through the desk', async () => {
    const above = await linkedOffice(DATACENTER_OFFICE);
    const { admin } = await lonelyOffice();
    const [seed] = await above.admin.regulation.package.list({});
    const draft = { titleAr: 'قواعد على ذاكرة', firstMonth: '2027-02' as Month, note: null, fromId: seed?.id ?? '' };
    const { id } = await above.admin.regulation.package.draft(draft);
    const { revision } = await above.admin.regulation.package.get({ id });
    await (await publisher(above.test)).regulation.package.publish({ id, revision });
    await above.admin.platform.sync.now({});
    const left = async () => await rows('SELECT 1 FROM office_stream WHERE applied_seq < seq OR NOT is_routed');
    while ((await left()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const listed = async () => (await admin.regulation.package.list({})).map(({ titleAr }) => titleAr);
    expect(await listed()).not.toContain('قواعد على ذاكرة');
    const [from, out] = [join(folder, 'up.osx'), join(folder, 'down.osx')];
    writeFileSync(from, Buffer.from(await (await admin.platform.sync.exportFile({})).arrayBuffer()));
    const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await datacenterCommand().parseAsync(
      ['exchange', '--folder', folder, '--witness', witness, '--in', from, '--out', out],
      { from: 'user' },
    );
    expect(JSON.parse(String(printed.mock.lastCall?.[0]))).toMatchObject({ isCut: false, file: out });
    printed.mockRestore();
    await admin.platform.sync.importFile({ file: new File([readFileSync(out)], 'down.osx') });
    expect(await listed()).toContain('قواعد على ذاكرة');
  });

  it('that was linked by an earlier program says that it needs a new invitation', async () => {
    const { test } = await lonelyOffice();
    const path = test.office.core.paths.dataCentre;
    await test.office.close();
    const key = purposeKey(test.office.core.dataKey, 'sync');
    const found = readLink(path, key);
    if (!found) throw new Error('The office is linked.');
    const { exchangeKey, ...link } = found;
    expect(exchangeKey).toMatch(/^302a300506032b656e032100/);
    writeLink(path, link, key);
    const old = await testOffice({ folder: test.folder });
    const admin = await old.visitor().signIn('admin');
    expect(await refusalOf(admin.platform.sync.exportFile({}))).toEqual(['EXCHANGE_KEY_MISSING']);
  });
});
