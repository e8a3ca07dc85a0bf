import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { demand } from '#db/refusal.ts';
import { verify } from '#db/verify.ts';
import { moveDevice } from '#datacenter/protocol/enrolment-codes.ts';
import { codeOf, readInvitation } from '#kernel/sync/enrolment.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { job } from '#office/schema.ts';
import { refusalOf, testOffice, TEST_START, type Client, type TestOffice } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** A PC goes from one office to another with whole programs, PostgreSQL and TLS: by the pages of both sides. */

let ministry: MinistryOfOffices;
let desk: LinkedOffice;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const PASSWORD = DEMONSTRATION.password;
const NOTHING = { changes: 0, files: 0, inbox: 0 };
const NEW_PASSWORD = 'دجلة يجري شمالاً';

/** An office whose PC is no demonstration, so that it may go. */
async function realOffice(): Promise<LinkedOffice> {
  const { test, number } = await ministry.office({ employees: 0 });
  await test.office.close();
  const opened = await testOffice({ folder: test.folder, kind: 'empty' });
  const office = { test: opened, admin: await opened.visitor().signIn('admin'), number };
  await ministry.meet(office);
  return office;
}

async function deviceOf(number: number) {
  const { devices } = await desk.admin.ministry.office.get({ office: number });
  const present = devices.find(({ revokedAt }) => revokedAt === null);
  if (!present) throw new Error(`Office ${number} has a PC.`);
  return present;
}

async function moved(from: LinkedOffice, to: number): Promise<string> {
  const { keyId } = await deviceOf(from.number);
  return (await desk.admin.ministry.office.moveDevice({ office: from.number, keyId, to })).invitation;
}

async function rename(admin: Client, nameAr: string): Promise<void> {
  const unit = (await admin.org.unit.list({})).find(({ code }) => code === '1017-03');
  if (!unit) throw new Error('The demonstration has this unit.');
  const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
  await admin.org.unit.edit({ id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity, nameAr });
}

/** Closes and opens the folder as a service does when it is told to. */
async function reopened({ office, folder }: TestOffice): Promise<TestOffice> {
  await office.close();
  return testOffice({ folder, kind: 'empty' });
}

/** The invited office comes to the PC, which is empty, and its administrator gets a password. */
async function joined(test: TestOffice, invitation: string): Promise<{ test: TestOffice; admin: Client }> {
  await test.visitor().client.platform.setup.join({ text: invitation, device: 'PC that moved' });
  const opened = await reopened(test);
  await opened.office.core.sync.syncNow();
  const stranger = opened.visitor().client;
  const [administrator] = (await stranger.platform.session.state()).joining?.administrators ?? [];
  await stranger.platform.setup.claim({ userId: administrator?.id ?? '', password: NEW_PASSWORD });
  return { test: opened, admin: await opened.visitor().signIn(administrator?.userName ?? '', NEW_PASSWORD) };
}

