import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import readXlsxFile from 'read-excel-file/node';
import { open, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.beforeEach(async ({ page, office }) => signIn(page, office));

/** Opens the record of a unit through the list, as a user does. */
async function openUnit(page: Page, code: string): Promise<void> {
  await open(page, '/org/units');
  await page.getByRole('tab', { name: word('org.unit.list') }).click();
  await page.getByLabel(word('kit.grid.search')).fill(code);
  await page
    .getByRole('row', { name: new RegExp(`^.*${code} `) })
    .first()
    .dblclick();
  await page.waitForFunction(() => /^#\/org\/units\/[0-9a-f-]{36}$/.test(window.location.hash));
}

test('a unit is made with the keyboard alone, found by another spelling, changed and taken back', async ({ page }) => {
  await open(page, '/org/units');
  await page.keyboard.press('Control+Alt+n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: word('org.field.code'), exact: true }).fill('1017-31');
  await dialog.getByLabel(word('org.field.nameAr')).fill('قسم الإرشاد المائيّ');
  // Which types may be chosen depends on what is above.
  const parent = dialog.getByRole('combobox', { name: word('org.field.parentId') });
  await parent.click();
  await page.keyboard.type('النهرين');
  await page.locator('.ant-select-tree-node-content-wrapper', { hasText: 'مديرية بلدية النهرين' }).first().click();
  await dialog.getByRole('combobox', { name: word('org.field.type') }).click();
  await page.locator('.ant-select-item-option:visible', { hasText: word('org.option.type.department') }).click();
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/org\/units\/[0-9a-f-]{36}$/.test(window.location.hash));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('قسم الإرشاد المائيّ');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: word('kit.palette.open') }).fill('الارشاد المايي');
  await expect(page.getByRole('option', { name: /الإرشاد المائيّ/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByLabel(word('org.field.nameAr')).fill('قسم التوعية');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('قسم التوعية');
  await page.getByRole('tab', { name: word('platform.record.tab.timeline') }).click();
  const timeline = page.getByRole('tabpanel', { name: word('platform.record.tab.timeline') });
  await expect(timeline).toContainText('قسم الإرشاد المائيّ');
  await expect(timeline).toContainText('قسم التوعية');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('قسم الإرشاد المائيّ');
});

test('two people change the same unit: the second sees both versions and loses nothing', async ({
  page,
  office,
  browser,
}) => {
  await openUnit(page, '1017-05-1');
  const colleague = await (await browser.newContext({ baseURL: office.address, locale: 'ar-IQ' })).newPage();
  await signIn(colleague, office);
  await openUnit(colleague, '1017-05-1');
  await page.getByLabel(word('org.field.nameEn')).fill('Design and Drawings Section');
  await colleague.getByLabel(word('org.field.nameAr')).fill('شعبة التصاميم والمخططات');
  await colleague.keyboard.press('Control+s');
  await expect(colleague.getByRole('heading', { level: 1 })).toContainText('المخططات');
  await page.keyboard.press('Control+s');
  const conflict = page.getByRole('region', { name: word('kit.conflict.title') });
  await expect(conflict).toContainText('شعبة التصاميم والمخططات');
  await expect(conflict).toContainText('Design and Drawings Section');
  await page.screenshot({ path: 'test-results/screens/ar-conflict.png' });
  await colleague.context().close();
});

test('the list goes to Excel as a right-to-left sheet with its columns', async ({ page }) => {
  await open(page, '/org/users');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: word('kit.grid.export') }).click();
  const path = await (await download).path();
  const [sheet] = await readXlsxFile(path);
  const cells = sheet?.data.flat().map(String) ?? [];
  expect(cells).toContain(word('org.field.userName'));
  expect(cells).toContain('director1');
  expect(sheet?.data.length).toBeGreaterThan(60);
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
});

test('a list is printed under the letterhead, with repeated heads and numbered pages', async ({ page }) => {
  await open(page, '/org/users');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('Control+p');
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(preview).toContainText('جمهورية العراق');
  await expect(preview.locator('thead').first()).toContainText(word('org.field.userName'));
  await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { wasPrinted: true }) }));
  await preview.getByRole('button', { name: word('kit.print.print') }).click();
  await page.waitForFunction(() => 'wasPrinted' in window);
});

test('a record is printed under the letterhead, each field with its name', async ({ page }) => {
  await open(page, '/org/units');
  await page.getByRole('tab', { name: word('org.unit.list'), exact: true }).click();
  await page.getByRole('gridcell', { name: 'مديرية بلدية النهرين', exact: true }).first().dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('مديرية بلدية النهرين');
  await page.keyboard.press('Control+p');
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(preview).toContainText('جمهورية العراق');
  const row = (key: string) => preview.getByRole('row').filter({ hasText: word(key) });
  await expect(row('org.field.code')).toContainText('1017');
  await expect(row('org.field.parentId')).toContainText('مديرية البلديات العامة');
  await page.screenshot({ path: 'test-results/screens/ar-record-paper.png' });
});

