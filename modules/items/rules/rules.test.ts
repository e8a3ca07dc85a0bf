import { describe, expect, it } from 'vitest';
import type { Verdict } from '#kernel/verdict.ts';
import { itemInput, unitCodes, units, type ItemInput, type ItemStatus } from '../contract/item.ts';
import { moves } from '../contract/rights.ts';
import { levelOf, nextCode, parentOf } from './codes.ts';
import { groupDifferences, itemDifferences, itemFieldsInOrder } from './differences.ts';
import { judgeEdition, judgeItem, PROBLEMS_TOLD, type Known } from './judge-item.ts';
import { judgeEditionMove, judgeOwnCatalogue, judgeProposalMove } from './moves.ts';

function codesOf(verdict: Verdict<unknown>): readonly string[] {
  return verdict.ok ? [] : verdict.problems.map(({ code }) => code);
}

const paper: ItemInput = {
  ...{ nameAr: 'ورق تصوير', nameCkb: null, nameEn: null, synonyms: 'ورق استنساخ', specification: '80 غم' },
  ...{ externalCode: 'م/101', unit: 'REAM', status: 'active', replacedBy: null },
  ...{ hasBatch: false, hasExpiry: false, hasSerial: false, isHazardous: false },
  ...{ isControlled: false, isCustody: false, isCapitalisable: false },
};

describe('a code', () => {
  it.each([
    ['01', 'main', null],
    ['01-03', 'sub', '01'],
    ['01-03-012', 'kind', '01-03'],
    ['01-03-012-0457', 'item', '01-03-012'],
  ])('%s is of the level %s, below %s', (code, level, parent) => {
    expect(levelOf(code)).toBe(level);
    expect(parentOf(code)).toBe(parent);
  });

  it.each(['', '1', '001', '01-3', '01-03-12', '01-03-012-457', '01-03-012-0457-1', '٠١', '01 03', 'AB'])(
    '«%s» is none',
    (code) => expect(levelOf(code)).toBeNull(),
  );

  it.each([
    [null, [], '01'],
    [null, ['01', '02', '07'], '08'],
    ['01', [], '01-01'],
    ['01-03', ['01-03-011'], '01-03-012'],
    ['01-03-012', ['01-03-012-0001', '01-03-012-0456'], '01-03-012-0457'],
    // The order in which they were given does not matter, nor do gaps: what was taken back is not given again.
    ['01-03-012', ['01-03-012-0456', '01-03-012-0002'], '01-03-012-0457'],
  ] as const)('below %s, where %j were given, is %s', (parent, taken, next) => {
    expect(nextCode(parent, taken)).toEqual({ ok: true, value: next });
  });

  it('is refused when a group has given all of its own, and below an item', () => {
    expect(codesOf(nextCode(null, ['99']))).toEqual(['GROUP_FULL']);
    expect(codesOf(nextCode('01-03', ['01-03-999']))).toEqual(['GROUP_FULL']);
    expect(codesOf(nextCode('01-03-012', ['01-03-012-9999']))).toEqual(['GROUP_FULL']);
    expect(codesOf(nextCode('01-03-012-0457', []))).toEqual(['CODE_LEVEL']);
    expect(codesOf(nextCode('paper', []))).toEqual(['CODE_LEVEL']);
  });
});

/** A catalogue with one kind, whose items stand so. */
function known(statuses: Readonly<Record<string, ItemStatus>> = {}): Known {
  return {
    hasGroup: (code) => ['01', '01-03', '01-03-012'].includes(code),
    statusOf: (code) => statuses[code] ?? null,
  };
}

describe('an item', () => {
  const code = '01-03-012-0001';
  const other = '01-03-012-0002';

  it.each([
    ['active', null, []],
    ['frozen', null, []],
    ['frozen', other, ['REPLACEMENT_NOT_NEEDED']],
    ['replaced', null, ['REPLACEMENT_MISSING']],
    ['replaced', other, []],
    ['replaced', code, ['REPLACEMENT_UNKNOWN']],
    ['replaced', '01-03-012-0009', ['REPLACEMENT_UNKNOWN']],
    ['replaced', '01-03-012-0003', ['REPLACEMENT_REPLACED']],
  ] as const)('that is %s, by %s, is refused as %j', (status, replacedBy, problems) => {
    const verdict = judgeItem(code, { status, replacedBy }, known({ [other]: 'frozen', '01-03-012-0003': 'replaced' }));
    expect(codesOf(verdict)).toEqual(problems);
  });

  it('lies in a kind that is there', () => {
    expect(codesOf(judgeItem('01-04-001-0001', paper, known()))).toEqual(['GROUP_UNKNOWN']);
  });

  it('is counted in units of which parts can be given out, or not', () => {
    const split = unitCodes.filter((unit) => units[unit].mayBeSplit);
    expect(split).toEqual(['KILOGRAM', 'GRAM', 'TON', 'LITRE', 'METRE', 'SQUARE_METRE', 'CUBIC_METRE']);
  });
});

