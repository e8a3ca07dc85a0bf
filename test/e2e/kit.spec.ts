import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Every component of the kit on its gallery page, by keyboard and mouse, in a real browser. */
async function openGallery(
  page: Page,
  office: { readonly userName: string; readonly password: string },
): Promise<void> {
  await page.goto('/#/gallery');
  await page.getByLabel('اسم المستخدم').fill(office.userName);
  await page.getByLabel('كلمة المرور', { exact: true }).fill(office.password);
  await page.keyboard.press('Enter');
  // The page makes a hundred thousand rows before it shows the first.
  await expect(page.locator('#Grid .kit-grid-row').first()).toBeVisible({ timeout: 45_000 });
}

test.beforeEach(async ({ page, office }) => openGallery(page, office));

test('the grid finds by any spelling, sorts, and is walked through by keyboard', async ({ page }) => {
  const section = page.locator('#Grid');
  await expect(section.getByRole('status').first()).toHaveText('100,000 سجل');
  await section.getByLabel('بحث في القائمة').fill('احمد');
  await expect(section.getByRole('status').first()).toHaveText('5,000 من أصل 100,000');
  await expect(section.locator('mark').first()).toHaveText('أحمد');
  await section.getByLabel('بحث في القائمة').fill('');
  await section.getByRole('button', { name: 'الراتب الاسمي', exact: true }).click();
  await expect(section.getByRole('columnheader', { name: /الراتب الاسمي/ })).toHaveAttribute('aria-sort', 'ascending');

  const grid = section.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(section.locator('[role=row][aria-rowindex="100001"]')).toBeVisible();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  await expect(section.locator('[role=row][aria-rowindex="3"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(section.locator('output')).not.toBeEmpty();
});

test('a form marks what is wrong beside its fields and goes to the first of them', async ({ page }) => {
  const form = page.locator('#Form');
  await form.getByLabel('الاسم الكامل').first().fill('');
  await form.getByLabel('تاريخ التعيين').fill('31/2/2020');
  await form.getByLabel('الراتب الاسمي').fill('1500+250');
  await page.keyboard.press('Control+s');
  await expect(form.getByText('هذا الحقل إلزامي.')).toBeVisible();
  await expect(form.getByText(/هذا ليس تاريخاً صحيحاً/)).toBeVisible();
  await expect(form.getByLabel('الاسم الكامل').first()).toBeFocused();
  await expect(form.getByLabel('الراتب الاسمي')).toHaveValue('1,750');
  await form.getByLabel('الاسم الكامل').first().fill('فاطمة جبار');
  await form.getByLabel('تاريخ التعيين').fill('13/8/1447');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('حُفظت بيانات فاطمة جبار')).toBeVisible();
  await expect(form.getByLabel('تاريخ التعيين')).toHaveValue('01/02/2026');
});

test('a unit is found without its article and chosen by Enter alone', async ({ page }) => {
  const form = page.locator('#Form');
  await form.getByLabel('الوحدة الإدارية').click();
  await page.keyboard.type('حسابات');
  await page.keyboard.press('Enter');
  await expect(form.locator('.ant-tree-select')).toContainText('الحسابات');
});

test('a unit below one that cannot be chosen is found too, and chosen by Enter alone', async ({ page }) => {
  const form = page.locator('#Form');
  await form.getByLabel('الوحدة الإدارية').click();
  await page.keyboard.type('طرق');
  await expect(page.locator('.ant-select-tree-node-content-wrapper', { hasText: 'الطرق' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(form.locator('.ant-tree-select')).toContainText('الطرق');
  await expect(page.locator('.ant-select-tree-node-content-wrapper:visible')).toHaveCount(0);
});

test('rows are typed by keyboard alone, filled down and taken back', async ({ page }) => {
  const section = page.locator('#EntryGrid');
  const grid = section.getByRole('grid');
  const cell = (row: number, column: number) =>
    section.locator(`[role=row][aria-rowindex="${row + 1}"] [aria-colindex="${column}"]`);
  await grid.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F2');
  await page.keyboard.type('سارة كريم');
  await page.keyboard.press('Enter');
  await expect(cell(3, 1)).toHaveText('سارة كريم');
  await page.keyboard.press('Control+d');
  await expect(cell(4, 1)).toContainText('سارة كريم');
  await page.keyboard.press('Control+z');
  await expect(cell(4, 1)).not.toContainText('سارة كريم');
});

test('the palette finds an action by another spelling and does it', async ({ page }) => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'بحث عن أمر أو سجل' });
  await field.fill('اضافه موظف');
  await expect(page.getByRole('option').first()).toContainText('منتسب جديد');
  await page.keyboard.press('Enter');
  await expect(page.locator('.ant-message')).toContainText('منتسب جديد');
});

test('F8 covers every amount, and uncovers it', async ({ page }) => {
  const salary = page.locator('#Grid .kit-grid-row').first().locator('[aria-colindex="6"]');
  await expect(salary).toHaveText(/^[\d,]+$/);
  await page.keyboard.press('F8');
  await expect(salary).toHaveText('•••••');
  await page.keyboard.press('F8');
  await expect(salary).toHaveText(/^[\d,]+$/);
});

test('an import is tried, mended and written', async ({ page }) => {
  const wizard = page.locator('#ImportWizard');
  const lines = ['الاسم\tالرقم\tتاريخ التعيين', 'زينب كاظم\t1\t1/2/2020', '\t2\t3/4/2021'];
  await wizard
    .locator('input[type=file]')
    .setInputFiles({ name: 'منتسبون.txt', mimeType: 'text/plain', buffer: Buffer.from(lines.join('\n')) });
  await wizard.getByRole('button', { name: 'تجربة دون حفظ' }).click();
  await expect(wizard.getByText('مرفوض: 1')).toBeVisible();
  await wizard.getByRole('grid').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('علي حسن');
  await page.keyboard.press('Enter');
  await wizard.getByRole('button', { name: 'إعادة التجربة بعد التصحيح' }).click();
  await wizard.getByRole('button', { name: 'حفظ جميع السطور (2)' }).click();
  await expect(wizard.getByText('اكتمل الاستيراد')).toBeVisible();
});

test('a paper is printed alone, with its fonts, and the screen comes back', async ({ page }) => {
  await page.evaluate(() => {
    window.print = () => {
      const root = document.getElementById('kit-print-root');
      document.title = `${document.title} ${root?.querySelectorAll('tbody tr').length ?? 0}`;
      setTimeout(() => window.dispatchEvent(new Event('afterprint')));
    };
  });
  await page.locator('#PrintPreview').getByRole('button').click();
  await page.getByRole('button', { name: 'طباعة أو حفظ PDF' }).click();
  await expect(page.locator('#kit-print-root')).toHaveCount(0);
  expect(await page.evaluate(() => document.fonts.check("12px 'Noto Naskh Arabic'", 'ديوان'))).toBe(true);
});

for (const [name, language, direction] of [
  ['العربية', 'ar', 'rtl'],
  ['کوردی', 'ckb', 'rtl'],
  ['English', 'en', 'ltr'],
] as const) {
  test(`the gallery in ${language} shows no key and no Arabic figures among Latin ones`, async ({ page }) => {
    await page.locator('.kit-gallery').getByText(name, { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const text = await page.locator('.kit-gallery').innerText();
    expect(text).not.toMatch(/\bkit\.[a-z]/);
    expect(text.replace('١٢٣', '')).not.toMatch(/[٠-٩۰-۹]/);
    await page.screenshot({ path: `test-results/gallery-${language}.png`, fullPage: true });
  });
}
