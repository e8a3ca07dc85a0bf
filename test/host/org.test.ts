import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { refusalOf, testOffice, type Client } from './harness.ts';

const day = (text: string): LocalDate => text as LocalDate;

async function unitByCode(client: Client, code: string) {
  const unit = (await client.org.unit.list({})).find((each) => each.code === code);
  if (!unit) throw new Error(`No unit ${code}.`);
  return unit;
}

async function userByName(client: Client, userName: string) {
  const user = (await client.org.user.list({})).find((each) => each.userName === userName);
  if (!user) throw new Error(`No user ${userName}.`);
  return user;
}

function section(parentId: string, code = '1017-90') {
  return {
    ...({ code, type: 'section', parentId, nameAr: 'شعبة الجودة', nameCkb: null, nameEn: null } as const),
    ...{ validFrom: day('2026-01-01'), validTo: null, isPayingEntity: false },
  };
}

describe('the tree', () => {
  it('takes a new unit under one of higher rank, and no other', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const department = await unitByCode(client, '1017-01');
    const { id } = await client.org.unit.create(section(department.id));
    expect(await client.org.unit.get({ id })).toMatchObject({ code: '1017-90', state: 'open', revision: 1 });
    const inside = { ...section(id, '1017-91'), type: 'department' } as const;
    expect(await refusalOf(client.org.unit.create(inside))).toEqual(['PARENT_NOT_HIGHER']);
    expect(await refusalOf(client.org.unit.create(section(department.id)))).toEqual(['CODE_TAKEN']);
    const second = { ...section(department.id, '2'), type: 'ministry', parentId: null } as const;
    expect(await refusalOf(client.org.unit.create(second))).toEqual(['PARENT_REQUIRED']);
  });

  it('moves a unit with all below it, never below itself', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const [department, other] = [await unitByCode(client, '1017-01'), await unitByCode(client, '1017-02')];
    const child = await unitByCode(client, '1017-01-1');
    const grandchild = await unitByCode(client, '1017-01-1-1');
    await client.org.unit.move({ id: child.id, revision: child.revision, parentId: other.id });
    expect((await client.org.unit.get({ id: child.id })).parentId).toBe(other.id);
    expect((await client.org.unit.get({ id: grandchild.id })).parentId).toBe(child.id);
    const below = {
      id: department.id,
      revision: department.revision,
      parentId: (await unitByCode(client, '1017-01-2')).id,
    };
    expect(await refusalOf(client.org.unit.move(below))).toContain('PARENT_IS_BELOW');
  });

  it('closes a unit after what lies below it, and reopens it', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const department = await unitByCode(client, '1017-07');
    const closing = { id: department.id, revision: department.revision, validTo: day('2026-10-31') };
    expect(await refusalOf(client.org.unit.close(closing))).toEqual(['UNIT_HAS_OPEN_CHILDREN']);
    const leaf = await unitByCode(client, '1017-07-1-1');
    const { revision } = await client.org.unit.close({
      id: leaf.id,
      revision: leaf.revision,
      validTo: day('2026-10-31'),
    });
    expect((await client.org.unit.get({ id: leaf.id })).state).toBe('closed');
    await client.org.unit.reopen({ id: leaf.id, revision });
    expect((await client.org.unit.get({ id: leaf.id })).state).toBe('open');
  });

  it('is found under every spelling of its name', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const codes = async (search: string) => (await client.org.unit.list({ search })).map(({ code }) => code);
    expect(await codes('الشُّؤون الإداريّة')).toContain('1017-01');
    expect(await codes('الشوون الاداريه')).toContain('1017-01');
    expect(await codes('مووچە')).toEqual(['1017-02-1']);
    expect(await codes('payroll')).toEqual(['1017-02-1']);
    expect(await codes('"; DROP TABLE org_unit; --')).toEqual([]);
  });

  it('holds a text once, however its letters are put together (NFC or NFD): in unique checks and in what is hashed', async () => {
    const { visitor, office } = await testOffice();
    const client = await visitor().signIn('admin');
    const { id: parent } = await unitByCode(client, '1017-01');
    // A hamza on its seat, as one letter and as two; Kurdish has them too.
    const names = { nameAr: 'قسم الأفراد والرؤساء', nameCkb: 'بەشی ئەندامان', nameEn: 'Café' };
    const decomposed = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, name.normalize('NFD')]));
    expect(decomposed).not.toEqual(names);
    const code = 'أ-7';
    const { id } = await client.org.unit.create({ ...section(parent, code.normalize('NFD')), ...decomposed });
    expect(await client.org.unit.get({ id })).toMatchObject({ code, ...names });
    for (const form of ['NFC', 'NFD'])
      expect(await refusalOf(client.org.unit.create(section(parent, code.normalize(form))))).toEqual(['CODE_TAKEN']);
    const [body] = office.core.database.raw.prepare('SELECT body FROM op_log ORDER BY seq DESC LIMIT 1').pluck().all();
    const op = String(body);
    expect(op).toContain(names.nameAr);
    expect(op).toBe(op.normalize('NFC'));
  });

  it('keeps the first of two edits of the same record and gives the second the record as it is now', async () => {
    const { visitor } = await testOffice();
    const [first, second] = [await visitor().signIn('admin'), await visitor().signIn('organiser1')];
    const unit = await unitByCode(first, '1017-01');
    const edit = { id: unit.id, revision: unit.revision, code: unit.code, nameCkb: null, nameEn: null };
    const rest = { validFrom: unit.validFrom, isPayingEntity: false };
    await first.org.unit.edit({ ...edit, ...rest, nameAr: 'قسم الإدارة' });
    await expect(second.org.unit.edit({ ...edit, ...rest, nameAr: 'قسم الأفراد' })).rejects.toMatchObject({
      data: { problems: [{ code: 'CONFLICT' }], conflict: { revision: 2, current: { nameAr: 'قسم الإدارة' } } },
    });
    expect((await unitByCode(first, '1017-01')).nameAr).toBe('قسم الإدارة');
  });
});

