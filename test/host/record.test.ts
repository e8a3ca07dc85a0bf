import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { refusalOf, testOffice, type Client } from './harness.ts';

async function anyUnit(client: Client) {
  const unit = (await client.org.unit.list({})).find(({ code }) => code === '1017-02');
  if (!unit) throw new Error('The demonstration has this unit.');
  const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity, nameAr } = unit;
  return { id, nameAr, edit: { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } };
}

describe('the timeline', () => {
  it('tells who changed which field from what to what, newest first', async () => {
    const { visitor, clock } = await testOffice();
    const client = await visitor().signIn('admin');
    const { id, nameAr, edit } = await anyUnit(client);
    clock.now += 60_000;
    await client.org.unit.edit({ ...edit, nameAr: 'قسم المالية' });
    const [newest, oldest] = await client.platform.record.timeline({ table: 'org_unit', id });
    expect(newest).toMatchObject({ command: 'org.unit.edit', kind: 'update', userName: 'سلام عبد الرزاق الجنابي' });
    expect(newest?.fields).toEqual([{ key: 'nameAr', kind: 'text', before: nameAr, after: 'قسم المالية' }]);
    expect(oldest?.kind).toBe('insert');
    expect(newest?.at).toBeGreaterThan(oldest?.at ?? 0);
  });

  it('tells of the settings of the office only what a change changed', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const { id, revision, nameAr, nameCkb, nameEn, settings } = await client.org.office.get();
    const changed = { ...settings, idleMinutes: settings.idleMinutes + 5 };
    await client.org.office.edit({ revision, nameAr, nameCkb, nameEn, settings: changed });
    const [newest] = await client.platform.record.timeline({ table: 'org_office', id });
    expect(newest?.fields).toEqual([
      {
        ...{ key: 'settings', kind: 'json' },
        ...{ before: { idleMinutes: settings.idleMinutes }, after: { idleMinutes: changed.idleMinutes } },
      },
    ]);
  });

  it('names other records instead of showing their ids, and never shows a secret', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const user = (await client.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    await client.org.user.resetPassword({ id: user?.id ?? '', password: 'a new word for him' });
    const entries = await client.platform.record.timeline({ table: 'org_user', id: user?.id ?? '' });
    const fields = entries.flatMap((entry) => entry.fields);
    expect(fields.find(({ key }) => key === 'unitId')?.after).toBe(user?.unitNameAr);
    const secret = fields.filter(({ key }) => key === 'passwordHash');
    expect(secret).toHaveLength(2);
    for (const field of secret) expect(field.after ?? null).toBeNull();
    expect(JSON.stringify(entries)).not.toContain('scrypt');
  });

  it('has in the log below it, which other machines receive, no secret that could be tried', async () => {
    const { visitor, office } = await testOffice();
    const client = await visitor().signIn('admin');
    await client.platform.session.changePassword({ current: 'nahrain-2026', password: 'نهر دجلة الجميل' });
    const { raw } = office.core.database;
    const bodies = raw.prepare('SELECT CAST(body AS TEXT) FROM op_log').pluck().all().join('\n');
    const written = [...bodies.matchAll(/"passwordHash":"([^"]*)"/g)].map(([, value]) => value);
    expect(written.length).toBeGreaterThan(5);
    expect(written.filter((value) => !/^(?:sealed:[\w+/=]+|none)$/.test(value ?? ''))).toEqual([]);
  });

  it('is refused for a record that the reader may not see', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const clerk = await visitor().signIn('clerk1');
    const [user] = await admin.org.user.list({});
    expect(await refusalOf(clerk.platform.record.timeline({ table: 'org_user', id: user?.id ?? '' }))).toEqual([
      'FORBIDDEN',
    ]);
    expect(await refusalOf(clerk.platform.record.timeline({ table: 'platform_session', id: user?.id ?? '' }))).toEqual([
      'NOT_FOUND',
    ]);
  });
});

describe('the fields of a record, for its paper', () => {
  it('are what it says now, others by name, no secret, and nothing to whoever may not see it', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const clerk = await visitor().signIn('clerk1');
    const user = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    const asked = { table: 'org_user', id: user?.id ?? '' };
    const fields = await admin.platform.record.fields(asked);
    const valueOf = (key: string) => fields.find((field) => field.key === key)?.value;
    expect(valueOf('userName')).toBe('clerk1');
    expect(valueOf('unitId')).toBe(user?.unitNameAr);
    expect(fields.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['passwordHash']));
    expect(fields.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['revision']));
    expect(await refusalOf(clerk.platform.record.fields(asked))).toEqual(['FORBIDDEN']);
  });
});

