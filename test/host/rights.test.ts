import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { role } from '#modules/org/schema.ts';
import { refusalOf, testOffice, type Client, type TestOffice } from './harness.ts';

const day = (text: string): LocalDate => text as LocalDate;
const always = { validFrom: day('2026-01-01'), validTo: null };

/** The demonstration office with its administrator at work. */
async function people() {
  const test = await testOffice();
  const admin = await test.visitor().signIn('admin');
  const users = new Map((await admin.org.user.list({})).map((user) => [user.userName, user]));
  const roles = new Map((await admin.org.role.list()).map(({ code, id }) => [code, id]));
  const units = await admin.org.unit.list({});
  const userOf = (name: string) => users.get(name) ?? expect.unreachable(`No user ${name}.`);
  const roleOf = (code: string) => roles.get(code) ?? expect.unreachable(`No role ${code}.`);
  const top = units.find(({ parentId }) => parentId === null) ?? expect.unreachable('There is a top unit.');
  return { test, admin, userOf, roleOf, top };
}

/** Gives somebody a role of his own making over his home unit only, and signs him in. */
async function withRightsAtHome(
  {
    test,
    admin,
    userOf,
  }: { test: TestOffice; admin: Client; userOf: (name: string) => { id: string; unitId: string } },
  { name, permissions }: { name: string; permissions: string[] },
): Promise<Client> {
  const names = { nameAr: 'دور خاص', nameCkb: null, nameEn: null };
  const { id: roleId } = await admin.org.role.create({ code: 'special', ...names, permissions });
  const { id: userId, unitId } = userOf(name);
  await admin.org.user.assign({ userId, roleId, unitId, ...always });
  return test.visitor().signIn(name);
}

describe('somebody with rights in one department only', () => {
  it('does not become another by setting his password, when that one holds more elsewhere', async () => {
    const { test, admin, userOf, roleOf, top } = await people();
    const manager = await test.visitor().signIn('user.manager1');
    const target = userOf('clerk1');
    await admin.org.user.assign({ userId: target.id, roleId: roleOf('user_manager'), unitId: top.id, ...always });
    const reset = { id: target.id, password: 'another good word' };
    expect(await refusalOf(manager.org.user.resetPassword(reset))).toContain('MORE_THAN_YOU_HOLD');
    const { can } = await manager.org.user.get({ id: target.id });
    expect(can.resetPassword.ok).toBe(false);
  });

  it('does not become the deputy of another by setting his password', async () => {
    const { test, admin, userOf } = await people();
    const manager = await test.visitor().signIn('user.manager1');
    const deputy = userOf('viewer1');
    const reset = { id: deputy.id, password: 'another good word' };
    await admin.org.delegation.create({
      ...{ fromUserId: userOf('admin').id, toUserId: deputy.id, permissions: null, orderNumber: '5' },
      ...{ orderDate: day('2026-11-01'), validFrom: day('2026-12-01'), validTo: day('2026-12-31') },
    });
    expect(await refusalOf(manager.org.user.resetPassword(reset))).toContain('MORE_THAN_YOU_HOLD');
  });

  it('still sets the password of whoever holds no more than he', async () => {
    const { test, userOf } = await people();
    const manager = await test.visitor().signIn('user.manager1');
    await manager.org.user.resetPassword({ id: userOf('viewer1').id, password: 'another good word' });
  });

  it('changes neither the settings of the office nor its roles', async () => {
    const context = await people();
    const permissions = ['org.office.edit', 'org.role.edit'];
    const client = await withRightsAtHome(context, { name: 'viewer1', permissions });
    const { revision, nameAr, nameCkb, nameEn, settings } = await client.org.office.get();
    const change = {
      revision,
      nameAr,
      nameCkb,
      nameEn,
      settings: { ...settings, updateAddress: 'https://evil.example' },
    };
    expect(await refusalOf(client.org.office.edit(change))).toEqual(['OUTSIDE_YOUR_UNIT']);
    const mine = { code: 'mine', nameAr: 'لي', nameCkb: null, nameEn: null, permissions: [] };
    expect(await refusalOf(client.org.role.create(mine))).toContain('OUTSIDE_YOUR_UNIT');
    const { id } = await context.admin.org.role.create(mine);
    expect(await refusalOf(client.org.role.remove({ id, revision: 1 }))).toContain('OUTSIDE_YOUR_UNIT');
  });

  it('reaches nothing that belongs to the whole office: backups, audit, devices, tokens', async () => {
    const context = await people();
    const permissions = ['platform.backup', 'platform.audit', 'platform.device', 'platform.token', 'platform.health'];
    const { platform } = await withRightsAtHome(context, { name: 'viewer1', permissions });
    const calls = [
      () => platform.backup.restore({ name: 'x', password: 'y' }),
      () => platform.session.history(),
      () => platform.device.createCode(),
      () => platform.token.create({ name: 'x', userId: context.userOf('viewer1').id, days: 1 }),
      () => platform.health.get(),
    ];
    for (const call of calls) expect(await refusalOf(call())).toEqual(['OUTSIDE_YOUR_UNIT']);
    // Nor is it offered in the menu, which is drawn from these.
    const { user } = await platform.session.state();
    expect(user?.permissions).toContain('org.unit.view');
    expect(user?.permissions.filter((held) => permissions.includes(held))).toEqual([]);
  });

  it('makes no token for somebody who may be given more tomorrow', async () => {
    const { test, admin, userOf, top } = await people();
    const names = { nameAr: 'رموز', nameCkb: null, nameEn: null };
    const permissions = ['platform.token', 'org.unit.view', 'org.committee.view', 'files.attachment.view'];
    const { id: roleId } = await admin.org.role.create({ code: 'tokens', ...names, permissions });
    await admin.org.user.assign({ userId: userOf('clerk1').id, roleId, unitId: top.id, ...always });
    const client = await test.visitor().signIn('clerk1');
    const forViewer = { name: 'x', userId: userOf('viewer1').id, days: 366 };
    expect(await refusalOf(client.platform.token.create(forViewer))).toEqual(['MORE_THAN_YOU_HOLD']);
    await client.platform.token.create({ ...forViewer, userId: userOf('clerk1').id });
  });
});

