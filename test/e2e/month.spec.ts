import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { localDate } from '#kernel/date.ts';
import { officeWorkbook } from '#test/office-workbook.ts';
import { calculateMonth, lockRun } from '#test/payroll-hands.ts';
import { promoteThreeMonthsLate } from '../walks/arrears.ts';
import { pagesOf, type Hands } from '../walks/hands.ts';
import { printAndPay } from '../walks/outputs.ts';
import { auditAndLock, calculateAndMend } from '../walks/pay.ts';
import { importStaff } from '../walks/staff.ts';
import { word } from './desk.ts';
import { expect, officeWith, test as base, type OfficeOfWorker } from './fixtures.ts';
import { callAs, signInAs } from './hr-people.ts';

/** Nobody else brings people into this office: the walk counts them. */
const test = base.extend<object, { office: OfficeOfWorker }>({ office: officeWith(0) });

/**
 * From the workbook of an office to its locked month, and three months later the arrears of a promotion that came late:
 * the walk of issue 3, by the hands of those who make the pay. The desktop shell plays the same one.
 */
test.describe.configure({ mode: 'serial' });

const PEOPLE = 60;
const SEED = 7;
/** The list of the office is that of March, for which the first pay is made. */
const TODAY = localDate('2026-03-01');

const handsOf = (page: Page, office: OfficeOfWorker): Hands => ({
  page,
  signInAs: (userName) => signInAs(page, office, userName),
  printed: (name) => printed(page, name),
  shot: (name) => page.screenshot({ path: `test-results/screens/ar-month-${name}.png` }),
});

let march = '';

test('the list of the office is brought in: what is wrong is mended on the screen, who stands twice stays out', async ({
  page,
  office,
}) => {
  await importStaff(handsOf(page, office), await officeWorkbook({ people: PEOPLE, seed: SEED, today: TODAY }));
});

test('the month is calculated, what it lacks is mended at its cause, every figure says why', async ({
  page,
  office,
}) => {
  march = await calculateAndMend(handsOf(page, office));
});

test('the auditor audits it, the manager of accounts approves and locks it', async ({ page, office }) => {
  await auditAndLock(handsOf(page, office), march);
});

test('the sheet and the slips are printed, the bank gets its file, the journal waits for its accounts', async ({
  page,
  office,
}) => {
  await printAndPay(handsOf(page, office), { march, people: PEOPLE });
});

test('a promotion comes three months late: the arrears are right to the dinar', async ({ page, office }) => {
  const units = await (await callAs(office, 'payroll.clerk1')).org.unit.list({ search: '1017' });
  const entityId = units.find(({ code }) => code === '1017')?.id ?? '';
  const served = { ...office, entityId };
  for (const month of ['2026-04', '2026-05']) {
    await lockRun(served, await calculateMonth(served, month));
  }
  await promoteThreeMonthsLate(handsOf(page, office));
});

/** Prints what the preview shows as the desktop shell does; answers how many pages the PDF has. */
async function printed(page: Page, name: string): Promise<number> {
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { isPrinting: true }) }));
  await preview.getByRole('button', { name: word('kit.print.print') }).click();
  await page.waitForFunction(() => 'isPrinting' in window);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(`test-results/screens/ar-month-${name}.pdf`, pdf);
  await page.evaluate(() => {
    Reflect.deleteProperty(window, 'isPrinting');
    window.dispatchEvent(new Event('afterprint'));
  });
  await preview
    .getByRole('button', { name: word('kit.action.close') })
    .first()
    .click();
  await expect(preview).toHaveCount(0);
  return pagesOf(pdf);
}
