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
  await expect(page.getByRole('dialog')).toContainText(word('payroll.step.TAKEN').replace('{{amount}}', '100,000'));
  await shot('why-loan');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

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
