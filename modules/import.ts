import { z } from 'zod';
import { parseDateInput } from '#kernel/display.ts';
import { excelDay } from '#kernel/excel-day.ts';
import { fold } from '#kernel/text/fold.ts';
import type { ImportChange } from './module.ts';

/** The cells of real sheets, read as values: every cell arrives as text, whatever Excel took it for. */

/** A day as people write it: 2026-02-01, 1/2/2026, ٠١/٠٢/٢٠٢٦, or as the serial number of a cell that lost its format. */
export const zImportDate = z.string().transform((value, context) => {
  const serial = excelDay(value);
  if (serial !== null) return serial;
  const verdict = parseDateInput(value);
  if (verdict.ok) return verdict.value;
  context.addIssue({ code: 'custom', message: 'DATE' });
  return z.NEVER;
});

const yes = ['نعم', 'بلي', 'yes', 'true', '1', 'x', 'بهلي'].map(fold);
const no = ['لا', 'كلا', 'no', 'false', '0', '', 'نهخير'].map(fold);

/** Yes or no in the three languages. */
export const zImportYes = z.string().transform((value, context) => {
  const folded = fold(value);
  if (yes.includes(folded)) return true;
  if (no.includes(folded)) return false;
  context.addIssue({ code: 'custom', message: 'YES_OR_NO' });
  return z.NEVER;
});

/** What differs between two tellings of a record in the words of a sheet, by column. */
export function changesOf(
  before: Readonly<Record<string, string | undefined>>,
  after: Readonly<Record<string, string | undefined>>,
): readonly ImportChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, from: before[field] ?? '', to: after[field] ?? '' }))
    .filter(({ from, to }) => from !== to);
}
