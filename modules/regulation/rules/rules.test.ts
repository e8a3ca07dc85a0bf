import { describe, expect, it } from 'vitest';
import { money } from '#kernel/money.ts';
import type { Verdict } from '#kernel/verdict.ts';
import type { Rule } from '../contract/rule.ts';
import { iqState201511 } from '../seed/iq-state-2015-11.ts';
import { differencesOf, ordered } from './differences.ts';
import { judgeAddition, judgePackage, judgeRule } from './judge-package.ts';
import { judgePackageMove, judgePublisher } from './package-moves.ts';

const { rules } = iqState201511;
const codes = (verdict: Verdict): readonly string[] => (verdict.ok ? [] : verdict.problems.map(({ code }) => code));
const without = (kind: string, code: string): readonly Rule[] =>
  rules.filter((rule) => rule.kind !== kind || rule.code !== code);
const one = (kind: Rule['kind'], code: string): Rule => {
  const found = rules.find((rule) => rule.kind === kind && rule.code === code);
  if (!found) throw new Error(`The package has no ${kind} ${code}.`);
  return found;
};
const standing = { source: 'قرار', article: null, confidence: 'C', isConfirmed: false } as const;

describe('the package of the state', () => {
  it('is complete and its names lead somewhere', () => {
    expect(judgePackage(rules)).toEqual({ ok: true, value: undefined });
  });
  it('confirms nothing of confidence C: that is for the Ministry', () => {
    expect(rules.filter(({ confidence, isConfirmed }) => confidence === 'C' && isConfirmed)).toEqual([]);
  });
});

describe('what a package must have', () => {
  it.each([
    ['TAX', 'INCOME'],
    ['RELIEF', 'T_CHILD'],
    ['RELIEF', 'T_AGE63'],
    ['PARAMETER', 'DAY_BASIS'],
    ['PARAMETER', 'NET_FLOOR'],
  ])('%s %s', (kind, code) => {
    expect(codes(judgePackage(without(kind, code)))).toContain('PACKAGE_LACKS');
  });
  it('names only what it has', () => {
    expect(codes(judgePackage(without('CERTIFICATE', 'CERT_PHD')))).toContain('CODE_NOT_IN_PACKAGE');
    expect(codes(judgePackage(without('ALLOWANCE', 'LEGAL')))).toContain('CODE_NOT_IN_PACKAGE');
    expect(codes(judgePackage(without('LEAVE', 'ORDINARY')))).not.toContain('PACKAGE_LACKS');
  });
  it('says nothing twice', () => {
    expect(codes(judgePackage([...rules, one('SCALE', '7')]))).toEqual(['RULE_TWICE']);
    expect(codes(judgeAddition(one('SCALE', '7'), rules))).toEqual(['RULE_TWICE']);
    expect(codes(judgeAddition({ ...one('TAX', 'INCOME'), code: 'SECOND' }, rules))).toEqual(['RULE_NOT_ALONE']);
  });
});

describe('one rule', () => {
  const parameter = (code: string, value: string | number | boolean | null): Rule => ({
    ...{ kind: 'PARAMETER', code, titleAr: 'معامل', value: { value } },
    ...standing,
  });
  it.each([
    ['DAY_BASIS', 'FIXED_30', []],
    ['DAY_BASIS', 'HALF_MONTHS', ['PARAMETER_VALUE']],
    ['CHILD_MAX', -1, ['PARAMETER_VALUE']],
    ['GEO_IN_CAP', true, []],
    ['ARREARS_MAX_MONTHS', null, []],
    ['MOON_PHASE', 1, ['PARAMETER_UNKNOWN']],
  ] as const)('parameter %s = %s', (code, value, expected) => {
    expect(codes(judgeRule(parameter(code, value)))).toEqual(expected);
  });
  it.each([
    [[250_000, 500_000, null], []],
    [[500_000, 250_000, null], ['BRACKETS_ORDER']],
    [[250_000, 500_000], ['BRACKETS_ORDER']],
    [[null, 500_000], ['BRACKETS_ORDER']],
    [[null], []],
  ] as const)('tax brackets up to %s', (limits, expected) => {
    const brackets = limits.map((upTo) => ({ upTo: upTo === null ? null : money(upTo), basisPoints: 300 }));
    const value = { brackets, lifeInsuranceLimit: money(0) };
    expect(codes(judgeRule({ kind: 'TAX', code: 'INCOME', titleAr: 'ضريبة', value, ...standing }))).toEqual(expected);
  });
  it.each([
    [100, null, '2026-01-01', null, []],
    [null, 5_000, '2026-01-01', '2026-12-31', []],
    [100, 5_000, '2026-01-01', null, ['RATE_OR_AMOUNT']],
    [null, null, '2026-01-01', null, ['RATE_OR_AMOUNT']],
    [100, null, '2026-02-01', '2026-01-31', ['PERIOD_REVERSED']],
  ] as const)('a levy of %s basis points or %s dinars from %s to %s', (basisPoints, amount, from, to, expected) => {
    const value = { base: 'NOMINAL', basisPoints, amount, from, to, mayOptOut: true };
    expect(codes(judgeRule({ kind: 'LEVY', code: 'L', titleAr: 'استقطاع', value, ...standing } as Rule))).toEqual(
      expected,
    );
  });
});

