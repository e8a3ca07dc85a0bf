import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datacenterProgram } from '#cli/datacenter-program.ts';
import { revoke } from '#datacenter/protocol/enrol.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { openMinistry } from '#datacenter/ministry/index.ts';
import { serveDatacenter, type ServingDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import type { Month } from '#kernel/date.ts';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { purposeKey } from '#db/keyring.ts';
import { demand } from '#db/refusal.ts';
import { ministryService } from '#modules/ministry/index.ts';
import { componentSums } from '#modules/ministry/rules/component-sums.ts';
import { packagesInForce } from '#modules/regulation/index.ts';
import { firstDemonstration, foundDemonstrationOffice, type InventedOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { readLink } from '#office/sync/link-file.ts';
import { pendingKey } from '#office/sync/pending-key.ts';
import { Puller } from '#office/sync/pull.ts';
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

let postgres: TestPostgres;
let centre: ServingDatacenter;
const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));

beforeAll(async () => {
  postgres = await startPostgres();
  centre = await serveDatacenter(datacenterProgram(), {
    ...{ databaseUrl: await postgres.newDatabase(), folder, host: '127.0.0.1', port: 0, isSilent: true },
    ...{ watch: { host: '127.0.0.1', port: 0 }, witness: join(folder, 'witness.jsonl') },
  });
});

