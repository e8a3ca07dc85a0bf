import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { money } from '#kernel/money.ts';
import { carriedBy, freeFileName, judgePaidOnce, sentBefore, type FileOfRun } from './sent-before.ts';

const paid = ['ali', 'huda', 'sami'].map((employeeId) => ({
  employeeId,
  bank: employeeId === 'sami' ? 'R' : 'A',
  net: 1,
}));
const back = (employeeId: string, keptAt: number) => ({
  ...{ employeeId, keptAt, amount: money(100_000), reason: 'الحساب مغلق', returnedOn: '2026-04-02' as LocalDate },
});
const first: FileOfRun = { id: '1', fileName: 'A', createdAt: 10, bank: 'A', resendOf: null, returned: [] };
const again: FileOfRun = { ...first, id: '2', fileName: 'A again', createdAt: 30, resendOf: '1' };

describe('whose pay went to a bank already', () => {
  it('everybody of a file, and nobody of another bank', () => {
    expect(sentBefore([first], paid)).toEqual(
      new Map([
        ['ali', 'A'],
        ['huda', 'A'],
      ]),
    );
  });

  it('not who came back', () => {
    expect(sentBefore([{ ...first, returned: [back('huda', 20)] }], paid)).toEqual(new Map([['ali', 'A']]));
  });

  it('who came back and was sent again; not who came back after that', () => {
    const files = [{ ...first, returned: [back('huda', 20), back('ali', 40)] }, again];
    expect(carriedBy(again, files, paid).map(({ employeeId }) => employeeId)).toEqual(['huda']);
    expect(sentBefore(files, paid)).toEqual(new Map([['huda', 'A again']]));
  });

  it('not who had nothing to get', () => {
    expect(sentBefore([first], [{ employeeId: 'ali', bank: 'A', net: 0 }]).size).toBe(0);
  });
});

describe('a file of somebody whose pay went out already', () => {
  it('says how many they are and in which file', () => {
    const sent = sentBefore([first], paid);
    expect(judgePaidOnce([{ employeeId: 'sami' }], sent)).toEqual({ ok: true });
    expect(judgePaidOnce(paid, sent)).toMatchObject({
      problems: [{ code: 'BANK_ROWS_SENT_BEFORE', params: { count: 2, file: 'A' } }],
    });
  });

  it.each([
    [[], 'A 2026-03.csv'],
    [['A 2026-03.csv'], 'A 2026-03 (2).csv'],
    [['A 2026-03.csv', 'A 2026-03 (2).csv'], 'A 2026-03 (3).csv'],
    [['R 2026-03.csv'], 'A 2026-03.csv'],
  ])('has a name of its own beside %j', (names, expected) => {
    const files = names.map((fileName) => ({ fileName }));
    expect(freeFileName('A 2026-03', 'csv', files)).toBe(expected);
  });
});
