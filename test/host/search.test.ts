import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { testOffice } from './harness.ts';
import { person } from './hr-office.ts';

const spellings = [
  ['مؤسسة الإسكان', ['موسسه الاسكان', 'مُؤَسَّسَة', 'مؤسسه', 'اسكان']],
  ['شعبة الآليات', ['شعبه الاليات', 'آليات', 'أليات', 'الـيـات']],
  ['مستشفى الرضا', ['مستشفي', 'الرضا']],
  ['مشروع ١٢ نيسان', ['مشروع 12', '۱۲ نیسان', 'نيسان']],
  ['هيئة رئيسة', ['هيئه رئيسه', 'هيءة', 'هيئة']],
] as const;

describe('the search of the office', () => {
  it.each(spellings)('finds %s however it is typed', async (nameAr, queries) => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const parentId = (await client.org.unit.list({})).find(({ code }) => code === '1017')?.id ?? '';
    const fields = { code: 'S1', type: 'department', parentId, nameCkb: null, nameEn: null, validTo: null } as const;
    const { id } = await client.org.unit.create({
      ...fields,
      nameAr,
      validFrom: '2026-01-01' as LocalDate,
      isPayingEntity: false,
    });
    const found = await Promise.all(
      queries.map(async (search) => (await client.org.unit.list({ search })).some((unit) => unit.id === id)),
    );
    expect(Object.fromEntries(queries.map((query, position) => [query, found[position]]))).toEqual(
      Object.fromEntries(queries.map((query) => [query, true])),
    );
  });

  it('forgets the old name, what was undone, and what a rehearsal tried', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const unit = (await client.org.unit.list({ search: 'الأملاك' }))[0];
    if (!unit) throw new Error('The demonstration has this unit.');
    const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
    await client.org.unit.edit({
      id,
      revision,
      code,
      nameCkb,
      nameEn,
      validFrom,
      isPayingEntity,
      nameAr: 'قسم العقارات',
    });
    expect(await client.org.unit.list({ search: 'الأملاك' })).toEqual([]);
    expect(await client.org.unit.list({ search: 'عقارات' })).toHaveLength(1);
    await client.platform.undo.last();
    expect(await client.org.unit.list({ search: 'عقارات' })).toEqual([]);
    expect(await client.org.unit.list({ search: 'الأملاك' })).toHaveLength(1);
  });

  it('of the palette finds an employee by his number, in figures of either hand', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const unitId = (await client.org.unit.list({})).find(({ code }) => code === '1017')?.id ?? '';
    const { id } = await client.hr.employee.create({ ...person(unitId, 'سلام'), officeNumber: '77001' });
    for (const text of ['77001', '٧٧٠٠١']) {
      expect((await client.platform.record.search({ text })).map((found) => found.id)).toEqual([id]);
    }
  });

  it('of the palette offers the spelling that was typed before the others', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const unitId = (await client.org.unit.list({})).find(({ code }) => code === '1017')?.id ?? '';
    for (const name of ['ساءر', 'ساير', 'سائر']) {
      await client.hr.employee.create({ ...person(unitId, name), officeNumber: null, isOtherPerson: true });
    }
    const found = (await client.platform.record.search({ text: 'سائر' })).map(({ title }) => title.split(' ')[0]);
    expect(found[0]).toBe('سائر');
    expect(found.length).toBeGreaterThan(1);
  });

  it('takes what is left of a word without its hamza for a word, not for the beginning of one', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const parentId = (await client.org.unit.list({})).find(({ code }) => code === '1017')?.id ?? '';
    const fields = { type: 'department', parentId, nameCkb: null, nameEn: null, validTo: null } as const;
    const names = ['قسم التطوير والتدريب', 'قسم المسئولية'];
    for (const [index, nameAr] of names.entries()) {
      const period = { validFrom: '2026-01-01' as LocalDate, isPayingEntity: false };
      await client.org.unit.create({ code: `H${index}`, nameAr, ...fields, ...period });
    }
    expect(await client.org.unit.list({ search: 'وائل' })).toEqual([]);
    expect(await client.org.unit.list({ search: 'المسؤولية' })).toHaveLength(1);
  });

  it('of the palette finds what the reader may see behind much that he may not', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const units = await client.org.unit.list({});
    const idOf = (code: string): string => units.find((unit) => unit.code === code)?.id ?? '';
    const fields = { type: 'unit', nameCkb: null, nameEn: null, validTo: null, isPayingEntity: false } as const;
    const period = { validFrom: '2026-01-01' as LocalDate };
    for (let number = 0; number < 12; number += 1) {
      const parentId = number < 11 ? idOf('1017-07') : idOf('1017-01');
      await client.org.unit.create({ code: `Z${number}`, parentId, nameAr: 'مرسى', ...fields, ...period });
    }
    const user = (await client.org.user.list({})).find(({ userName }) => userName === 'clerk2');
    const viewer = (await client.org.role.list()).find(({ code }) => code === 'viewer');
    const grant = { userId: user?.id ?? '', roleId: viewer?.id ?? '', unitId: idOf('1017-01') };
    await client.org.user.assign({ ...grant, ...period, validTo: null });
    const clerk = await visitor().signIn('clerk2');
    const found = await clerk.platform.record.search({ text: 'مرسى' });
    expect(found.map(({ subtitle }) => subtitle)).toEqual(['Z11']);
  });
});
