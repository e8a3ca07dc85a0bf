import type { Page } from '@playwright/test';
import { open, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

const title = 'قواعد 2027 مع الاستقطاع';

async function part(page: Page, key: string): Promise<void> {
  await page.getByRole('tab', { name: word(key), exact: true }).click();
}

test('a temporary deduction is drafted, compared, tried on everybody, and published by somebody else', async ({
  page,
  office,
  browser,
}) => {
  const { password } = office;
  await signIn(page, { userName: 'accounts.manager1', password });
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
  await page.getByTitle('مديرية بلدية النهرين').click();
  await page.getByRole('button', { name: word('payroll.whatIf.start') }).click();
  await expect(page.getByRole('status').filter({ hasText: 'يتغير راتب' })).toBeVisible({ timeout: 30_000 });
  // Who drafted it does not publish it.
  await expect(page.getByRole('button', { name: word('regulation.move.publish'), exact: true })).toBeDisabled();

  const context = await browser.newContext({ baseURL: office.address, locale: 'ar-IQ' });
  const director = await context.newPage();
  await signIn(director, office);
  await open(director, '/regulation/packages');
  await director.getByRole('row', { name: new RegExp(title) }).dblclick();
  await director.getByRole('button', { name: word('regulation.move.publish'), exact: true }).click();
  await director
    .getByRole('dialog')
    .getByRole('button', { name: word('regulation.move.publish'), exact: true })
    .click();
  await expect(director.getByText(word('regulation.package.published'))).toBeVisible();
  await expect(director.getByText(word('regulation.option.state.published'), { exact: true })).toBeVisible();
  await context.close();
});
