import type { Page } from '@playwright/test';
import { choose, open, settled, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { addressOf, type Hands } from './hands.ts';

/** Chooses in a list of the request by typing. */
export const pickLeave = (page: Page, field: string, typed: string): Promise<void> =>
  choose(page, page.getByRole('combobox', { name: word(field), exact: true }), typed);

/** Fills the request for an ordinary leave in the drawer that is open, as far as the button. */
export async function fillRequest(page: Page, wanted: { number: string; from: string; days: string }): Promise<void> {
  await pickLeave(page, 'hr.field.employeeId', wanted.number);
  await pickLeave(page, 'hr.field.leaveType', 'إجازة اعتيادية');
  await page.getByRole('textbox', { name: word('hr.field.fromDate') }).fill(wanted.from);
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: word('hr.field.days') }).fill(wanted.days);
  await page.keyboard.press('Tab');
}

/** The number and issuer of the order that grants or ends a leave. */
export async function fillPaper(page: Page, number: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: word('hr.field.number'), exact: true }).fill(number);
  await dialog.getByRole('textbox', { name: word('hr.field.issuer') }).fill('المدير العام');
}

export const onLeavePage = (page: Page) =>
  page.waitForFunction(() => /^#\/hr\/leave\/[0-9a-f-]{36}$/.test(window.location.hash));

/** Sends the request that is filled; another person grants it by an order. Answers its address. */
export async function sendAndGrant({ page, signInAs, shot }: Hands, orderNumber: string): Promise<string> {
  await page.keyboard.press('Control+s');
  await onLeavePage(page);
  await settled(page);
  const address = addressOf(page);
  await expect(page.locator('main')).toContainText(word('hr.option.leaveState.requested'));
  await expect(page.getByRole('button', { name: word('hr.leave.approve') })).toBeDisabled();
  await shot('leave-asked');
  await signInAs('staff.manager1');
  await open(page, address);
  await page.keyboard.press('Control+Enter');
  await fillPaper(page, orderNumber);
  await shot('leave-grant');
  await page.keyboard.press('Control+s');
  await expect(page.locator('main')).toContainText(word('hr.option.leaveState.approved'));
  return address;
}
