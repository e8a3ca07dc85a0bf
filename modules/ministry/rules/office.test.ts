import { describe, expect, it } from 'vitest';
import { judgeMove, judgeOffice, judgeReopening, officeChanges, type AskedOffice } from './office.ts';
import { placeText, readPlace } from './place.ts';

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

  it.each([
    [{ office: 5, to: 6 }, []],
    [{ office: 5, to: 5 }, ['MOVE_SAME_OFFICE']],
    [{ office: 5, to: 1 }, ['MOVE_OF_CENTRE']],
    [{ office: 1, to: 5 }, ['MOVE_OF_CENTRE']],
    [{ office: 1, to: 1 }, ['MOVE_SAME_OFFICE']],
  ])('sends its PC to another one: %o', (move, codes) => {
    const verdict = judgeMove(move);
    expect(verdict.ok ? [] : verdict.problems.map(({ code }) => code)).toEqual(codes);
  });

  it('tells what was changed of it', () => {
    const row = {
      ...{ nameAr: 'أ', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'babil' },
      ...{ parentOffice: 2, latitude: null, longitude: null },
    };
    expect(officeChanges(row, row)).toEqual([]);
    expect(officeChanges(row, { ...row, nameAr: 'ب', parentOffice: null, latitude: 32.5, longitude: 44.4 })).toEqual([
      ...['nameAr', 'parentOffice', 'place'],
    ]);
  });

  it('whose register is damaged into a ring is judged all the same', () => {
    const ring = [office(2, 'أ', 3), office(3, 'ب', 2)];
    expect(judgeOffice({ office: 4, nameAr: 'ج', parentOffice: 2, isClosed: false }, ring).ok).toBe(true);
  });
});

describe('the place of an office', () => {
  it.each([
    ['33.3152, 44.3661', 33.3152, 44.3661],
    ['٣٣٫٣١٥٢، ٤٤٫٣٦٦١', 33.3152, 44.3661],
    [' 33.31520049 44.36610012 ', 33.3152, 44.3661],
    ['30;47', 30, 47],
    ['\u206633.3152,\u00a044.3661\u2069', 33.3152, 44.3661],
    ['\u200e33.3152°, 44.3661°\u200f', 33.3152, 44.3661],
  ])('is read from %s', (text, latitude, longitude) => {
    expect(readPlace(text)).toEqual({ ok: true, value: { latitude, longitude } });
    expect(readPlace(placeText({ latitude, longitude }))).toEqual({ ok: true, value: { latitude, longitude } });
  });

  it.each([
    ['44.3661, 33.3152', 'PLACE_OUTSIDE'],
    ['0, 0', 'PLACE_OUTSIDE'],
    ['33.3152', 'PLACE_FORM'],
    ['33.3152, 44.3661, 12', 'PLACE_FORM'],
    ['بغداد', 'PLACE_FORM'],
    ['-33.3152, 44.3661', 'PLACE_FORM'],
  ])('is not read from %s', (text, code) => {
    expect(readPlace(text)).toMatchObject({ ok: false, problems: [{ code }] });
  });
});
