import { describe, expect, it } from 'vitest';
import { localDate } from '#kernel/date.ts';
import { isIraqiIban } from '#kernel/iban.ts';
import { rulesOfKind } from '#modules/regulation/contract/rule.ts';
import { iqState201511 } from '#modules/regulation/index.ts';
import { plainPapers, judgePapers } from '../rules/papers.ts';
import { careerOfPerson } from './career.ts';
import { inventPerson } from './person.ts';

const today = localDate('2026-11-25');
const people = Array.from({ length: 2_000 }, (_, index) => inventPerson(2026, index, today));

describe('two thousand invented people', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(Array.from({ length: 50 }, (_, index) => inventPerson(2026, index, today))).toEqual(people.slice(0, 50));
    expect(inventPerson(7, 0, today)).not.toEqual(people[0]);
  });

  it('have papers that the office would take', () => {
    const unitId = '01900000-0000-7000-8000-000000000001';
    const refused = people.filter(({ papers }) => !judgePapers(plainPapers({ ...papers, unitId }), today).ok);
    expect(refused).toEqual([]);
    expect(new Set(people.map(({ papers }) => papers.nationalCard)).size).toBe(people.length);
    const ibans = people.flatMap(({ iban }) => (iban === null ? [] : [iban]));
    expect(ibans.filter((iban) => !isIraqiIban(iban))).toEqual([]);
    expect(ibans.length).toBeGreaterThan(1_900);
  });

  it('have careers on the scale, each step later and never below the one before', () => {
    const scale = new Map(rulesOfKind(iqState201511.rules, 'SCALE').map(({ code, value }) => [code, value]));
    for (const person of people) {
      const events = careerOfPerson(person, iqState201511.rules, today);
      expect(events[0]?.from).toBe(person.entered);
      for (const [index, { from, value }] of events.entries()) {
        const row = scale.get(value.grade);
        expect(value.step <= (row?.steps ?? 0) && from <= today).toBe(true);
        const before = events[index - 1];
        if (before) expect(from > before.from && Number(value.grade) <= Number(before.value.grade)).toBe(true);
      }
    }
  });

  it('come near retirement, have families and leave now and then, as life has it', () => {
    const share = (count: number) => Math.round((100 * count) / people.length);
    expect(share(people.filter(({ left }) => left !== null).length)).toBeGreaterThan(0);
    expect(share(people.filter(({ spouseName }) => spouseName !== null).length)).toBeGreaterThan(50);
    expect(people.filter(({ papers }) => (papers.birthDate ?? '') < '1968').length).toBeGreaterThan(20);
  });
});
