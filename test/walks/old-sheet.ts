import { word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import type { Hands } from './hands.ts';

/** What the program pays somebody, for a sheet as the old system would have made it. */
export interface SlipOfSheet {
  readonly fullName: string;
  readonly lines: Readonly<Record<string, number>>;
  readonly net: number;
}

/**
 * The comparison of the run that is open, with a sheet of the old system in which one grade and one family differ and
 * one person is not: all three are found with their causes, everybody else agrees.
 */
export async function compareOldSheet({ page, shot }: Hands, slips: readonly SlipOfSheet[]): Promise<void> {
  const headings = ['ت', 'اسم الموظف', 'الراتب الاسمي', 'مخصصات الزوجية', 'الراتب الصافي'];
  const wife = slips.findIndex(({ lines }, index) => index > 0 && (lines['SPOUSE'] ?? 0) > 0);
  const rows = slips.map(({ fullName, lines, net }, index) => [
    ...[index + 1, fullName, (lines['NOMINAL'] ?? 0) + (index === 0 ? 6_000 : 0)],
    ...[index === wife ? 0 : (lines['SPOUSE'] ?? 0), net],
  ]);
  const csv = [headings, ...rows.slice(0, -1)].map((row) => row.join(',')).join('\n');
  await page.getByRole('tab', { name: word('payroll.compare.oldSheet') }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'قائمة آذار.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.locator('.kit-import-mapping')).toContainText(slips[0]?.fullName ?? '');
  await shot('old-sheet-mapping');
  await page.getByRole('button', { name: word('payroll.compare.compare') }).click();
  const differences = page.getByRole('grid', { name: word('payroll.compare.oldSheet') });
  for (const [cause, slip] of [
    ['GRADE_DIFFERS', slips[0]],
    ['FAMILY_DIFFERS', slips[wife]],
    ['NOT_IN_SHEET', slips.at(-1)],
  ] as const) {
    const row = differences.getByRole('row', { name: new RegExp(word(`payroll.option.sheetCause.${cause}`)) });
    await expect(row).toContainText(slip?.fullName ?? '');
  }
  await expect(page.getByRole('status').first()).toContainText(String(slips.length - 3));
  await shot('old-sheet-differences');
}
