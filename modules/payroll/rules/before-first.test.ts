import { expect, it } from 'vitest';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { FactKind, FactValue } from '#modules/hr/contract/index.ts';
import { unpaidBefore, type OrderedFact } from './before-first.ts';

const beginning = {
  ...{ commencement: '2010-01-01' as LocalDate, firstMonth: '2026-03' as Month, readAt: 100 },
  openings: new Set(['opening']),
};

/** Of older papers, until something else is said. */
function fact(kind: FactKind, value: FactValue, from: string, to: string | null = null): OrderedFact {
  return {
    ...{ kind, value, validFrom: from as LocalDate, validTo: to as LocalDate | null, orderId: null, knownAt: 50 },
    ...{ retractedAt: null, retractedByOrderId: null },
  };
}
const by = (each: OrderedFact, orderId = '1204', knownAt = 200): OrderedFact => ({ ...each, orderId, knownAt });
const takenBack = (each: OrderedFact, retractedByOrderId = '1204', retractedAt = 200): OrderedFact => ({
  ...each,
  ...{ retractedByOrderId, retractedAt },
});

const service = (to: string | null = null, from = '2010-01-01', endedBy: string | null = null): OrderedFact =>
  fact('SERVICE', { beganBy: 'APPOINTMENT', endedBy }, from, to);
const grade = (from: string, code = '6', reached: 'PROMOTION' | 'APPOINTMENT' = 'PROMOTION'): OrderedFact =>
  fact('GRADE', { grade: code, step: 1, nominalOverride: null, by: reached }, from);
const risk = (to: string | null = null): OrderedFact =>
  fact('ALLOWANCE', { code: 'RISK', basisPoints: 3000, amount: null }, '2010-01-01', to);
const leave = (pay: 'FULL' | 'UNPAID' | 'ABSENCE'): OrderedFact =>
  by(fact('LEAVE', { type: 'ORDINARY', pay, countsAsService: true }, '2026-02-10', '2026-02-20'));
const serving = [service(), grade('2010-01-01', '7', 'APPOINTMENT')];
const promotion = (from: string, knownAt = 200): OrderedFact[] => [...serving, by(grade(from), '1204', knownAt)];
const entered = (from: string) => [service(null, from), grade(from, '7', 'APPOINTMENT'), by(grade('2009-01-01'))];

it.each([
  ['the month of the order', promotion('2026-01-10'), {}, '2026-01'],
  ['the earliest of several', [...promotion('2026-02-01'), by(grade('2025-11-30', '5'))], {}, '2025-11'],
  ['nothing within the first month', promotion('2026-03-01'), {}, null],
  ['nothing that was read before', promotion('2026-01-10', 100), {}, null],
  ['all of an order where nothing was read yet', promotion('2026-01-10', 100), { readAt: null }, '2026-01'],
  ['nothing of older papers', [...serving, grade('2026-01-10')], { readAt: null }, null],
  ['nothing before his service', entered('2026-02-17'), { commencement: '2026-02-17' as LocalDate }, null],
  [
    'what an older order gives, from his service on',
    [service(null, '2026-02-17'), by(grade('2019-01-01'))],
    ...([{ commencement: '2026-02-17' as LocalDate }, '2026-02'] as const),
  ],
  ['nothing of who entered later', entered('2026-03-01'), { commencement: '2026-03-01' as LocalDate }, null],
  ['a leave without pay', [...serving, leave('UNPAID')], {}, '2026-02'],
  ['no leave with full pay', [...serving, leave('FULL')], {}, null],
  ['no absence, which closed months do not take', [...serving, leave('ABSENCE')], {}, null],
  ['what an appointment gives', serving.map((each) => by(each)), { readAt: null }, '2010-01'],

  // An order that ends or corrects a fact writes it anew from its first day.
  ['from the end of an allowance on', [...serving, takenBack(risk()), by(risk('2026-01-31'))], {}, '2026-02'],
  ['no end within the first month', [...serving, takenBack(risk()), by(risk('2026-03-14'))], {}, null],
  ['no end that was read', [...serving, takenBack(risk(), '1204', 90), by(risk('2026-01-31'), '1204', 90)], {}, null],
  [
    'from the end of an allowance on, where nothing was read yet',
    [...serving, takenBack(risk()), by(risk('2026-01-31'))],
    ...([{ readAt: null }, '2026-02'] as const),
  ],
  [
    'from the end of the service on',
    [...serving.slice(1), takenBack(service()), by(service('2025-12-31', '2010-01-01', 'RETIREMENT'))],
    ...([{}, '2026-01'] as const),
  ],
  [
    'no end of the service in a month that is paid here',
    [...serving.slice(1), takenBack(service()), by(service('2026-04-30', '2010-01-01', 'RETIREMENT'))],
    ...([{}, null] as const),
  ],
  [
    'no order that says of a known promotion what it was',
    [...serving, takenBack(grade('2026-01-10', '6', 'APPOINTMENT')), by(grade('2026-01-10'))],
    ...([{}, null] as const),
  ],

  ['nothing of an opening', serving.map((each) => by(each, 'opening')), { readAt: null }, null],
  ['nothing of an opening that came since', [...serving, by(grade('2026-01-10'), 'opening')], {}, null],
  [
    'from what an order changes of an opening',
    [by(service(), 'opening'), by(grade('2010-01-01', '7'), 'opening'), by(grade('2026-02-01'))],
    ...([{ readAt: null }, '2026-02'] as const),
  ],

  [
    'from what the reversal of an order that was read takes back',
    [...serving, takenBack(by(grade('2026-01-10'), '1204', 60), 'reversal')],
    ...([{}, '2026-01'] as const),
  ],
  [
    'from the end that a reversal takes back',
    [...serving, takenBack(by(risk('2026-01-31'), '1204', 60), 'reversal'), by(risk(), 'reversal')],
    ...([{}, '2026-02'] as const),
  ],
  [
    'nothing of an order that was reversed before anything was read',
    [
      ...serving,
      takenBack(risk(), '1204', 60),
      takenBack(by(risk('2026-01-31'), '1204', 60), 'reversal', 70),
      by(risk(), 'reversal', 70),
    ],
    ...([{ readAt: null }, null] as const),
  ],
])('what is paid by nobody is %s', (_, facts, other, expected) => {
  expect(unpaidBefore(facts, { ...beginning, ...other })).toBe(expected);
});