describe('an edition', () => {
  it('holds something, and nothing that hangs in the air', () => {
    expect(codesOf(judgeEdition({ groups: [], items: [] }, known()))).toEqual(['EDITION_EMPTY']);
    const good = { groups: [{ code: '01' }], items: [{ ...paper, code: '01-03-012-0001' }] };
    expect(judgeEdition(good, known()).ok).toBe(true);
    const bad = { groups: [{ code: '02-01' }], items: [{ ...paper, code: '02-01-001-0001' }] };
    expect(codesOf(judgeEdition(bad, known()))).toEqual(['GROUP_UNKNOWN', 'GROUP_UNKNOWN']);
  });

  it('of more lines than a call has room for is judged too, and refused with the first of its problems', () => {
    const items = Array.from({ length: 400_000 }, () => ({ ...paper, code: '01-03-012-0001' }));
    expect(judgeEdition({ groups: [], items }, known()).ok).toBe(true);
    const nowhere = { ...known(), hasGroup: () => false };
    expect(codesOf(judgeEdition({ groups: [], items }, nowhere))).toHaveLength(PROBLEMS_TOLD);
  });

  it.each([
    ['edit', 'draft', 1, []],
    ['publish', 'draft', 1, []],
    ['publish', 'draft', 0, []],
    ['publish', 'published', 1, ['PUBLISHED_ALREADY']],
    ['discard', 'published', 1, ['PUBLISHED_ALREADY']],
    ['publish', 'draft', 7, ['ITEMS_FROM_CENTRE']],
  ] as const)('is moved by %s when it is %s in office %i, or refused as %j', (name, state, office, problems) => {
    expect(codesOf(judgeEditionMove(name, { ownerOffice: office, state }, office))).toEqual(problems);
  });

  it('of the data centre is not touched in an office', () => {
    const verdict = judgeEditionMove('publish', { ownerOffice: 1, state: 'draft' }, 7);
    expect(codesOf(verdict)).toEqual(['ITEMS_FROM_CENTRE']);
    expect(codesOf(judgeOwnCatalogue(7))).toEqual(['ITEMS_FROM_CENTRE']);
    expect([0, 1].map((office) => judgeOwnCatalogue(office).ok)).toEqual([true, true]);
  });
});

describe('a proposal', () => {
  it.each([
    ['propose', 'draft', 7, []],
    ['propose', 'draft', 0, ['NO_CENTRE']],
    ['propose', 'draft', 1, ['NO_CENTRE']],
    ['propose', 'proposed', 7, ['SENT_ALREADY']],
    ['edit', 'proposed', 7, ['SENT_ALREADY']],
    ['takeBack', 'proposed', 7, []],
    ['takeBack', 'draft', 7, ['MOVE_NOT_POSSIBLE']],
    ['remove', 'draft', 7, []],
  ] as const)('is moved by %s when it is %s in office %i, or refused as %j', (name, state, office, problems) => {
    expect(codesOf(judgeProposalMove(name, state, office))).toEqual(problems);
  });

  it('has a move for every step of its way', () => {
    expect(moves.proposal.map(({ name }) => name)).toEqual(['edit', 'remove', 'propose', 'takeBack']);
  });
});

describe('what changes', () => {
  it('is told field by field, in the order in which a person reads them; of a new item nothing', () => {
    const after: ItemInput = { ...paper, nameAr: 'ورق طباعة', unit: 'PACKET', isControlled: true, synonyms: null };
    expect(itemDifferences(paper, after)).toEqual([
      { field: 'nameAr', before: 'ورق تصوير', after: 'ورق طباعة' },
      { field: 'synonyms', before: 'ورق استنساخ', after: null },
      { field: 'unit', before: 'REAM', after: 'PACKET' },
      { field: 'isControlled', before: false, after: true },
    ]);
    expect(itemDifferences(paper, { ...paper })).toEqual([]);
    expect(itemDifferences(null, paper)).toEqual([]);
    const names = { nameAr: 'الورق', nameCkb: null, nameEn: null };
    expect(groupDifferences(names, { ...names, nameEn: 'Paper' })).toEqual([
      { field: 'nameEn', before: null, after: 'Paper' },
    ]);
  });

  it('forgets no field of an item', () => {
    expect([...itemFieldsInOrder].toSorted()).toEqual(Object.keys(itemInput.shape).toSorted());
  });
});
