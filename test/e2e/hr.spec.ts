import type { Page } from '@playwright/test';
import { open, settled, signIn, word } from './desk.ts';
import { expect, test } from './fixtures.ts';

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-hr-${name}.png` });

async function pick(page: Page, field: string, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: word(`hr.field.${field}`), exact: true });
  await box.focus();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** The unit in which the people of the staff department work. */
const UNIT = 'مديرية بلدية النهرين';

async function pickUnit(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: word('hr.field.unitId') }).click();
  await page.keyboard.type('النهرين');
  await page.locator('.ant-select-tree-node-content-wrapper:visible', { hasText: UNIT }).first().click();
}

/** Writes one cell of the line that is being entered and goes on to the next. */
async function cell(page: Page, text: string): Promise<void> {
  if (text !== '') {
    // The driver sends Arabic letters without a key press, so that the editor is opened for them.
    await page.keyboard.press('F2');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Tab');
}

async function signInAs(page: Page, office: { readonly password: string }, userName: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, { userName, password: office.password });
}

test('an employee by keyboard, his order through three hands, and what is due to him', async ({ page, office }) => {
  await signInAs(page, office, 'staff.clerk1');
  await open(page, '/hr/employees');
  await page.keyboard.press('Control+Alt+n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: word('hr.field.firstName'), exact: true }).focus();
  for (const name of ['أحمد', 'كاظم', 'عبد الله', 'جاسم', 'الجبوري']) await cell(page, name);
  await dialog.getByRole('textbox', { name: word('hr.field.officeNumber') }).fill('1450');
  await dialog.getByRole('textbox', { name: word('hr.field.nationalCard') }).fill('199012345678');
  await pickUnit(page);
  await shot(page, 'new-employee');
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/hr\/employees\/[0-9a-f-]{36}$/.test(window.location.hash));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('أحمد كاظم عبد الله جاسم الجبوري');
  await settled(page);
  await shot(page, 'employee');

  // The order that says where he stands, typed as on a sheet.
  await open(page, '/hr/orders');
  await page.keyboard.press('Control+Alt+n');
  await pick(page, 'kind', word('hr.option.orderKind.OPENING'));
  await page.getByRole('textbox', { name: word('hr.field.number'), exact: true }).fill('77');
  await page.getByRole('textbox', { name: word('hr.field.issuer') }).fill('المدير العام');
  await pickUnit(page);
  const lines = page.getByRole('grid', { name: word('hr.order.employees') });
  await lines.focus();
  await cell(page, '1450');
  await cell(page, '');
  for (const value of ['1/1/2018', 'الدرجة السابعة', '3', 'بكالوريوس']) await cell(page, value);
  await cell(page, UNIT);
  await cell(page, 'متزوج زوجته بلا دخل');
  await cell(page, 'مهندس');
  await cell(page, '');
  await cell(page, '1/3/2023');
  await cell(page, '1/3/2025');
  await expect(lines).toContainText('أحمد كاظم عبد الله جاسم الجبوري');
  await shot(page, 'new-order');
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/hr\/orders\/[0-9a-f-]{36}$/.test(window.location.hash));
  await settled(page);
  const address = new URL(page.url()).hash.slice(1);
  await expect(page.locator('main')).toContainText(word('hr.option.orderState.draft'));
  await shot(page, 'order');

  await signInAs(page, office, 'staff.checker1');
  await open(page, address);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('main')).toContainText(word('hr.option.orderState.checked'));
  await signInAs(page, office, 'staff.manager1');
  await open(page, address);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('main')).toContainText(word('hr.option.orderState.approved'));

  await signInAs(page, office, 'staff.clerk1');
  await open(page, '/hr/due');
  const row = page.getByRole('row', { name: /1450/ });
  await expect(row).toContainText(word('hr.option.dueKind.INCREMENT'));
  await shot(page, 'due');
  await open(page, '/hr/headcount');
  await expect(page.locator('.kit-chart svg').first()).toBeVisible();
  await shot(page, 'headcount');
  await open(page, '/hr/employees');
  await shot(page, 'employees');
  await page.getByRole('row', { name: /1450/ }).dblclick();
  await page.getByRole('tab', { name: word('hr.employee.career') }).click();
  await expect(page.getByRole('tabpanel', { name: word('hr.employee.career') })).toContainText('77');
  await shot(page, 'career');
});
