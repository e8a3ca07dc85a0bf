import type { Page } from '@playwright/test';
import { open, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { UNIT } from '../e2e/hr-people.ts';
import type { Hands } from './hands.ts';

const title = 'قواعد 2027 مع الاستقطاع';

async function part(page: Page, key: string): Promise<void> {
  await page.getByRole('tab', { name: word(key), exact: true }).click();
}

/**
 * A package with a temporary deduction is drafted, a wrong percentage refused, compared and tried on everybody; answers
 * its title.
 */
export async function draftDeduction({ page, signInAs }: Hands): Promise<string> {
  await signInAs('accounts.manager1');
  await open(page, '/regulation/packages?new');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(word('regulation.field.titleAr')).fill(title);
  await sheet.getByLabel(word('regulation.field.firstMonth')).fill('1/2027');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);

  await part(page, 'regulation.group.deductions');
  const kind = word('regulation.option.kind.LEVY');
  await page.getByRole('button', { name: word('regulation.rule.new').replace('{{kind}}', kind) }).click();
  await sheet.getByLabel(word('regulation.field.ruleTitle')).fill('استقطاع 1٪');
  await sheet.getByLabel(word('regulation.field.code')).fill('LEVY_1');
  await sheet.getByLabel(word('regulation.field.basisPoints')).fill('٢٫٥٥٥');
  await sheet.getByLabel(word('regulation.field.from')).fill('1/1/2027');
  await sheet.getByLabel(word('regulation.field.source')).fill('إعمام');
  await page.keyboard.press('Control+s');
  await expect(sheet.getByText(word('kit.problem.PERCENT_FORM'))).toBeVisible();
  await sheet.getByLabel(word('regulation.field.basisPoints')).fill('١');
  await page.keyboard.press('Control+s');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('row', { name: /استقطاع 1٪/ })).toBeVisible();

  await part(page, 'regulation.compare.title');
  await expect(page.getByRole('row', { name: new RegExp(word('regulation.compare.added')) })).toHaveCount(1);
  await part(page, 'payroll.whatIf.title');
  await page.getByRole('combobox', { name: word('payroll.field.entityId') }).click();
  await page.locator('.ant-select-item-option').getByText(UNIT, { exact: true }).click();
  await page.getByRole('button', { name: word('payroll.whatIf.start') }).click();
  await expect(page.getByRole('status').filter({ hasText: 'يتغير راتب' })).toBeVisible({ timeout: 30_000 });
  return title;
}

/** Who drafted it, and still looks at it, does not publish it; somebody else does. */
export async function publishDeduction({ page, signInAs }: Hands): Promise<void> {
  await expect(page.getByRole('button', { name: word('regulation.move.publish'), exact: true })).toBeDisabled();
  await signInAs('admin');
  await open(page, '/regulation/packages');
  await page.getByRole('row', { name: new RegExp(title) }).dblclick();
  const publish = word('regulation.move.publish');
  await page.getByRole('button', { name: publish, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: publish, exact: true }).click();
  await expect(page.getByText(word('regulation.package.published'))).toBeVisible();
  await expect(page.getByText(word('regulation.standing.inForce'), { exact: true })).toBeVisible();
}