afterAll(async () => {
  await centre.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function invitation(office: number | 'new'): Promise<string> {
  const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' };
  const place = { latitude: null, longitude: null, parentNo: null };
  const no = office === 'new' ? (await addOffice(centre.opened.ports, { ...names, ...place })).officeNo : office;
  const made = await invite(centre.opened, { office: no, address: centre.address, madeBy: 'admin' });
  if (!made.ok) throw new Error(made.problems[0]?.code);
  return made.value.invitation;
}

interface Staff {
  readonly employees: number;
  readonly invented?: InventedOffice;
}

interface Linked {
  readonly test: TestOffice;
  readonly admin: Client;
}

/** A whole office, linked in its window and opened anew, as its program would. */
async function linkedOffice(office: number | 'new' = 'new', staff: Staff = { employees: 0 }): Promise<Linked> {
  const at = temporaryFolder();
  const before = openOffice({
    ...{ folder: at, version: 'test', isDemonstration: true, now: () => TEST_START },
    secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
  });
  await foundDemonstrationOffice(before, staff.employees, staff.invented);
  await before.core.sync.enrol(demand(readInvitation(await invitation(office))), 'PC 1');
  await before.close();
  const services = new Map<string, unknown>();
  if (office === DATACENTER_OFFICE) {
    services.set(ministryService.name, openMinistry({ opened: centre.opened, address: centre.address }));
  }
  const test = await testOffice({ folder: at, services });
  return { test, admin: await test.visitor().signIn('admin') };
}

const rows = async (sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> =>
  (await centre.opened.store.pool.query<Record<string, unknown>>(sql, values)).rows;

/** Waits until everything that is stored is applied and handed on. */
async function settled(): Promise<void> {
  const left = async () => await rows('SELECT 1 FROM office_stream WHERE applied_seq < seq OR NOT is_routed');
  while ((await left()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a linked office', () => {
  it('sends everything that it holds, and says so no sooner than the data centre has signed', async () => {
    const { test, admin } = await linkedOffice();
    await admin.platform.sync.now({});
    const status = await admin.platform.sync.status({});
    const { seq } = test.office.core.door.head;
    expect(status).toMatchObject({ unsent: 0, problem: null, lastReceipt: { seq } });
    await settled();
    const office = status.link?.office ?? 0;
    const [stream] = await rows('SELECT applied_seq, held FROM office_stream WHERE office_no = $1', office);
    expect(stream).toEqual({ applied_seq: seq, held: 0 });
    const units = await admin.org.unit.list({});
    const [counted] = await rows('SELECT count(*) AS n FROM org_unit WHERE office_no = $1', office);
    expect(Number(counted?.['n'])).toBe(units.length);
    const secrets = await rows('SELECT password_hash FROM org_user WHERE office_no = $1', office);
    expect(secrets.every(({ password_hash: hash }) => String(hash).startsWith('sealed:'))).toBe(true);
  });

  it('works on with the cable pulled, and agrees when it is back', async () => {
    const { test, admin } = await linkedOffice();
    await admin.platform.sync.now({});
    await admin.platform.sync.plug({ isPlugged: false });
    const [unit] = (await admin.org.unit.list({})).filter(({ code }) => code === '1017-02');
    if (!unit) throw new Error('The demonstration has this unit.');
    const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
    await admin.org.unit.edit({ ...{ id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity }, nameAr: 'قسم' });
    expect(await refusalOf(admin.platform.sync.now({}))).toEqual(['SYNC_UNPLUGGED']);
    expect(await admin.platform.sync.status({})).toMatchObject({ unsent: 1, isPlugged: false });
    await admin.platform.sync.plug({ isPlugged: true });
    await admin.platform.sync.now({});
    await settled();
    expect(await rows('SELECT name_ar FROM org_unit WHERE id = $1', id)).toEqual([{ name_ar: 'قسم' }]);
    expect((await admin.platform.sync.status({})).unsent).toBe(0);
    expect(test.office.core.door.office).toBeGreaterThan(1);
  });

  it('gets the rules that the data centre publishes, and then publishes none of its own', async () => {
    const [desk, office] = [await linkedOffice(DATACENTER_OFFICE), await linkedOffice()];
    const [seed] = await desk.admin.regulation.package.list({});
    const draft = { titleAr: 'قواعد 2027', firstMonth: '2027-01' as Month, note: null, fromId: seed?.id ?? '' };
    const { id } = await desk.admin.regulation.package.draft(draft);
    await desk.admin.platform.sync.now({});
    await settled();
    await office.admin.platform.sync.now({});
    const listed = async () => (await office.admin.regulation.package.list({})).map((each) => each.titleAr);
    // A draft of the data centre is nobody's business yet.
    expect(await listed()).not.toContain('قواعد 2027');
    const { revision } = await desk.admin.regulation.package.get({ id });
    await (await publisher(desk.test)).regulation.package.publish({ id, revision });
    await desk.admin.platform.sync.now({});
    await settled();
    await office.admin.platform.sync.now({});
    expect(await listed()).toContain('قواعد 2027');
    const inForce = packagesInForce(office.test.office.core.database.db);
    expect(inForce.map((each) => each.firstMonth)).toEqual(['2027-01', '2015-11']);
    const own = await office.admin.regulation.package.draft({ ...draft, titleAr: 'مسودة', fromId: id });
    const director = (await publisher(office.test)).regulation;
    const mine = await office.admin.regulation.package.get({ id: own.id });
    expect(await refusalOf(director.package.publish({ id: own.id, revision: mine.revision }))).toContain(
      'RULES_FROM_CENTRE',
    );
    expect(await office.admin.platform.sync.inbox({})).toEqual([]);
  });

  it('is stopped when its PC is revoked, and begins anew with another invitation', async () => {
    const { test, admin } = await linkedOffice();
    test.office.core.backups.list();
    await admin.platform.sync.now({});
    const office = test.office.core.door.office;
    expect(
      await rows(`SELECT health ? 'backupMinutes' AS told FROM office_stream WHERE office_no = $1`, office),
    ).toEqual([{ told: true }]);
    const [device] = await rows('SELECT key_id FROM office_device WHERE office_no = $1', office);
    await revoke(centre.opened.ports, office, String(device?.['key_id']));
    expect(await refusalOf(admin.platform.sync.now({}))).toEqual(['SYNC_DEVICE_ENDED']);
    const text = await invitation(office);
    await admin.platform.sync.enrol({ text, device: 'PC 2' });
    await test.office.close();
    const again = await testOffice({ folder: test.folder });
    await again.office.core.sync.syncNow();
    expect(again.office.core.sync.state.status?.health.unsent).toBe(0);
  });

  it('is fetched whole by a new PC, where its administrator chooses a password first', async () => {
    const old = await linkedOffice('new', { employees: 8, invented: { ...firstDemonstration, seed: 4242 } });
    await old.admin.platform.sync.now({});
    const office = old.test.office.core.door.office;
    const at = temporaryFolder();
    const empty = openOffice({
      ...{ folder: at, version: 'test', now: () => TEST_START },
      secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
    });
    await empty.core.sync.enrol(demand(readInvitation(await invitation(office))), 'PC 2', false);
    await empty.close();
    const test = await testOffice({ folder: at, kind: 'empty' });
    const stranger = test.visitor().client;
    test.office.core.sync.setPlugged(false);
    expect(await stranger.platform.session.state()).toMatchObject({
      ...{ isFounded: false, officeName: null },
      joining: { stage: 'packing', done: 0, total: null, administrators: [] },
    });
    expect(await refusalOf(stranger.hr.employee.list({}))).toEqual(['OFFICE_ARRIVING']);
    // A data centre that signs a hash which is not that of its bytes.
    const { packing } = centre.opened.ports;
    Object.assign(centre.opened.ports, { packing: { ...packing, sha256: () => 'a'.repeat(64) } });
    test.office.core.sync.setPlugged(true);
    await expect(test.office.core.sync.syncNow()).rejects.toThrow('SYNC_SNAPSHOT_DAMAGED');
    expect((await stranger.platform.session.state()).joining).toMatchObject({ problem: 'SYNC_SNAPSHOT_DAMAGED' });
    expect(test.office.core.door.head.seq).toBe(0);
    Object.assign(centre.opened.ports, { packing });
    await rows('DELETE FROM office_snapshot');
    await test.office.core.sync.syncNow();
    const { joining, isFounded } = await stranger.platform.session.state();
    expect(isFounded).toBe(true);
    expect(existsSync(join(at, 'fetching'))).toBe(false);
    const [administrator] = joining?.administrators ?? [];
    const userId = administrator?.id ?? '';
    expect(await refusalOf(stranger.platform.session.signIn({ userName: 'admin', password: 'nahrain-2026' }))).toEqual([
      'SIGN_IN_FAILED',
    ]);
    const { recoveryCode } = await stranger.platform.setup.claim({ userId, password: 'دجلة يجري شمالاً' });
    expect(recoveryCode.length).toBeGreaterThan(10);
    expect(await refusalOf(stranger.platform.setup.claim({ userId, password: 'دجلة يجري جنوباً' }))).toEqual([
      'FORBIDDEN',
    ]);
    const admin = await test.visitor().signIn('admin', 'دجلة يجري شمالاً');
    const names = (client: Client) => client.hr.employee.list({});
    expect(await names(admin)).toEqual(await names(old.admin));
    // The old PC is fenced: what it writes from now on is taken from nobody.
    expect(await refusalOf(old.admin.platform.sync.now({}))).toEqual(['SYNC_REPLACED']);
    expect(await old.admin.platform.sync.status({})).toMatchObject({ late: { state: 'nothing' }, lateJoined: null });
    await admin.platform.sync.now({});
    expect(await admin.platform.sync.status({})).toMatchObject({ unsent: 0, problem: null });
  });

  it('follows no invitation to another office, with another certificate, or with a used code', async () => {
    const { admin } = await linkedOffice();
    const enrol = async (text: string) => await refusalOf(admin.platform.sync.enrol({ text, device: 'PC' }));
    const other = await invitation('new');
    // Already when it is read, before a fingerprint is compared.
    expect(await refusalOf(admin.platform.sync.readInvitation({ text: other }))).toEqual(['SYNC_OTHER_OFFICE']);
    expect(await enrol(other)).toEqual(['SYNC_OTHER_OFFICE']);
    expect(await enrol('hello')).toEqual(['INVITATION_MALFORMED']);
    const own = await invitation((await admin.platform.sync.status({})).link?.office ?? 0);
    const forged = own.replace(centre.fingerprint, 'ab'.repeat(32));
    expect(await enrol(forged)).toEqual(['SYNC_WRONG_CERTIFICATE']);
    const used = own.replace(/[2-9A-HJ-NP-Z]{12}/, 'ABCDEFGH2345');
    expect(await enrol(used)).toEqual(['ENROLMENT_CODE_WRONG']);
  });
});

describe("the data centre's own office", () => {
  it('sees what the others have paid, and who draws pay twice; every look is kept', async () => {
    const invented = { ...firstDemonstration, seed: 7310, moonlighters: 4 };
    const first = await linkedOffice('new', { employees: 12 });
    const second = await linkedOffice('new', { employees: 6, invented });
    const desk = await linkedOffice(DATACENTER_OFFICE);
    for (const { admin } of [first, second]) await admin.platform.sync.now({});
    await settled();
    const { ministry } = desk.admin;
    const offices = await ministry.office.list({});
    const standing = offices.find(({ office }) => office === second.test.office.core.door.office);
    expect(standing).toMatchObject({ held: 0, incidents: 0, health: { unsent: 0 } });
    const [month] = await ministry.payroll.months({});
    if (month === undefined) throw new Error('The demonstration has locked months.');
    const own = new Set([first, second].map(({ test }) => test.office.core.door.office));
    const paid = await ministry.payroll.totals({ month, by: 'office' });
    expect(paid.filter(({ office }) => own.has(office ?? 0))).toHaveLength(2);
    // Within one office its units come to what the office comes to, and so does what is paid by component.
    const [one] = paid.filter(({ office }) => office === first.test.office.core.door.office);
    const office = one?.office ?? 0;
    const units = await ministry.payroll.totals({ month, by: 'unit', office });
    expect(new Set(units.map((each) => each.office))).toEqual(new Set([office]));
    expect(units.reduce((sum, { now }) => sum + now.net, 0)).toBe(one?.now.net);
    expect(componentSums(await ministry.payroll.components({ month, office })).net).toBe(one?.now.net);
    const twice = await ministry.payroll.twice({ month });
    expect(twice.length).toBeGreaterThan(0);
    for (const { offices: count, payments } of twice) {
      expect(count).toBe(2);
      expect(new Set(payments.map(({ fullName }) => fullName)).size).toBe(1);
    }
    const [payment] = twice[0]?.payments ?? [];
    // Words follow soon after what is applied; a search does not wait for them.
    await vi.waitFor(
      async () => {
        const found = await ministry.person.search({ text: payment?.fullName ?? '' });
        expect(found.people.length).toBeGreaterThanOrEqual(2);
      },
      { timeout: 10_000, interval: 100 },
    );
    const [act] = await ministry.act.list({});
    expect(act).toMatchObject({ kind: 'person_searched', detail: payment?.fullName });
  });

  it('registers, invites, freezes and stops, and the log says who did', async () => {
    const { admin } = await linkedOffice(DATACENTER_OFFICE);
    const names = { nameAr: 'مديرية طرق الجنوب', nameCkb: null, nameEn: null };
    const { office } = await admin.ministry.office.add({
      ...names,
      kind: 'directorate',
      governorate: 'maysan',
      parentOffice: null,
      place: null,
    });
    const { invitation } = await admin.ministry.office.invite({ office });
    expect(demand(readInvitation(invitation))).toMatchObject({ office, address: centre.address });
    await admin.ministry.office.close({ office, isClosed: true });
    expect(await refusalOf(admin.ministry.office.invite({ office }))).toEqual(['OFFICE_CLOSED']);
    expect(await refusalOf(admin.ministry.office.revoke({ office, keyId: 'k9' }))).toEqual(['DEVICE_UNKNOWN']);
    expect(await refusalOf(admin.ministry.office.get({ office: 90_000 }))).toEqual(['OFFICE_UNKNOWN']);
    const acts = await admin.ministry.act.list({});
    expect(acts[0]).toMatchObject({ office, officeName: 'مديرية طرق الجنوب' });
    const kinds = acts.map(({ kind, byName }) => [kind, byName]);
    const by = 'سلام عبد الرزاق الجنابي';
    // Noted before it is done: also what was then refused.
    expect(kinds.slice(0, 5)).toEqual([
      ['device_revoked', by],
      ['invited', by],
      ['office_closed', by],
      ['invited', by],
      ['office_added', by],
    ]);
  });

  it('alone is asked: elsewhere nobody holds its rights, not even the administrator', async () => {
    const { admin } = await linkedOffice();
    expect(await refusalOf(admin.ministry.office.list({}))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(admin.ministry.person.search({ text: 'محمد' }))).toEqual(['FORBIDDEN']);
    const { user } = await admin.platform.session.state();
    expect(user?.permissions.filter((permission) => permission.startsWith('ministry.'))).toEqual([]);
  });
});

describe('an office defends itself', () => {
  it('against a data centre that sends it people, rights or pay: they are set aside, and nobody gets in', async () => {
    const { test, admin } = await linkedOffice();
    await admin.platform.sync.now({});
    const { core } = test.office;
    const [user] = await admin.org.user.list({});
    const id = user?.id ?? '';
    const forged = { hlc: 1, office: 1, seq: 1, op: id };
    const page = {
      ...{ incarnation: 1, channel: core.door.office, generation: 1, isEnd: true },
      entries: [
        { kind: 'fields', table: 'org_user', id, image: null, fields: { passwordHash: 'none' }, ...forged },
        {
          kind: 'row',
          image: {
            ...{ table: 'org_role', id: core.newId(), ownerOffice: 1, seq: 1, revision: 1, deletedAt: null },
            ...{ createdAt: 1, createdBy: id, updatedAt: 1, updatedBy: id },
            values: { code: 'x', nameAr: 'x', nameCkb: null, nameEn: null, permissions: ['org.user.edit'] },
          },
        },
      ],
    } as const;
    const { database, door, now } = core;
    const puller = new Puller({ raw: database.raw, door, office: door.office, now, schema: 1 });
    const at = puller.cursor(core.door.office);
    expect(puller.take({ ...page, generation: at.generation, from: at.at, to: at.at + 2 })).toBe(true);
    const parked = core.database.raw.prepare('SELECT why FROM sync_parked').pluck().all();
    expect(parked).toEqual(['wrong-table', 'wrong-table']);
    await test.visitor().signIn('admin');
    expect((await admin.org.role.list()).map(({ code }) => code)).not.toContain('x');
  });

  it('against a link that somebody has written in its folder', async () => {
    const { test } = await linkedOffice();
    const path = join(test.folder, 'data-centre.json');
    const sealed = readFileSync(path, 'utf8');
    expect(sealed).not.toContain('127.0.0.1');
    const { core } = test.office;
    const key = purposeKey(core.dataKey, 'sync');
    expect(readLink(path, key)?.office).toBe(core.door.office);
    writeFileSync(path, JSON.stringify({ ...readLink(path, key), isClaimed: false }));
    expect(readLink(path, key)).toBeNull();
    writeFileSync(path, sealed);
  });

  it('against a lost answer: the same invitation is followed again with the same key', async () => {
    const { test } = await linkedOffice();
    const { office, code } = demand(readInvitation(await invitation(test.office.core.door.office)));
    const path = join(test.folder, 'data-centre.pending');
    const asked = { officeKey: purposeKey(test.office.core.dataKey, 'sync'), now: 1 };
    const given = { office, code, address: centre.address, fingerprint: centre.fingerprint };
    const first = pendingKey(path, { ...asked, invitation: given });
    expect(pendingKey(path, { ...asked, invitation: given, now: 2 })).toEqual(first);
    expect(pendingKey(path, { ...asked, invitation: { ...given, code: 'ABCDEFGH2345' } }).keyId).not.toBe(first.keyId);
  });
});
