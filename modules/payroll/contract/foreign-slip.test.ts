import { describe, expect, it } from 'vitest';
import { objectionToSlip } from './foreign-slip.ts';

const amounts = {
  lines: [{ code: 'BASIC', amount: 900_000 }],
  deductions: [{ code: 'PENSION', amount: 90_000, ref: null }],
  arrears: {
    lines: [{ code: 'BASIC', amount: -5, month: '2026-01' }],
    ...{ deductions: [], stateShare: 3, stateShareByMonth: { '2026-01': 3 } },
  },
  carryForward: [],
  warnings: [{ code: 'NO_BANK', ref: null, amount: null }],
};

describe('a slip of another office', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string | null]>([
    ['is as a calculation makes it', { amounts, net: 999_999_999_999, gross: -1 }, null],
    ['is an update of nothing that counts', { isHeld: true }, null],
    ['has a text for its lines', { amounts: { ...amounts, lines: 'x' } }, 'amounts'],
    ['has a line that is none', { amounts: { ...amounts, lines: [7] } }, 'amounts'],
    ['has a line without a code', { amounts: { ...amounts, lines: [{ amount: 1 }] } }, 'amounts'],
    ['has half a dinar', { amounts: { ...amounts, lines: [{ code: 'BASIC', amount: 0.5 }] } }, 'amounts'],
    ['has no figures', { amounts: null }, 'amounts'],
    ['has no arrears', { amounts: { ...amounts, arrears: [] } }, 'amounts'],
    ['pays more than the country has', { amounts, net: 9_007_199_254_740_991 }, 'net'],
    ['takes as much', { amounts, deductionsTotal: -1_000_000_000_000 }, 'deductionsTotal'],
  ])('%s', (_, values, objection) => expect(objectionToSlip(values)).toBe(objection));
});