describe('undo', () => {
  it('leaves a new record alone when another hangs on it by now', async () => {
    const { visitor } = await testOffice();
    const [client, colleague] = [await visitor().signIn('admin'), await visitor().signIn('organiser1')];
    const { id: parentId } = await anyUnit(client);
    const { validFrom } = await client.org.unit.get({ id: parentId });
    const names = { nameAr: 'شعبة الجودة', nameCkb: null, nameEn: null, isPayingEntity: false };
    const period = { validFrom, validTo: null };
    const made = await client.org.unit.create({ code: 'Q1', type: 'section', parentId, ...names, ...period });
    await colleague.org.unit.create({ code: 'Q2', type: 'unit', parentId: made.id, ...names, ...period });
    expect(await refusalOf(client.platform.undo.last())).toEqual(['UNDO_OVERTAKEN']);
    expect(await client.org.unit.get({ id: made.id })).toMatchObject({ code: 'Q1' });
  });

  it('takes back the last drafts of this session, one by one, as commands of their own', async () => {
    const { visitor, office } = await testOffice();
    const client = await visitor().signIn('admin');
    const { id, edit } = await anyUnit(client);
    const { revision } = await client.org.unit.edit({ ...edit, nameAr: 'أول' });
    await client.org.unit.edit({ ...edit, revision, nameAr: 'ثان' });
    const before = office.core.door.head.seq;
    expect(await client.platform.undo.last()).toEqual({ command: 'org.unit.edit' });
    expect((await client.org.unit.get({ id })).nameAr).toBe('أول');
    expect(office.core.door.head.seq).toBe(before + 1);
  });

  it('takes back a creation and a deletion', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const { id: parentId, edit } = await anyUnit(client);
    const { id } = await client.org.unit.create({
      ...{ code: '1017-88', type: 'section', parentId, nameAr: 'شعبة', nameCkb: null, nameEn: null },
      ...{ validFrom: edit.validFrom, validTo: null, isPayingEntity: false },
    });
    await client.platform.undo.last();
    expect(await refusalOf(client.org.unit.get({ id }))).toEqual(['NOT_FOUND']);
    expect(await client.org.unit.list({ search: '1017-88' })).toEqual([]);
    const png = new File([Buffer.from(PNG, 'base64')], 'صورة.png');
    const attached = await client.files.attachment.add({ table: 'org_unit', recordId: parentId, file: png });
    await client.files.attachment.remove({ id: attached.id, revision: 1 });
    await client.platform.undo.last();
    expect(await client.files.attachment.list({ table: 'org_unit', recordId: parentId })).toHaveLength(1);
  });

  it('asks the rules again: a code that was given away since is not taken back', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const { id, nameAr, edit } = await anyUnit(client);
    await client.org.unit.edit({ ...edit, nameAr, code: '1017-99' });
    const colleague = await visitor().signIn('admin');
    const top = (await client.org.unit.list({})).find(({ parentId }) => parentId === null);
    const place = { parentId: top?.id ?? '', type: 'department', validFrom: edit.validFrom, validTo: null } as const;
    const names = { nameAr: 'قسم آخر', nameCkb: null, nameEn: null, isPayingEntity: false };
    await colleague.org.unit.create({ code: '1017-02', ...place, ...names });
    expect(await refusalOf(client.platform.undo.last())).toEqual(['CODE_TAKEN']);
    expect((await client.org.unit.get({ id })).code).toBe('1017-99');
  });

  it('asks the rules again: a name by which somebody else signs in now is not taken back', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const clerk = (await client.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    if (!clerk) throw new Error('The demonstration has this user.');
    const { id, revision, nameAr, nameCkb, nameEn, jobTitle, unitId, language } = clerk;
    const person = { nameAr, nameCkb, nameEn, jobTitle, unitId, language };
    await client.org.user.edit({ id, revision, userName: 'clerk99', ...person });
    const other = await visitor().signIn('admin');
    await other.org.user.create({ userName: 'CLERK1', password: 'a word for him 1', ...person });
    expect(await refusalOf(client.platform.undo.last())).toEqual(['USER_NAME_TAKEN']);
    expect((await client.org.user.get({ id })).userName).toBe('clerk99');
  });

  it('asks for the reach again: who lost the unit since takes nothing back in it, others stay able to', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const organiser = await visitor().signIn('organiser2');
    const self = (await admin.org.user.list({})).find(({ userName }) => userName === 'organiser2');
    const { assignments } = await admin.org.user.get({ id: self?.id ?? '' });
    const [held] = assignments;
    if (!held) throw new Error('The demonstration gives him a role.');
    const unit = await organiser.org.unit.get({ id: held.unitId });
    const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity, nameAr } = unit;
    const edit = { id, code, nameCkb, nameEn, validFrom, isPayingEntity };
    await organiser.org.unit.edit({ ...edit, revision, nameAr: 'أول' });
    await organiser.platform.undo.last();
    expect(await admin.org.unit.get({ id })).toMatchObject({ nameAr, revision: revision + 2 });
    await organiser.org.unit.edit({ ...edit, revision: revision + 2, nameAr: 'ثان' });
    const elsewhere = (await admin.org.unit.list({})).find(
      (each) => each.parentId === unit.parentId && each.id !== unit.id,
    );
    const period = { validFrom: held.validFrom, validTo: null };
    await admin.org.user.assign({
      userId: self?.id ?? '',
      roleId: held.roleId,
      unitId: elsewhere?.id ?? '',
      ...period,
    });
    await admin.org.user.endAssignment({ id: held.id, revision: held.revision, validTo: '2026-11-24' as LocalDate });
    expect(await refusalOf(organiser.platform.undo.last())).toEqual(['OUTSIDE_YOUR_UNIT']);
    expect((await admin.org.unit.get({ id })).nameAr).toBe('ثان');
  });

  it('has a rule for every kind of record that an undoable command writes', async () => {
    const { office } = await testOffice();
    const rules = [...office.core.undoRules.keys()];
    expect(rules).toEqual(
      expect.arrayContaining(['org_unit', 'org_user', 'org_committee', 'org_committee_member', 'files_attachment']),
    );
    for (const table of rules) expect(office.core.database.raw.pragma(`table_info("${table}")`)).not.toEqual([]);
  });

  it('refuses a record for which no rule speaks', async () => {
    const { visitor, office } = await testOffice();
    const client = await visitor().signIn('admin');
    const { edit } = await anyUnit(client);
    await client.org.unit.edit({ ...edit, nameAr: 'أول' });
    (office.core.undoRules as Map<string, unknown>).delete('org_unit');
    expect(await refusalOf(client.platform.undo.last())).toEqual(['UNDO_IMPOSSIBLE']);
    expect((await client.org.unit.get({ id: edit.id })).nameAr).toBe('أول');
  });

  it('refuses when somebody changed the record since, or when there is nothing', async () => {
    const { visitor } = await testOffice();
    const [mine, other] = [await visitor().signIn('admin'), await visitor().signIn('admin')];
    expect(await refusalOf(mine.platform.undo.last())).toEqual(['NOTHING_TO_UNDO']);
    const { id, edit } = await anyUnit(mine);
    const { revision } = await mine.org.unit.edit({ ...edit, nameAr: 'أول' });
    await other.org.unit.edit({ ...edit, revision, nameAr: 'ثان' });
    expect(await refusalOf(mine.platform.undo.last())).toEqual(['UNDO_OVERTAKEN']);
    expect((await mine.org.unit.get({ id })).nameAr).toBe('ثان');
  });
});

