import { describe, expect, it } from 'vitest';
import type { DoubleFilePair } from '../contract/index.ts';
import { judgeDecision, oneWith, type Deciding } from './double-file.ts';

const noPapers = { officeName: null, motherName: null, nationalCard: null, birthDate: null } as const;
const noService = { serviceFrom: null, serviceTo: null, lastPaidMonth: null } as const;
const file = (office: number, mark = 'a'): DoubleFilePair['first'] => ({
  ...{ ...noPapers, ...noService, office, employeeId: `of ${office}`, fullName: 'زينب', mark },
});
const pair = (one: number, other: number, mark = 'a'): DoubleFilePair => ({
  ...{ byCard: true, byName: false, first: file(one, mark), second: file(other, mark) },
});
const decided = (one: number, other: number, keepsOffice: number | null, isLatest = true) => ({
  ...{ ...pair(one, other), keepsOffice, isLatest },
});

/** Files of the offices 2 and 3, as they stand, of which that of office 2 is to stay. */
const plain: Deciding = { looked: pair(2, 3), found: pair(2, 3), keepsOffice: 2, decided: [] };

describe('a decision on two files', () => {
  it.each<[string, Partial<Deciding>, readonly string[]]>([
    ['that keeps one of them', {}, []],
    ['that they are two persons’', { keepsOffice: null }, []],
    ['that keeps the file of a third office', { keepsOffice: 4 }, ['FILE_KEPT_UNKNOWN']],
    ['that nothing makes one any more', { found: null }, ['FILES_NOT_ALIKE']],
    ['of which one was changed since it was looked at', { found: pair(2, 3, 'b') }, ['FILES_CHANGED']],
    ['that were decided on as they stand', { decided: [decided(2, 3, null)] }, ['FILES_DECIDED']],
    [
      'that were decided on when one of them was another',
      { looked: pair(2, 3, 'b'), found: pair(2, 3, 'b'), decided: [decided(2, 3, null)] },
      [],
    ],
    ['of which one was kept before a third', { decided: [decided(2, 4, 2)] }, []],
    ['that keeps one that is to be closed for a third', { decided: [decided(2, 4, 4)] }, ['FILE_CLOSES']],
    ['that keeps one that was to be closed and is not any more', { decided: [decided(2, 4, 4, false)] }, []],
    ['that closes one that is to be closed for a third', { decided: [decided(3, 4, 4)] }, []],
    [
      'that keeps one which a decision on the same two, as they were before, was to close',
      { looked: pair(2, 3, 'b'), found: pair(2, 3, 'b'), decided: [decided(2, 3, 3)] },
      [],
    ],
  ])('%s', (_, change, codes) => {
    const verdict = judgeDecision({ ...plain, ...change });
    expect(verdict.ok ? [] : verdict.problems.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a file', () => {
  it.each<[string, readonly ReturnType<typeof decided>[], readonly number[]]>([
    ['is one person’s with the files of two offices', [decided(2, 3, 3), decided(2, 4, 2)], [3, 4]],
    ['is one person’s with no file of another person', [decided(2, 3, null)], []],
    ['is one person’s with no file of which that was decided otherwise', [decided(2, 3, 2, false)], []],
    ['is one person’s with no file of which nothing was decided', [decided(3, 4, 3)], []],
  ])('%s', (_, decisions, offices) => {
    expect(oneWith(file(2), decisions).map(({ office }) => office)).toEqual(offices);
  });
});
