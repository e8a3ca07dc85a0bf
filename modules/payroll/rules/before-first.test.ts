import { expect, it } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import { unpaidBefore, type OrderedFact } from './before-first.ts';

const beginning = { commencement: '2020-01-01' as LocalDate, firstMonth: '2026-03' as Month, readAt: 100 };
const promotion = (from: string, knownAt = 200): OrderedFact => ({
  ...{ kind: 'GRADE', value: { grade: '6', step: 1, nominalOverride: null, by: 'PROMOTION' } },
  ...{ validFrom: from as LocalDate, orderId: '1204', knownAt },
});
const leave = (pay: 'FULL' | 'UNPAID' | 'ABSENCE'): OrderedFact => ({
  ...promotion('2026-02-10'),
  ...{ kind: 'LEAVE', value: { type: 'ORDINARY', pay, countsAsService: true } },
});

it.each([
  ['the month of the order', [promotion('2026-01-10')], {}, '2026-01'],
  ['the earliest of several', [promotion('2026-02-01'), promotion('2025-11-30')], {}, '2025-11'],
  ['nothing within the first month', [promotion('2026-03-01')], {}, null],
  ['nothing that was read before', [promotion('2026-01-10', 100)], {}, null],
  ['all of an order where nothing was read yet', [promotion('2026-01-10', 100)], { readAt: null }, '2026-01'],
  ['nothing of older papers', [{ ...promotion('2026-01-10'), orderId: null }], {}, null],
  ['nothing before his service', [promotion('2019-01-01')], { commencement: '2026-02-17' as LocalDate }, '2026-02'],
  ['nothing of who entered later', [promotion('2019-01-01')], { commencement: '2026-03-01' as LocalDate }, null],
  ['a leave without pay', [leave('UNPAID')], {}, '2026-02'],
  ['no leave with full pay', [leave('FULL')], {}, null],
  ['no absence, which closed months do not take', [leave('ABSENCE')], {}, null],
])('what is paid by nobody is %s', (_, facts, other, expected) => {
  expect(unpaidBefore(facts, { ...beginning, ...other })).toBe(expected);
});
