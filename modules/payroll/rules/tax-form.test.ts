import { expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { monthsOfService } from './tax-form.ts';

it.each([
  ['2015-11-01', null, 12],
  ['2026-03-17', null, 10],
  ['2015-11-01', '2026-06-30', 6],
  ['2026-12-31', null, 1],
  ['2015-11-01', '2025-12-31', 0],
  ['2027-01-01', null, 0],
])('who serves from %s to %s serves %j months of 2026', (commencement, termination, months) => {
  const service = { commencement: commencement as LocalDate, termination: termination as LocalDate | null };
  expect(monthsOfService(service, 2026)).toBe(months);
});