describe('events', () => {
  it.each(['http', 'port'] as const)('over %s tell a window what another one changed', async (kind) => {
    const { visitor, portClient } = await testOffice();
    const watching = kind === 'http' ? visitor() : portClient();
    const { proof } = await watching.client.platform.session.signIn({ userName: 'clerk1', password: 'nahrain-2026' });
    if ('setProof' in watching) watching.setProof(proof);
    else watching.proof = proof;
    const events = await watching.client.platform.events.watch();
    const heard = events.next();
    const admin = await visitor().signIn('admin');
    const { id, edit } = await anyUnit(admin);
    await new Promise((resolve) => setImmediate(resolve));
    await admin.org.unit.edit({ ...edit, nameAr: 'اسم جديد' });
    expect((await heard).value).toMatchObject({ type: 'record', table: 'org_unit', id, kind: 'update' });
    await events.return?.();
  });

  it('do not tell of records that the listener may not see', async () => {
    const { visitor } = await testOffice();
    const clerk = await visitor().signIn('clerk1');
    const events = await clerk.platform.events.watch();
    const heard = events.next();
    const admin = await visitor().signIn('admin');
    const user = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk2');
    await admin.org.user.suspend({ id: user?.id ?? '', revision: user?.revision ?? 0 });
    const { id, edit } = await anyUnit(admin);
    await admin.org.unit.edit({ ...edit, nameAr: 'اسم جديد' });
    expect((await heard).value).toMatchObject({ table: 'org_unit', id });
    await events.return?.();
  });
});

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
