import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { choose, open, settled, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { openTab, type Hands } from './hands.ts';

/** The sheet and the slips of a run are printed, the bank gets its file, the journal waits for its accounts. */
export async function printAndPay(
  { page, signInAs, printed, shot }: Hands,
  { march, people }: { readonly march: string; readonly people: number },
): Promise<void> {
  await signInAs('accounts.manager1');
  await open(page, march);
  await openTab(page, 'payroll.sheet.title');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(people + 1), { timeout: 30_000 });
  await shot('sheet');
  await page
    .getByRole('main')
    .getByRole('button', { name: word('kit.action.print'), exact: true })
    .click();
  expect(await printed('sheet')).toBeGreaterThan(1);
  await page.getByRole('button', { name: word('payroll.paper.allSlips') }).click();
  await page.getByRole('button', { name: word('payroll.paper.prepare') }).click();
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(preview.getByRole('button', { name: word('kit.print.print') })).toBeEnabled({ timeout: 60_000 });
  await expect(preview.locator('.pay-slip')).toHaveCount(people);
  expect(await printed('slips')).toBe(people);

  await open(page, '/payroll/bank-templates');
  await page.keyboard.press('Control+Alt+n');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: word('payroll.field.templateName') }).fill('ملف الرافدين');
  await form.getByRole('textbox', { name: word('payroll.field.bank'), exact: true }).fill('مصرف الرافدين');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('grid')).toContainText('ملف الرافدين');
  await open(page, march);
  await openTab(page, 'payroll.bank.title');
  await shot('bank');
  await page.getByRole('button', { name: word('payroll.bank.make') }).click();
  await choose(page, page.getByRole('combobox', { name: word('payroll.field.templateId') }), 'ملف');
  await expect(page.locator('.pay-bank-preview')).toContainText('IQ');
  await shot('bank-make');
  await page.keyboard.press('Control+s');
  await page
    .getByRole('grid', { name: word('payroll.bank.files') })
    .getByRole('row')
    .nth(1)
    .dblclick();
  const drawer = page.getByRole('dialog');
  const hash = (await drawer.locator('.pay-bank-hash').innerText()).trim();
  const download = page.waitForEvent('download');
  await drawer.getByRole('button', { name: word('payroll.bank.download') }).click();
  const content = readFileSync(await (await download).path());
  expect(createHash('sha256').update(content).digest('hex')).toBe(hash);
  await shot('bank-file');
  await page.keyboard.press('Escape');

  const lists = await openTab(page, 'payroll.list.title');
  await shot('unit-totals');
  await choose(page, lists.getByRole('combobox', { name: word('payroll.list.choose') }), word('payroll.list.journal'));
  await settled(page);
  await expect(lists.getByRole('alert')).toBeVisible();
  await shot('journal');
}
