import { localDate } from '#kernel/date.ts';
import { lateOne, officeWorkbook } from '#test/office-workbook.ts';
import { calculateMonth, lockRun } from '#test/payroll-hands.ts';
import { promoteThreeMonthsLate } from '../walks/arrears.ts';
import { executeJudgment, seeOneFifth } from '../walks/debts.ts';
import { printAndPay } from '../walks/outputs.ts';
import { auditAndLock, calculateAgain, calculateAndMend } from '../walks/pay.ts';
import { importStaff } from '../walks/staff.ts';
import { printTaxForm } from '../walks/year-end.ts';
import { open } from './desk.ts';
import { officeWith, test as base, type OfficeOfWorker } from './fixtures.ts';
import { handsOf } from './hands-in-the-browser.ts';
import { callAs } from './hr-people.ts';

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

let march = '';
let june = '';

test('the list of the office is brought in: what is wrong is mended on the screen, who stands twice stays out', async ({
  page,
  office,
}) => {
  await importStaff(handsOf(page, office, 'month'), await officeWorkbook({ people: PEOPLE, seed: SEED, today: TODAY }));
});

test('the month is calculated, what it lacks is mended at its cause, every figure says why', async ({
  page,
  office,
}) => {
  march = await calculateAndMend(handsOf(page, office, 'month'));
});

test('the auditor audits it, the manager of accounts approves and locks it', async ({ page, office }) => {
  await auditAndLock(handsOf(page, office, 'month'), march);
});

test('the sheet and the slips are printed, the bank gets its file, the journal waits for its accounts', async ({
  page,
  office,
}) => {
  await printAndPay(handsOf(page, office, 'month'), { march, people: PEOPLE });
});

test('a promotion comes three months late: the arrears are right to the dinar', async ({ page, office }) => {
  const units = await (await callAs(office, 'payroll.clerk1')).org.unit.list({ search: '1017' });
  const entityId = units.find(({ code }) => code === '1017')?.id ?? '';
  const served = { ...office, entityId };
  for (const month of ['2026-04', '2026-05']) {
    await lockRun(served, await calculateMonth(served, month));
  }
  june = await promoteThreeMonthsLate(handsOf(page, office, 'month'));
});

test('a judgment takes one fifth and no more, and the tax form of the year is printed', async ({ page, office }) => {
  const hands = handsOf(page, office, 'month');
  await hands.signInAs('payroll.clerk1');
  await executeJudgment(hands, { search: lateOne.name, fromMonth: '6/2026' });
  await open(page, june);
  await calculateAgain(page);
  await seeOneFifth(hands, lateOne.name);
  await printTaxForm(hands, {
    ...{ search: lateOne.name, people: PEOPLE },
    // March to May as they were paid, before the arrears of June.
    expected: { line1a: 3 * 453_000, withheld: 3 * 36_316 },
  });
});
