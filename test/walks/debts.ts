import type { Page } from '@playwright/test';
import { choose, open, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { openTab, type Hands } from './hands.ts';

/** A loan of 1,200,000 in instalments of 100,000, entered from the keyboard. */
export async function lend(
  { page, shot }: Hands,
  { search, fromMonth }: { readonly search: string; readonly fromMonth: string },
): Promise<void> {
  await open(page, '/payroll/debts');
  await page.keyboard.press('Control+Alt+n');
  const drawer = page.getByRole('dialog');
  const employee = drawer.getByRole('combobox', { name: word('payroll.field.employeeId') });
  await expect(employee).toBeFocused();
  await choose(page, employee, search);
  for (const [key, text] of [
    ['lender', 'مصرف الرافدين'],
    ['total', '1,200,000'],
    ['instalment', '100000'],
    ['fromMonth', fromMonth],
  ] as const) {
    await drawer.getByRole('textbox', { name: word(`payroll.field.${key}`) }).fill(text);
  }
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('grid', { name: word('payroll.loan.title') })).toContainText('1,200,000');
  await shot('loans');
}

/** The slip of somebody in the run that is open shows the instalment and says how much of it was taken. */
export async function seeInstalment({ page, shot }: Hands, name: string): Promise<void> {
  await openSlip(page, name);
  const instalment = page.getByRole('row', { name: word('payroll.option.component.LOAN') });
  await expect(instalment).toContainText('مصرف الرافدين');
  await instalment.getByRole('button').click();
  const why = page.getByRole('dialog');
  await expect(why).toContainText(word('payroll.step.TAKEN').replace('{{amount}}', '100,000'));
  // The loan itself is named: whose it is, of which day.
  await expect(why.getByRole('listitem').last()).toContainText('مصرف الرافدين');
  await shot('why-loan');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A judgment of 900,000 a month, more than the law lets a creditor take from anybody's pay. */
export async function executeJudgment(
  { page, shot }: Hands,
  { search, fromMonth }: { readonly search: string; readonly fromMonth: string },
): Promise<void> {
  await open(page, '/payroll/debts?part=courtOrders');
  await page.keyboard.press('Control+Alt+n');
  const drawer = page.getByRole('dialog');
  const employee = drawer.getByRole('combobox', { name: word('payroll.field.employeeId') });
  await expect(employee).toBeFocused();
  await choose(page, employee, search);
  for (const [key, text] of [
    ['caseNumber', '214/2026'],
    ['directorate', 'مديرية تنفيذ الكرخ'],
    ['monthly', '900000'],
    ['total', '9,000,000'],
    ['fromMonth', fromMonth],
  ] as const) {
    await drawer.getByRole('textbox', { name: word(`payroll.field.${key}`) }).fill(text);
  }
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('grid', { name: word('payroll.courtOrder.title') })).toContainText('9,000,000');
  await shot('court-orders');
}

/** The slip of somebody in the run that is open: a judgment took one fifth of his gross and says so. */
export async function seeOneFifth({ page, shot }: Hands, name: string): Promise<void> {
  await openSlip(page, name);
  const row = page.getByRole('row', { name: word('payroll.option.component.EXEC_JUDGMENT') });
  await expect(row).toContainText('214/2026');
  const total = page.getByRole('row', { name: new RegExp(`^${word('payroll.option.component.GROSS')}`) });
  await expect(total).toHaveCount(1);
  const gross = amountIn(await total.innerText());
  const fifth = Math.floor(gross / 5).toLocaleString('en');
  await expect(row).toContainText(fifth);
  await row.getByRole('button').click();
  const why = page.getByRole('dialog');
  await expect(why).toContainText(`20٪`);
  await expect(why).toContainText(word('payroll.step.TAKEN').replace('{{amount}}', fifth));
  await expect(why.getByRole('listitem').last()).toContainText('مديرية تنفيذ الكرخ');
  await shot('why-court');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

const amountIn = (text: string): number => Number((/\d[\d,]+/.exec(text)?.[0] ?? '').replaceAll(',', ''));

async function openSlip(page: Page, name: string): Promise<void> {
  const panel = await openTab(page, 'payroll.slip.title');
  await panel.getByRole('textbox').first().fill(name);
  await panel
    .getByRole('grid')
    .getByRole('row', { name: new RegExp(name) })
    .first()
    .dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}
