import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import writeXlsxFile from 'write-excel-file/node';
import { localDate } from '#kernel/date.ts';
import { cell } from '../walks/keyboard.ts';
import { open, settled, word } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { callAs, hirePeople, shot, signInAs } from './hr-people.ts';

/** What the page threw while it was walked: a question that is answered twice would be one. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  return faults;
}

const question = (page: Page) => page.getByRole('dialog').filter({ hasText: word('platform.record.unsaved') });
const leaving = (page: Page) => page.getByRole('dialog').filter({ hasText: word('kit.form.leaveTitle') });

test('an order that is not saved is asked for once: by Esc, and by Back however often it is pressed', async ({
  page,
  office,
}) => {
  const faults = faultsOf(page);
  await signInAs(page, office, 'staff.clerk1');
  await open(page, '/hr/orders');
  await page.keyboard.press('Control+Alt+n');
  const number = page.getByRole('textbox', { name: word('hr.field.number'), exact: true });
  await number.fill('99');
  await page.goBack();
  await expect(question(page)).toBeVisible();
  await question(page)
    .getByRole('button', { name: word('kit.action.cancel') })
    .click();
  await expect(number).toHaveValue('99');

  await page.goBack();
  await expect(question(page)).toBeVisible();
  await page.goBack();
  await expect(question(page)).toHaveCount(1);
  await question(page)
    .getByRole('button', { name: word('platform.record.leave') })
    .click();
  await expect(number).toBeHidden();

  await open(page, '/hr/orders');
  await page.keyboard.press('Control+Alt+n');
  await number.fill('98');
  await number.press('Escape');
  await leaving(page)
    .getByRole('button', { name: word('kit.form.leave') })
    .click();
  await expect(page).toHaveTitle(new RegExp(word('hr.order.title')));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(faults).toEqual([]);
});

test('a sheet for something new that stands in the address is asked for by Back, too', async ({ page, office }) => {
  const faults = faultsOf(page);
  await signInAs(page, office, office.userName);
  for (const [path, label] of [
    ['/org/users', 'org.field.nameAr'],
    ['/org/units', 'org.field.nameAr'],
    ['/hr/employees', 'hr.field.firstName'],
  ] as const) {
    await open(page, path);
    await page.keyboard.press('Control+Alt+n');
    const name = page.getByRole('dialog').getByRole('textbox', { name: word(label), exact: true });
    await name.fill('نصف مكتوب');
    await page.goBack();
    await question(page)
      .getByRole('button', { name: word('kit.action.cancel') })
      .click();
    await expect(name).toHaveValue('نصف مكتوب');
    await page.goBack();
    await question(page)
      .getByRole('button', { name: word('platform.record.leave') })
      .click();
    await expect(name).toBeHidden();
  }
  expect(faults).toEqual([]);
});

test('a mended row of an import is asked for before Esc, Back or the last step lose it; unknown units are told first', async ({
  page,
  office,
}) => {
  const text = (value: string) => ({ value, type: String });
  const rows = [
    ['الرقم الوظيفي', 'الاسم', 'التشكيل', 'تاريخ التعيين'].map(text),
    ['6001', 'كريم جبار حسن', 'قسم المريخ', '42036'].map(text),
    ['6002', 'سلمى ناصر عبود', 'قسم المريخ', '42036'].map(text),
  ];
  const path = join(office.folder, 'مريخ.xlsx');
  writeFileSync(path, await writeXlsxFile(rows).toBuffer());
  const faults = faultsOf(page);
  await signInAs(page, office, office.userName);
  await open(page, '/hr/orders');
  await open(page, '/hr/employees');
  await page.getByRole('button', { name: word('hr.employee.import') }).click();
  const wizard = page.getByRole('dialog').filter({ hasText: word('hr.employee.import') });
  await wizard.locator('input[type=file]').setInputFiles(path);
  await wizard.getByRole('button', { name: word('kit.import.rehearse') }).click();
  await expect(wizard).toContainText('قسم المريخ (سطران)');
  await expect(wizard).toContainText(word('hr.import.unknownUnits.add'));
  await shot(page, 'import-unknown-units');
  const sheet = wizard.getByRole('grid', { name: word('kit.import.rejected') });
  const unitCell = sheet.getByRole('gridcell', { name: 'قسم المريخ' }).first();
  await unitCell.click();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('1017');
  await page.keyboard.press('Enter');
  for (const lose of [
    () => page.keyboard.press('Escape'),
    () => wizard.getByRole('button', { name: word('kit.action.back') }).click(),
  ]) {
    await lose();
    await leaving(page)
      .getByRole('button', { name: word('kit.action.cancel') })
      .click();
    await expect(sheet.getByRole('gridcell', { name: '1017' }).first()).toBeVisible();
  }
  // A try that fails gives back what was mended, to be tried again.
  const again = wizard.getByRole('button', { name: word('kit.import.again') });
  await page.route('**/rpc/platform/import/rehearse', (route) => route.abort());
  await again.click();
  await expect(sheet.getByRole('gridcell', { name: '1017' }).first()).toBeVisible();
  await expect(again).toBeEnabled();
  await page.unroute('**/rpc/platform/import/rehearse');
  await page.goBack();
  await question(page)
    .getByRole('button', { name: word('kit.action.cancel') })
    .click();
  await expect(sheet.getByRole('gridcell', { name: '1017' }).first()).toBeVisible();
  expect(faults).toEqual([]);
});

