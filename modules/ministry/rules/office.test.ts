import { describe, expect, it } from 'vitest';
import { judgeMove, officeChanges } from './office.ts';
import { placeText, readPlace } from './place.ts';

describe('an office in the register', () => {
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