describe('rights', () => {
  it('hold in the unit of the role and below it, and nowhere else', async () => {
    const { visitor } = await testOffice();
    const organiser = await visitor().signIn('organiser2');
    const admin = await visitor().signIn('admin');
    const home = await userByName(admin, 'organiser2');
    const elsewhere = await unitByCode(admin, '1017-07');
    expect((await admin.org.unit.get({ id: home.unitId })).code).toMatch(/^1017-0[1-6]/);
    expect(await refusalOf(organiser.org.unit.create(section(elsewhere.id)))).toEqual(['OUTSIDE_YOUR_UNIT']);
  });

  it('cannot be handed out by somebody who does not hold them', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const manager = await visitor().signIn('user.manager1');
    const target = await userByName(admin, 'clerk1');
    const administrator = (await admin.org.role.list()).find(({ code }) => code === 'administrator');
    const home = await userByName(admin, 'user.manager1');
    const grant = { userId: target.id, roleId: administrator?.id ?? '', unitId: home.unitId };
    const period = { validFrom: day('2026-01-01'), validTo: null };
    expect(await refusalOf(manager.org.user.assign({ ...grant, ...period }))).toEqual(['MORE_THAN_YOU_HOLD']);
  });

  it('pass to a deputy for the days of the delegation, in the name of his principal, and are not passed on', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const [director, deputy] = [await userByName(admin, 'director2'), await userByName(admin, 'viewer2')];
    const before = await visitor().signIn('viewer2');
    expect((await before.platform.session.state()).user?.permissions).not.toContain('org.committee.edit');
    await admin.org.delegation.create({
      ...{ fromUserId: director.id, toUserId: deputy.id, permissions: null, orderNumber: '511' },
      ...{ orderDate: day('2026-11-20'), validFrom: day('2026-11-24'), validTo: day('2026-11-30') },
    });
    const { user } = await before.platform.session.state();
    expect(user?.permissions).toContain('org.committee.edit');
    expect(user?.permissions).not.toContain('org.delegation.edit');
    const { id } = await before.org.committee.create({
      ...{ nameAr: 'لجنة الإتلاف', nameCkb: null, nameEn: null, purpose: null, orderNumber: '77' },
      ...{ orderDate: day('2026-11-24'), unitId: director.unitId, validFrom: day('2026-11-25'), validTo: null },
      members: [{ personName: 'علي حسين', jobTitle: null, userId: null, seat: 'chairman' }],
    });
    const [made] = await admin.platform.record.timeline({ table: 'org_committee', id });
    expect(made).toMatchObject({ userName: deputy.nameAr, onBehalfOfName: director.nameAr });
  });

  it('end with the last administrator never: the office cannot lock itself out', async () => {
    const { visitor, clock } = await testOffice();
    clock.now += 48 * 60 * 60_000;
    const admin = await visitor().signIn('admin');
    const self = await userByName(admin, 'admin');
    expect(await refusalOf(admin.org.user.suspend({ id: self.id, revision: self.revision }))).toEqual(['NOT_YOURSELF']);
    const [assignment] = (await admin.org.user.get({ id: self.id })).assignments;
    const ending = { id: assignment?.id ?? '', revision: assignment?.revision ?? 0, validTo: day('2026-11-26') };
    expect(await refusalOf(admin.org.user.endAssignment(ending))).toEqual(['LAST_ADMINISTRATOR']);
  });

  it('of a built-in role are fixed; an office adds its own and removes it when nobody holds it', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const clerk = (await admin.org.role.list()).find(({ code }) => code === 'clerk');
    expect(await refusalOf(admin.org.role.remove({ id: clerk?.id ?? '', revision: 1 }))).toEqual(['ROLE_BUILT_IN']);
    const role = { code: 'archivist', nameAr: 'أمين الأرشيف', nameCkb: null, nameEn: null };
    const { id } = await admin.org.role.create({ ...role, permissions: ['org.unit.view'] });
    expect(await refusalOf(admin.org.role.create({ ...role, permissions: ['no.such'] }))).toEqual([
      'PERMISSION_UNKNOWN',
    ]);
    await admin.org.role.remove({ id, revision: 1 });
    expect((await admin.org.role.list()).some(({ code }) => code === 'archivist')).toBe(false);
  });
});

