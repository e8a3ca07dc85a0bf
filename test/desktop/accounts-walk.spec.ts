import { localDate } from '#kernel/date.ts';
import { lateOne, officeWorkbook } from '#test/office-workbook.ts';
import { open, word } from '../e2e/desk.ts';
import { promoteThreeMonthsLate } from '../walks/arrears.ts';
import { executeJudgment, lend, seeInstalment, seeOneFifth } from '../walks/debts.ts';
import { compareOldSheet } from '../walks/old-sheet.ts';
import { acceptWarnings, auditAndLock, calculate, calculateAgain, calculateAndMend, submit } from '../walks/pay.ts';
import { draftDeduction, publishDeduction } from '../walks/regulation.ts';
import { importStaff } from '../walks/staff.ts';
import { printTaxForm } from '../walks/year-end.ts';
import { expect, test } from './fixtures.ts';
import { handsOf } from './hands-at-the-shell.ts';
import { officeClient } from './office-client.ts';

test('three locked months, a late promotion, debts, the old sheet, the tax form and a new rule, played in the shell', async ({
  startDouble,
  folder,
}) => {
  test.setTimeout(300_000);
  const app = await startDouble();
  const hands = handsOf(app, { folder, pictures: 'accounts' });
  const { page, signInAs } = hands;
  const workbook = await officeWorkbook({ people: 40, seed: 7, today: localDate('2026-03-01') });
  await test.step('March to May are locked', async () => {
    await importStaff(hands, workbook);
    await auditAndLock(hands, await calculateAndMend(hands));
    for (const month of ['4/2026', '5/2026']) {
      await signInAs('payroll.clerk1');
      const run = await calculate(page, month);
      await acceptWarnings(page);
      await submit(page);
      await auditAndLock(hands, run);
    }
  });
  const june = await test.step('a promotion comes three months late', () => promoteThreeMonthsLate(hands));
  await test.step('a loan is taken from the next pay', async () => {
    await lend(hands, { search: lateOne.name, fromMonth: '6/2026' });
    await open(page, june);
    await calculateAgain(page);
    await seeInstalment(hands, lateOne.name);
  });
  await test.step('a judgment takes one fifth and no more', async () => {
    await executeJudgment(hands, { search: lateOne.name, fromMonth: '6/2026' });
    await open(page, june);
    await calculateAgain(page);
    await seeOneFifth(hands, lateOne.name);
  });
  await test.step('the sheet of the old system is compared', async () => {
    const { payroll } = await officeClient(app);
    const all = { search: null, unitId: null, isHeld: null, offset: 0, limit: 200 };
    const slips = await payroll.slip.list({ runId: june.split('/').at(-1) ?? '', ...all });
    expect(slips).toHaveLength(40);
    await open(page, june);
    await page.getByRole('tab', { name: word('payroll.compare.title'), exact: true }).click();
    await compareOldSheet(hands, slips);
  });
  await test.step('the tax form of the year is printed', () =>
    printTaxForm(hands, {
      ...{ search: lateOne.name, people: 40 },
      // March to May as they were paid, before the arrears of June.
      expected: { line1a: 3 * 453_000, withheld: 3 * 36_316 },
    }));
  await test.step('a temporary deduction is drafted, tried on everybody and published', async () => {
    await draftDeduction(hands);
    await publishDeduction(hands);
  });
});