test('a refused order is told where one looks, its cell marked; an absence shows its first and last day', async ({
  page,
  office,
}) => {
  await hirePeople(office, ['نادر'], 7000);
  await signInAs(page, office, 'staff.clerk1');
  await open(page, '/hr/orders/new');
  await page.getByRole('combobox', { name: word('hr.field.kind') }).fill(word('hr.option.orderKind.ABSENCE'));
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: word('hr.field.number'), exact: true }).fill('غ-1');
  await page.getByRole('textbox', { name: word('hr.field.issuer') }).fill('المدير العام');
  const grid = page.getByRole('grid', { name: word('hr.order.employees') });
  await expect(grid.getByRole('columnheader', { name: word('hr.field.to') })).toContainText('*');
  const heads = (await grid.getByRole('columnheader').allTextContents()).map((head) => head.replace('*', ''));
  expect(heads.indexOf(word('hr.field.on'))).toBeLessThan(heads.indexOf(word('hr.field.to')));
  await grid.getByRole('gridcell').first().click();
  await cell(page, '7000');
  await page.keyboard.press('Control+s');
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('نادر');
  await expect(refusal).toBeInViewport();
  await expect(refusal).toBeFocused();
  await expect(grid.locator('[role="gridcell"][aria-invalid="true"]')).toHaveCount(1);
  await shot(page, 'order-refused');

  const clerk = await callAs(office, 'staff.clerk1');
  const [employee] = await clerk.hr.employee.list({ search: '7000' });
  const { unitId } = employee ?? { unitId: '' };
  const { id } = await clerk.hr.order.draft({
    ...{ number: 'غ-2', orderDate: localDate('2026-11-10'), issuer: 'المدير', subject: null, unitId },
    ...({ kind: 'ABSENCE', effectiveDate: localDate('2026-11-02') } as const),
    lines: [{ employeeId: employee?.id ?? '', terms: { to: localDate('2026-11-05') }, note: null }],
  });
  // An address that is typed asks as a link does.
  await page.goto(`/#/hr/orders/${id}`);
  await question(page)
    .getByRole('button', { name: word('platform.record.leave') })
    .click();
  await settled(page);
  const told = page.getByRole('row', { name: /7000/ });
  await expect(told).toContainText(/2\D+11\D+2026.*5\D+11\D+2026|2026\D+11\D+0?2.*2026\D+11\D+0?5/);
  await shot(page, 'order-absence');
});

test('the home page tells what a colleague has just left for this user, by itself', async ({ page, office }) => {
  const [person] = await hirePeople(office, ['ناصر'], 7100);
  await signInAs(page, office, 'staff.checker1');
  await expect(page.getByRole('heading', { name: word('platform.home.next') })).toBeVisible();
  await settled(page);
  const tasks = page.getByRole('region', { name: word('platform.home.next') });
  const before = await tasks.textContent();
  const clerk = await callAs(office, 'staff.clerk1');
  const [{ unitId } = { unitId: '' }] = await clerk.hr.employee.list({ search: '7100' });
  await clerk.hr.order.draft({
    ...{
      number: 'ش-71',
      orderDate: localDate('2026-11-10'),
      issuer: 'الوزير',
      subject: null,
      unitId,
    },
    ...({ kind: 'TITLE_CHANGE', effectiveDate: localDate('2026-11-02') } as const),
    lines: [{ employeeId: person?.id ?? '', terms: { jobTitle: 'مهندس أقدم' }, note: null }],
  });
  await expect.poll(() => tasks.textContent()).not.toBe(before);
});