describe('a committee', () => {
  it('needs one chairman and nobody twice, and is shown with its members', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const unit = await unitByCode(client, '1017');
    const member = { personName: 'هدى كريم', jobTitle: 'مهندس', userId: null, seat: 'member' } as const;
    const input = {
      ...{ nameAr: 'لجنة الاعتدال', nameCkb: null, nameEn: null, purpose: null, orderNumber: '90', unitId: unit.id },
      ...{ orderDate: day('2026-03-01'), validFrom: day('2026-03-02'), validTo: null },
    };
    expect(await refusalOf(client.org.committee.create({ ...input, members: [member] }))).toEqual([
      'COMMITTEE_NEEDS_CHAIRMAN',
    ]);
    const chairman = { ...member, personName: 'أحمد جاسم', seat: 'chairman' } as const;
    const twice = { ...member, personName: 'احمد جاسم' };
    expect(await refusalOf(client.org.committee.create({ ...input, members: [chairman, twice] }))).toEqual([
      'COMMITTEE_MEMBER_TWICE',
    ]);
    const { id } = await client.org.committee.create({ ...input, members: [chairman, member] });
    expect((await client.org.committee.get({ id })).members.map(({ seat }) => seat)).toEqual(['chairman', 'member']);
    const listed = await client.org.committee.list({ search: 'الاعتدال' });
    expect(listed).toHaveLength(1);
  });
});