test('a sheet is imported by the wizard: mapped, tried, mended, saved', async ({ page }) => {
  await open(page, '/org/units');
  await page.getByRole('button', { name: word('org.unit.import') }).click();
  const wizard = page.getByRole('dialog');
  const csv = 'الرمز,الاسم,النوع,رمز الأب\n1017-71,قسم الحدائق والمتنزهات,قسم,1017\n1017-72,قسم بلا أب,قسم,9999\n';
  await wizard
    .locator('input[type=file]')
    .setInputFiles({ name: 'هيكل.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await wizard.getByRole('button', { name: word('kit.import.rehearse') }).click();
  await expect(wizard).toContainText(word('org.problem.UNIT_UNKNOWN').split('{{')[0]?.trim() ?? '');
  await page.screenshot({ path: 'test-results/screens/ar-import.png' });
  await wizard
    .getByRole('button', { name: new RegExp(word('kit.import.commitGood').split('(')[0]?.trim() ?? '') })
    .click();
  await expect(wizard).toContainText(word('kit.import.done'));
  await page.keyboard.press('Escape');
  await openUnit(page, '1017-71');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('قسم الحدائق والمتنزهات');
});

test('a scan is dropped on a record, shown, kept, and a program in disguise refused', async ({ page }) => {
  await openUnit(page, '1017-03');
  await page.getByRole('tab', { name: new RegExp(word('files.panel.title')) }).click();
  const png = Buffer.from(onePixel, 'base64');
  const chooser = page.locator('input[type=file]');
  await chooser.setInputFiles({ name: 'أمر إداري 15.png', mimeType: 'image/png', buffer: png });
  await expect(page.getByText('أمر إداري 15.png').first()).toBeVisible();
  await chooser.setInputFiles({
    name: 'كتاب.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ not a pdf at all'),
  });
  await expect(page.getByText(word('files.problem.FILE_TYPE_REFUSED')).first()).toBeVisible();
});

test('an image is pasted on a record, and a scan fetched by dragging it there', async ({ page }) => {
  await openUnit(page, '1017-04');
  await page.getByRole('tab', { name: new RegExp(word('files.panel.title')) }).click();
  const files = page.getByRole('region', { name: word('kit.files.title') });
  for (const [event, name] of [
    ['paste', 'ملصق.png'],
    ['drop', 'مسحوب.png'],
  ] as const) {
    await files.evaluate(
      (element, { kind, fileName, base64 }) => {
        const pixel = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        // What is the same to the last byte is on the record already, and refused: each picture has a byte of its own.
        const bytes = new Uint8Array([...pixel, kind.length]);
        const carried = new DataTransfer();
        carried.items.add(new File([bytes], fileName, { type: 'image/png' }));
        const options = { bubbles: true, cancelable: true };
        element.dispatchEvent(
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: carried })
            : new DragEvent('drop', { ...options, dataTransfer: carried }),
        );
      },
      { kind: event, fileName: name, base64: onePixel },
    );
    await expect(files.locator('.kit-files-list li')).toHaveCount(event === 'paste' ? 1 : 2);
  }
});

test('letters typed right after Ctrl+K all arrive in the palette', async ({ page }) => {
  await open(page, '/org/users');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('clerk1');
  await expect(page.getByRole('combobox', { name: word('kit.palette.open') })).toHaveValue('clerk1');
});

test('a sheet with something unsaved asks before it goes, whichever way it is left', async ({ page }) => {
  await open(page, '/org/users');
  await page.getByRole('button', { name: word('org.user.new') }).click();
  const sheet = page.locator('.ant-drawer-open').getByRole('dialog');
  const name = sheet.getByLabel(word('org.field.nameAr'));
  await name.fill('سلمى');
  const question = page.getByRole('dialog', { name: word('kit.form.leaveTitle') });
  for (const leave of [
    () => name.press('Escape'),
    () => page.locator('.ant-drawer-close').click(),
    () => page.locator('.ant-drawer-mask').click({ position: { x: 1_000, y: 400 } }),
  ]) {
    await leave();
    await expect(question).toBeVisible();
    await page.screenshot({ path: 'test-results/screens/ar-unsaved-sheet.png' });
    await question.getByRole('button', { name: word('kit.action.cancel'), exact: true }).click();
    await expect(question).toHaveCount(0);
    await expect(name).toHaveValue('سلمى');
  }
  await name.press('Escape');
  await question.getByRole('button', { name: word('kit.form.leave') }).click();
  await expect(sheet).toHaveCount(0);
});
