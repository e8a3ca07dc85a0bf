import { describe, expect, it } from 'vitest';
import { judgeOffice, judgeReopening, type AskedOffice } from './register.ts';

const office = (no: number, nameAr: string, parentOffice: number | null = null, isClosed = false) => ({
  ...{ office: no, nameAr, parentOffice, isClosed },
});

describe('an office in the register', () => {
  const register = [
    office(2, 'مديرية بلديات بابل'),
    office(3, 'بلدية الحلة', 2),
    office(4, 'بلدية القاسم', 3),
    office(5, 'بلدية المدحتية', 2, true),
  ];
  const judged = (asked: Omit<AskedOffice, 'isClosed'> & { readonly isClosed?: boolean }) =>
    judgeOffice({ isClosed: false, ...asked }, register);

  it.each([
    ['a new name', { office: null, nameAr: 'بلدية الإسكندرية', parentOffice: 2 }],
    ['its own name, spelt in another way', { office: 3, nameAr: 'بلديه  الحله', parentOffice: 2 }],
    ['the name of a closed one', { office: null, nameAr: 'بلدية المدحتية', parentOffice: null }],
    [
      'the name of another one where it is closed itself',
      { office: 5, nameAr: 'بلدية الحلة', parentOffice: 2, isClosed: true },
    ],
    ['another place in the tree', { office: 4, nameAr: 'بلدية القاسم', parentOffice: 2 }],
  ])('may have %s', (_, asked) => {
    expect(judged(asked)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    [
      'the name of another one',
      { office: null, nameAr: 'بلديه الحله', parentOffice: null },
      'OFFICE_NAME_TAKEN',
      'nameAr',
    ],
    [
      'one above it that is not there',
      { office: 4, nameAr: 'بلدية القاسم', parentOffice: 9 },
      'OFFICE_UNKNOWN',
      'parentOffice',
    ],
    ['itself above it', { office: 3, nameAr: 'بلدية الحلة', parentOffice: 3 }, 'OFFICE_ABOVE_ITSELF', 'parentOffice'],
    [
      'what lies below it above it',
      { office: 2, nameAr: 'مديرية بلديات بابل', parentOffice: 4 },
      'OFFICE_ABOVE_ITSELF',
      'parentOffice',
    ],
  ])('may not have %s', (_, asked, code, field) => {
    expect(judged(asked)).toMatchObject({ ok: false, problems: [{ code, field }] });
  });

  it('that is closed is opened again with a name of its own, whatever stands above it', () => {
    const closed = office(6, 'بلديه الحله', null, true);
    expect(judgeReopening(closed, [...register, closed])).toMatchObject({ problems: [{ code: 'OFFICE_NAME_TAKEN' }] });
    expect(judgeReopening(office(5, 'بلدية المدحتية', 900, true), register).ok).toBe(true);
  });

  it('whose register is damaged into a ring is judged all the same', () => {
    const ring = [office(2, 'أ', 3), office(3, 'ب', 2)];
    expect(judgeOffice({ office: 4, nameAr: 'ج', parentOffice: 2, isClosed: false }, ring).ok).toBe(true);
  });
});
