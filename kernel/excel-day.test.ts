import { expect, it } from 'vitest';
import { excelDay } from './excel-day.ts';

it.each([
  ['45910', '2025-09-10'],
  ['٤٥٩١٠', '2025-09-10'],
  ['45910.0', '2025-09-10'],
  ['10001', null],
  ['2025-09-10', null],
  ['', null],
])('reads the serial number %s as the day %s', (cell, day) => {
  expect(excelDay(cell)).toBe(day);
});