describe('what changes between two packages', () => {
  it('is nothing between equal ones, whatever the order of their fields', () => {
    const turned = rules.map((rule) => Object.fromEntries(Object.entries(rule).toReversed()) as unknown as Rule);
    expect(differencesOf(rules, turned)).toEqual([]);
    expect(ordered({ a: 1, b: [{ d: 2, c: 3 }] })).toBe(ordered({ b: [{ c: 3, d: 2 }], a: 1 }));
  });
  it('names what was changed, added and dropped', () => {
    const spouse = { ...one('PARAMETER', 'SPOUSE_AMOUNT'), value: { value: 60_000 } } as Rule;
    const levy = {
      ...{ kind: 'LEVY', code: 'LEVY_1', titleAr: 'استقطاع 1٪' },
      value: { base: 'NOMINAL', basisPoints: 100, amount: null, from: '2026-01-01', to: null, mayOptOut: true },
      ...standing,
    } as unknown as Rule;
    const after = [...without('PARAMETER', 'SPOUSE_AMOUNT').filter(({ code }) => code !== 'HAJJ'), spouse, levy];
    expect(
      differencesOf(rules, after).map(({ code, before, after: now }) => [code, before !== null, now !== null]),
    ).toEqual([
      ['SPOUSE_AMOUNT', true, true],
      ['LEVY_1', false, true],
      ['HAJJ', true, false],
    ]);
  });
});

describe('the moves of a package', () => {
  it.each([
    ['edit', 'draft', []],
    ['edit', 'published', ['PUBLISHED_ALREADY']],
    ['publish', 'draft', []],
    ['publish', 'withdrawn', ['MOVE_NOT_POSSIBLE']],
    ['withdraw', 'published', []],
    ['withdraw', 'draft', ['MOVE_NOT_POSSIBLE']],
    ['remove', 'published', ['PUBLISHED_ALREADY']],
  ] as const)('%s of a %s one', (move, state, expected) => {
    expect(codes(judgePackageMove(move, { ownerOffice: 0, state }, 0))).toEqual(expected);
  });
  it('of what the data centre published are its own, and an office with a data centre publishes nothing', () => {
    const its = { ownerOffice: 1, state: 'published' } as const;
    const own = { ownerOffice: 7, state: 'draft' } as const;
    expect(codes(judgePackageMove('withdraw', its, 7))).toContain('PACKAGE_OF_CENTRE');
    expect(codes(judgePackageMove('publish', own, 7))).toEqual(['RULES_FROM_CENTRE']);
    expect(codes(judgePackageMove('edit', own, 7))).toEqual([]);
    expect(codes(judgePackageMove('withdraw', its, 1))).toEqual([]);
  });
  it('are of two people: neither who drafted it nor who wrote in it last publishes it', () => {
    const by = { createdBy: 'a', updatedBy: 'b' };
    expect(codes(judgePublisher(by, 'a'))).toEqual(['PUBLISHER_IS_DRAFTER']);
    expect(codes(judgePublisher(by, 'b'))).toEqual(['PUBLISHER_IS_DRAFTER']);
    expect(codes(judgePublisher(by, 'c'))).toEqual([]);
  });
});