describe('a PC that goes to another office', () => {
  it('leaves its office whole beside it, becomes the PC of the other, and what it left is told as late work', async () => {
    desk = await ministry.desk();
    const from = await realOffice();
    const to = await realOffice();
    await rename(to.admin, 'اسم في الدائرة الأخرى');
    await ministry.meet(to);
    const left = await deviceOf(from.number);
    const invitation = await moved(from, to.number);

    // At the data centre: the old office has no PC, and the acts and incidents say where it went.
    const standing = await desk.admin.ministry.office.get({ office: from.number });
    expect(standing).toMatchObject({
      ...{ hasDevice: false, incidents: 0, devices: [{ keyId: left.keyId, isReplaced: true, movedTo: to.number }] },
    });
    expect(standing.incidentList[0]).toMatchObject({ kind: 'moved' });
    const [act] = await desk.admin.ministry.act.list({});
    expect(act).toMatchObject({ kind: 'device_moved', office: from.number, detail: `${to.number} PC 1` });

    // What was written since the last sync is late; the PC says that it would leave it behind.
    await rename(from.admin, 'كُتب بعد النقل في المركز');
    const { head } = from.test.office.core.door;
    const { sync } = from.admin.platform;
    expect(await refusalOf(sync.now({}))).toEqual(['SYNC_REPLACED']);
    expect(await sync.beforeMove({})).toMatchObject({ behind: { changes: 1 }, late: 'asked', isHere: true });
    expect(await sync.readMove({ text: invitation })).toMatchObject({ office: to.number, isOwnCentre: true });
    const move = { text: invitation, password: PASSWORD, behind: { ...NOTHING, changes: 1 } };
    expect(await refusalOf(sync.move({ ...move, behind: NOTHING }))).toEqual(['MOVE_LEAVES']);
    expect(await refusalOf(sync.move({ ...move, password: 'wrong' }))).toEqual(['PASSWORD_WRONG']);
    const { folder } = await sync.move(move);
    expect(folder).toBe(`office-${from.number}-2026-11-25`);

    // On an empty folder it becomes the PC of the other office, whose own one is put out.
    const empty = await reopened(from.test);
    expect(await empty.visitor().client.platform.session.state()).toMatchObject({ isFounded: false, joining: null });
    const young = await joined(empty, invitation);
    await ministry.settled();
    const units = await young.admin.org.unit.list({});
    expect(units.map(({ nameAr }) => nameAr)).toContain('اسم في الدائرة الأخرى');
    expect(young.test.office.core.door.office).toBe(to.number);
    expect((await deviceOf(to.number)).name).toBe('PC that moved');
    await rename(young.admin, 'كُتب على الحاسبة المنقولة');
    await young.admin.platform.sync.now({});
    expect(await refusalOf(to.admin.platform.sync.now({}))).toEqual(['SYNC_REPLACED']);

    // The folder that was set aside opens as it was, proves, and speaks only as one that was moved.
    const aside = await testOffice({ folder: join(from.test.folder, 'set-aside', folder), kind: 'empty' });
    const { core } = aside.office;
    expect(core.door.head).toEqual(head);
    const proof = await verify({ database: core.database, models: core.tables.map((table) => modelOf(table)) });
    expect(proof).toMatchObject({ ok: true, head: head.hash });
    const again = await aside.visitor().signIn('admin');
    expect(await refusalOf(again.platform.sync.now({}))).toEqual(['SYNC_REPLACED']);
    expect(await again.platform.sync.status({})).toMatchObject({ unsent: 1, late: { state: 'asked', changes: 1 } });
    const history = await again.platform.session.history();
    expect(history.map(({ outcome }) => outcome)).toContain('moved_away');
    const { lateWorks, seq } = await desk.admin.ministry.office.get({ office: from.number });
    expect(lateWorks).toMatchObject([{ keyId: left.keyId, state: 'asked', changes: 1 }]);
    expect(seq).toBe(head.seq - 1);

    // The old office goes on with another PC, which takes in what was left.
    const heir = await ministry.replaced(from);
    const [work] = lateWorks;
    const decided = { office: from.number, keyId: left.keyId, seq: work?.seq ?? 0, earlierAt: null };
    await desk.admin.ministry.late.take(decided);
    expect(await refusalOf(again.platform.sync.now({}))).toEqual(['SYNC_REPLACED']);
    await ministry.meet(heir);
    expect((await heir.admin.org.unit.list({})).map(({ nameAr }) => nameAr)).toContain('كُتب بعد النقل في المركز');
  });

  it('stays where it is when nobody may move it, a job runs, or the invitation leads nowhere', async () => {
    desk = await ministry.desk();
    const from = await realOffice();
    const to = await realOffice();
    const { sync } = from.admin.platform;
    const move = (text: string) => refusalOf(sync.move({ text, password: PASSWORD, behind: NOTHING }));
    const own = (await desk.admin.ministry.office.invite({ office: from.number })).invitation;
    const other = (await desk.admin.ministry.office.invite({ office: to.number })).invitation;
    const centre = (await desk.admin.ministry.office.invite({ office: DATACENTER_OFFICE })).invitation;
    expect(await refusalOf(sync.readMove({ text: own }))).toEqual(['MOVE_SAME_OFFICE']);
    expect(await move(own)).toEqual(['MOVE_SAME_OFFICE']);
    expect(await move(centre)).toEqual(['MOVE_OF_CENTRE']);
    expect(await move('nothing')).toEqual(['INVITATION_MALFORMED']);

    const { core } = from.test.office;
    const row = { kind: 'verify', input: {}, progress: 0, problems: [], result: null, onBehalfOf: null, starts: 0 };
    const [queued, startedBy] = [core.newId(), core.newId()];
    const times = { createdAt: TEST_START, finishedAt: null };
    core.database.db
      .insert(job)
      .values({ ...row, ...times, id: queued, startedBy, state: 'queued' })
      .run();
    expect(await sync.beforeMove({})).toMatchObject({ isBusy: true });
    expect(await move(other)).toEqual(['MOVE_WHILE_BUSY']);
    core.database.db.delete(job).run();

    const clerk = await from.test.visitor().signIn('clerk1');
    expect(await refusalOf(clerk.platform.sync.beforeMove({}))).toEqual(['FORBIDDEN']);
    const asked = { text: other, password: PASSWORD, behind: NOTHING };
    expect(await refusalOf(clerk.platform.sync.move(asked))).toEqual(['FORBIDDEN']);

    const reopenedAs = await reopened(from.test);
    // Nothing was wished for, so it is the same office.
    expect(reopenedAs.office.core.door.office).toBe(from.number);
  });

  it('takes nothing more once it goes, so that nothing is left behind that was said to be saved', async () => {
    desk = await ministry.desk();
    const from = await realOffice();
    const to = await realOffice();
    const { invitation } = await desk.admin.ministry.office.invite({ office: to.number });
    const asked = { text: invitation, password: PASSWORD, behind: NOTHING };
    const { sync } = from.admin.platform;
    // The later one was let in before the other had gone; whose password is compared first is not told.
    const moves = [sync.move(asked), sync.move(asked)];
    const ends = await Promise.allSettled(moves);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const late = moves[ends.findIndex(({ status }) => status === 'rejected')];
    expect(['MOVE_WHILE_BUSY', 'OFFICE_CLOSING']).toContain((await refusalOf(Promise.resolve(late)))[0]);
    const { head } = from.test.office.core.door;
    expect(await refusalOf(rename(from.admin, 'كُتب بعد الطلب'))).toEqual(['OFFICE_CLOSING']);
    expect(await refusalOf(from.admin.platform.verify.run({}))).toEqual(['OFFICE_CLOSING']);
    expect(await refusalOf(sync.move(asked))).toEqual(['OFFICE_CLOSING']);
    expect(await sync.beforeMove({})).toMatchObject({ isBusy: true, behind: NOTHING });
    expect(from.test.office.core.door.head).toEqual(head);
    const { core } = await reopened(from.test).then(({ office }) => office);
    expect([core.door.head.seq, core.isClosing]).toEqual([0, false]);
  });

  it('is let go at the data centre all at once or not at all', async () => {
    desk = await ministry.desk();
    const from = await realOffice();
    const { office: closed } = await desk.admin.ministry.office.add({
      ...{ nameAr: 'دائرة ستُغلق', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'wasit' },
      ...{ parentOffice: null, place: null },
    });
    await desk.admin.ministry.office.close({ office: closed, isClosed: true });
    const { keyId } = await deviceOf(from.number);
    const move = (to: number, key = keyId) =>
      refusalOf(desk.admin.ministry.office.moveDevice({ office: from.number, keyId: key, to }));
    const acts = (await desk.admin.ministry.act.list({})).length;
    expect(await move(closed)).toEqual(['OFFICE_CLOSED']);
    expect(await move(90_000)).toEqual(['OFFICE_UNKNOWN']);
    expect(await move(from.number)).toEqual(['MOVE_SAME_OFFICE']);
    expect(await move(DATACENTER_OFFICE)).toEqual(['MOVE_OF_CENTRE']);
    await desk.admin.ministry.office.close({ office: closed, isClosed: false });
    expect(await move(closed, 'k9')).toEqual(['DEVICE_UNKNOWN']);
    // What was asked for and not done made no invitation, is no act, and the PC writes on.
    const { codes, hasLog } = await desk.admin.ministry.office.get({ office: closed });
    expect([codes, hasLog]).toEqual([[], false]);
    const after = await desk.admin.ministry.act.list({});
    expect(after.slice(0, after.length - acts).map(({ kind }) => kind)).toEqual(['office_reopened']);
    await rename(from.admin, 'ما زالت تكتب');
    await ministry.meet(from);
    const { invitation } = await desk.admin.ministry.office.moveDevice({ office: from.number, keyId, to: closed });
    expect(demand(readInvitation(invitation)).office).toBe(closed);
    // Once gone it is not moved again, and may still be stopped as after a theft: then it tells nothing any more.
    expect(await move(closed)).toEqual(['DEVICE_UNKNOWN']);
    expect(await refusalOf(from.admin.platform.sync.now({}))).toEqual(['SYNC_REPLACED']);
    await desk.admin.ministry.office.revoke({ office: from.number, keyId });
    expect(await refusalOf(from.admin.platform.sync.now({}))).toEqual(['SYNC_DEVICE_ENDED']);
  });

  it('is moved again where the database failed in the last moment, after the witness had heard of it', async () => {
    desk = await ministry.desk();
    const from = await realOffice();
    const to = await realOffice();
    const { keyId } = await deviceOf(from.number);
    const { ports } = ministry.opened;
    const asked = { office: from.number, keyId, to: to.number, movedBy: 'x', code: codeOf(randomBytes(12)) };
    let hasHeard = false;
    const transaction: typeof ports.store.transaction = (work) =>
      ports.store.transaction(async (tx) => {
        await work(tx);
        hasHeard = ports.witness.deviceOf(from.number, keyId)?.isRevoked === true;
        throw new Error('PostgreSQL went away before COMMIT');
      });
    await expect(moveDevice({ ...ports, store: { ...ports.store, transaction } }, asked)).rejects.toThrow('COMMIT');
    expect(hasHeard).toBe(true);
    const { devices } = await desk.admin.ministry.office.get({ office: from.number });
    expect(devices).toMatchObject([{ keyId, revokedAt: null }]);
    const { codes } = await desk.admin.ministry.office.get({ office: to.number });
    expect(codes.filter(({ usedAt }) => usedAt === null)).toEqual([]);

    const { invitation } = await desk.admin.ministry.office.moveDevice({ office: from.number, keyId, to: to.number });
    expect(demand(readInvitation(invitation)).office).toBe(to.number);
    expect(await refusalOf(from.admin.platform.sync.now({}))).toEqual(['SYNC_REPLACED']);
  });

  it('lets the witness hear of nothing before all the rest is written', async () => {
    desk = await ministry.desk();
    const from = await realOffice();
    const to = await realOffice();
    const { keyId } = await deviceOf(from.number);
    const { ports } = ministry.opened;
    const asked = { office: from.number, keyId, to: to.number, movedBy: 'x', code: codeOf(randomBytes(12)) };
    // The code there cannot be written.
    const transaction: typeof ports.store.transaction = (work) =>
      ports.store.transaction((tx) =>
        work({
          get: (...key) => tx.get(...key),
          lock: (...key) => tx.lock(...key),
          range: (...bounds) => tx.range(...bounds),
          remove: (...keys) => tx.remove(...keys),
          put: (table, rows) => {
            if (table.name === 'enrolment_code') throw new Error('The disk is full');
            return tx.put(table, rows);
          },
        } as typeof tx),
      );
    await expect(moveDevice({ ...ports, store: { ...ports.store, transaction } }, asked)).rejects.toThrow('full');
    expect(ports.witness.deviceOf(from.number, keyId)?.isRevoked).toBe(false);
    await rename(from.admin, 'كُتب بعد نقل لم يتم');
    await ministry.meet(from);
  });

  it('has no demonstration office behind it', async () => {
    desk = await ministry.desk();
    const demonstration = await ministry.office({ employees: 0 });
    const to = await ministry.office({ employees: 0 });
    const { invitation } = await desk.admin.ministry.office.invite({ office: to.number });
    expect(await refusalOf(demonstration.admin.platform.sync.readMove({ text: invitation }))).toEqual([
      'MOVE_DEMONSTRATION',
    ]);
  });
});
