import { expect, it } from 'vitest';
import { columnWidths } from './save-sheet.ts';

it('a column of the handed back sheet is as wide as what stands in it, a date and an IBAN whole, within bounds', () => {
  const rows = [
    ['م', 'تاريخ', 'IBAN', 'السبب'],
    ['1', '2025-09-10', 'IQ98NBIQ850123456789012', 'ك'.repeat(200)],
  ];
  expect(columnWidths(rows).map(({ width }) => width)).toEqual([9, 12, 25, 60]);
});