describe('an end of rights', () => {
  it('is not put off by somebody who does not hold them', async () => {
    const { test, admin, userOf, roleOf, top } = await people();
    const [manager, friend] = [userOf('user.manager1'), userOf('clerk1')];
    await admin.org.user.assign({ userId: manager.id, roleId: roleOf('user_manager'), unitId: top.id, ...always });
    const { id } = await admin.org.user.assign({
      ...{ userId: friend.id, roleId: roleOf('administrator'), unitId: top.id },
      ...{ validFrom: day('2025-01-01'), validTo: day('2025-12-31') },
    });
    const client = await test.visitor().signIn('user.manager1');
    const longer = { id, revision: 1, validTo: day('2099-12-31') };
    expect(await refusalOf(client.org.user.endAssignment(longer))).toEqual(['MORE_THAN_YOU_HOLD']);
    await client.org.user.endAssignment({ ...longer, validTo: day('2025-06-30') });
  });

  it('that lies ahead does not leave the office without an administrator either', async () => {
    const { admin, userOf } = await people();
    const [held] = (await admin.org.user.get({ id: userOf('admin').id })).assignments;
    const ending = { id: held?.id ?? '', revision: held?.revision ?? 0 };
    for (const validTo of [day('2026-11-25'), day('2027-05-01')]) {
      expect(await refusalOf(admin.org.user.endAssignment({ ...ending, validTo }))).toEqual(['LAST_ADMINISTRATOR']);
    }
  });
});

describe('the administrator', () => {
  it('holds also the permissions of a module that came after his office was founded', async () => {
    const { test, admin, roleOf, userOf, top } = await people();
    const { door } = test.office.core;
    const asFounded = ['org.unit.view', 'org.user.view', 'org.user.edit'];
    door.write({ userId: userOf('admin').id }, 'test.old', (tx) =>
      tx.update(role, roleOf('administrator'), { permissions: asFounded }),
    );
    const { user } = await admin.platform.session.state();
    expect(new Set(user?.permissions)).toEqual(test.office.core.permissions);
    const grant = { userId: userOf('clerk1').id, roleId: roleOf('director'), unitId: top.id };
    await admin.org.user.assign({ ...grant, ...always });
  });
});

describe('a delegation', () => {
  it('is not written by the deputy himself, and ends only earlier than its order says', async () => {
    const { test, admin, userOf, roleOf, top } = await people();
    const director = userOf('director1');
    await admin.org.user.assign({ userId: director.id, roleId: roleOf('director'), unitId: top.id, ...always });
    const client = await test.visitor().signIn('director1');
    const order = {
      ...{ fromUserId: userOf('admin').id, permissions: null, orderNumber: '9', orderDate: day('2026-11-01') },
      ...{ validFrom: day('2026-11-20'), validTo: day('2026-12-31') },
    };
    expect(await refusalOf(client.org.delegation.create({ ...order, toUserId: director.id }))).toEqual([
      'NOT_YOURSELF',
    ]);
    const friend = { ...order, toUserId: userOf('viewer1').id };
    expect(await refusalOf(client.org.delegation.create(friend))).toEqual(['MORE_THAN_YOU_HOLD']);
    await client.org.delegation.create({ ...friend, fromUserId: director.id });
    const { id } = await admin.org.delegation.create({ ...order, toUserId: director.id });
    const longer = { id, revision: 1, validTo: day('2099-12-31') };
    expect(await refusalOf(client.org.delegation.revoke(longer))).toEqual(['DELEGATION_PROLONGED']);
    await client.org.delegation.revoke({ ...longer, validTo: day('2026-12-01') });
  });
});

describe('a stream of events', () => {
  it('ends with the session, the user or the right on which it stands', async () => {
    const { test, admin, userOf } = await people();
    const { id, revision, ...unit } = (await admin.org.unit.list({ search: '1017-07' }))[0] ?? expect.unreachable('');
    const touch = async (at: number) => {
      const { code, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
      const names = { nameAr: `قسم ${at}`, nameCkb, nameEn };
      await admin.org.unit.edit({ id, revision: revision + at, code, ...names, validFrom, isPayingEntity });
    };
    const watching = await test.visitor().signIn('viewer1');
    const stream = await watching.platform.events.watch();
    await touch(0);
    expect((await stream.next()).value).toMatchObject({ type: 'record', table: 'org_unit', id });
    const viewer = await admin.org.user.get({ id: userOf('viewer1').id });
    await admin.org.user.suspend({ id: viewer.id, revision: viewer.revision });
    await touch(1);
    expect(await stream.next()).toMatchObject({ done: true });
  });
});

describe('the places of the office on the disk', () => {
  it('are told to those who set them, and to nobody else', async () => {
    const { visitor, folder } = await testOffice();
    const admin = await (await visitor().signIn('admin')).org.office.get();
    expect(admin.settings.backupFolder).toContain(folder);
    const clerk = await (await visitor().signIn('clerk1')).org.office.get();
    expect(clerk.settings).toMatchObject({ backupFolder: '', scannerFolder: '', updateAddress: '' });
    expect(clerk.settings.letterheadAr).toEqual(admin.settings.letterheadAr);
    expect(JSON.stringify(clerk)).not.toContain(folder);
  });
});
