import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { open, signIn, word } from './desk.ts';
import { expect, test, type OfficeOfWorker } from './fixtures.ts';

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.beforeEach(async ({ page, office }) => signIn(page, office));

/** Opens a record through its list, as a user does. */
async function openRecord(page: Page, list: string, found: string): Promise<void> {
  await open(page, list);
  if (list === '/org/units') await page.getByRole('tab', { name: word('org.unit.list') }).click();
  await page.getByLabel(word('kit.grid.search')).fill(found);
  await page.getByRole('grid').getByRole('row').filter({ hasText: found }).first().dblclick();
  await page.waitForFunction(() => /^#\/org\/\w+\/[0-9a-f-]{36}$/.test(window.location.hash));
}

async function atAnotherPc(browser: Browser, office: OfficeOfWorker): Promise<Page> {
  const other = await (await browser.newContext({ baseURL: office.address, locale: 'ar-IQ' })).newPage();
  await signIn(other, office);
  return other;
}

async function save(page: Page): Promise<void> {
  const saved = page.waitForResponse(/\/rpc\/org\/\w+\/edit$/);
  await page.keyboard.press('Control+s');
  await saved;
  // Whoever goes on before the window has taken the answer is asked whether he means it.
  await expect(page.locator('.ant-btn-loading')).toHaveCount(0);
}

test('who cancels the conflict view finds what he typed, and is asked before he leaves it', async ({
  page,
  office,
  browser,
}) => {
  await openRecord(page, '/org/units', '1017-05-2');
  const colleague = await atAnotherPc(browser, office);
  await openRecord(colleague, '/org/units', '1017-05-2');
  await page.getByLabel(word('org.field.nameEn')).fill('Typed and kept');
  await colleague.getByLabel(word('org.field.nameAr')).fill('شعبة غيّرها الزميل');
  await save(colleague);
  await colleague.context().close();
  await save(page);
  const conflict = page.getByRole('region', { name: word('kit.conflict.title') });
  await expect(conflict).toBeVisible();

  await page.getByRole('link', { name: word('org.menu.users') }).click();
  await expect(page.getByRole('dialog')).toContainText(word('platform.record.unsaved'));
  await page
    .getByRole('dialog')
    .getByRole('button', { name: word('kit.action.cancel') })
    .click();
  await conflict.getByRole('button', { name: word('kit.action.cancel') }).click();
  await expect(page.getByLabel(word('org.field.nameEn'))).toHaveValue('Typed and kept');

  await save(page);
  await conflict.getByRole('button', { name: word('kit.conflict.resolve') }).click();
  await expect(page.getByLabel(word('org.field.nameEn'))).toHaveValue('Typed and kept');
  await expect(page.getByLabel(word('org.field.nameAr'))).toHaveValue('شعبة غيّرها الزميل');
  await expect(conflict).toBeHidden();
});

test('a committee whose members a colleague changed is merged with what was typed', async ({
  page,
  office,
  browser,
}) => {
  await open(page, '/org/committees');
  const listed = page.getByRole('grid').getByRole('row').nth(1);
  const name = (await listed.getByRole('gridcell').nth(1).innerText()).trim();
  await openRecord(page, '/org/committees', name);
  const colleague = await atAnotherPc(browser, office);
  await openRecord(colleague, '/org/committees', name);
  await page.getByLabel(word('org.field.purpose')).fill('غرض كتبه الأول');
  const member = colleague.locator('.org-members').getByRole('gridcell').filter({ hasText: /\p{L}/u }).first();
  await member.dblclick();
  await colleague.keyboard.press('Control+a');
  await colleague.keyboard.type('هدى كاظم جواد');
  await colleague.keyboard.press('Enter');
  await save(colleague);
  await colleague.context().close();
  await save(page);
  const conflict = page.getByRole('region', { name: word('kit.conflict.title') });
  await expect(conflict).toContainText('هدى كاظم جواد');
  await expect(conflict).toContainText('غرض كتبه الأول');
  await page.screenshot({ path: 'test-results/screens/ar-conflict-committee.png' });
  await conflict.getByRole('button', { name: word('kit.conflict.resolve') }).click();
  await expect(conflict).toBeHidden();
  await expect(page.locator('.org-members')).toContainText('هدى كاظم جواد');
  await expect(page.getByLabel(word('org.field.purpose'))).toHaveValue('غرض كتبه الأول');
});

test('who was handed a password chooses his own before anything else', async ({ page, office, browser }) => {
  await openRecord(page, '/org/users', 'organiser1');
  await page.getByRole('button', { name: word('org.user.resetPassword'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('platform.password.new')).fill('باب الشرقي القديم');
  await dialog.getByRole('button', { name: word('kit.action.save') }).click();
  await expect(dialog).toBeHidden();

  const owner = await (await browser.newContext({ baseURL: office.address, locale: 'ar-IQ' })).newPage();
  await owner.goto('/');
  await owner.getByLabel(word('platform.signIn.userName')).fill('organiser1');
  await owner.getByLabel(word('platform.signIn.password'), { exact: true }).fill('باب الشرقي القديم');
  await owner.keyboard.press('Enter');
  await expect(owner.getByRole('heading', { name: word('platform.password.mustTitle') })).toBeVisible();
  await owner.goto('/#/org/units');
  await expect(owner.locator('nav.desk-menu')).toHaveCount(0);
  await owner.screenshot({ path: 'test-results/screens/ar-must-change.png' });
  await owner.getByLabel(word('platform.password.current'), { exact: true }).fill('باب الشرقي القديم');
  await owner.getByLabel(word('platform.password.new'), { exact: true }).fill('جسر الجمهورية الجديد');
  await owner.getByLabel(word('platform.password.repeat'), { exact: true }).fill('جسر الجمهورية الجديد');
  await owner.keyboard.press('Enter');
  await expect(owner.locator('nav.desk-menu')).toBeVisible();
  await owner.context().close();
});

test('a scan that waits in the folder of the scanner is attached and gone from there', async ({ page, office }) => {
  const scans = join(office.folder, 'ماسح');
  mkdirSync(scans);
  writeFileSync(join(scans, 'كتاب 77.png'), Buffer.from(onePixel, 'base64'));
  await open(page, '/org/settings');
  await page.getByLabel(word('org.field.scannerFolder')).fill(scans);
  await save(page);
  await openRecord(page, '/org/units', '1017-06');
  await page.getByRole('tab', { name: new RegExp(word('files.panel.title')) }).click();
  await page.getByRole('button', { name: word('files.panel.scanner'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('كتاب 77.png');
  await dialog.getByRole('button', { name: word('files.panel.scanner.take'), exact: true }).click();
  await expect(dialog).toContainText(word('files.panel.scanner.empty'));
  await page.screenshot({ path: 'test-results/screens/ar-scanner.png' });
  await page.keyboard.press('Escape');
  await expect(page.locator('.kit-files-list li')).toContainText(['كتاب 77.png']);
  expect(readdirSync(scans)).toEqual([]);
});
