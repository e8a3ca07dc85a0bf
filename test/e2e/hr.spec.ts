import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import writeXlsxFile from 'write-excel-file/node';
import { choose, open, settled, word } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { orderWhatIsDue } from '../walks/due.ts';
import { callAs, cell, handsOf, hirePeople, shot, signInAs, UNIT } from './hr-people.ts';

const pick = (page: Page, field: string, text: string): Promise<void> =>
  choose(page, page.getByRole('combobox', { name: word(`hr.field.${field}`), exact: true }), text);

async function pickUnit(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: word('hr.field.unitId') }).click();
  await page.keyboard.type('النهرين');
  await page.locator('.ant-select-tree-node-content-wrapper:visible', { hasText: UNIT }).first().click();
}

const onOrderPage = (page: Page) =>
  page.waitForFunction(() => /^#\/hr\/orders\/[0-9a-f-]{36}$/.test(window.location.hash));

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
  await onOrderPage(page);
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

test('ten orders by keyboard alone, then one of them is edited, printed, carried through and reversed', async ({
  page,
  office,
}) => {
  const names = ['علي', 'حسن', 'حسين', 'محمد', 'جعفر', 'موسى', 'عمر', 'بكر', 'نور', 'هند'];
  const people = await hirePeople(office, names, 4000);
  await signInAs(page, office, 'staff.clerk1');
  await open(page, '/hr/orders');
  await page.keyboard.press('Control+Alt+n');
  await expect(page).toHaveTitle(new RegExp(word('hr.order.new')));
  await settled(page);
  await pick(page, 'kind', word('hr.option.orderKind.THANKS'));
  await page.keyboard.press('Tab');
  await page.keyboard.type('501');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('الوزير');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('النهرين');
  // Two units stand above the one that was looked for; the first that matches is chosen.
  await page.keyboard.press('Enter');
  await expect(page.locator('form')).toContainText(UNIT);
  await page.keyboard.press('Tab');
  for (const [index, { number, firstName }] of people.entries()) {
    await expect(page.getByRole('textbox', { name: word('hr.field.number'), exact: true })).toHaveValue(
      String(501 + index),
    );
    const lines = page.getByRole('grid', { name: word('hr.order.employees') });
    await expect(lines).toBeFocused();
    await cell(page, number);
    await cell(page, '');
    await expect(lines).toContainText(firstName);
    // The last cell is still being typed in when the order is saved.
    await page.keyboard.press('F2');
    await page.keyboard.type('كتاب شكر من الوزير');
    const saved = page.waitForResponse(/\/rpc\/hr\/order\/draft$/);
    await page.keyboard.press(index === people.length - 1 ? 'Control+s' : 'Control+Shift+s');
    expect((await saved).status()).toBe(200);
  }
  await onOrderPage(page);
  const clerk = await callAs(office, 'staff.clerk1');
  const written = (await clerk.hr.order.list({})).filter(({ kind }) => kind === 'THANKS');
  expect(written.map(({ number }) => number).toSorted()).toEqual(people.map((_, index) => String(501 + index)));

  // The last one is opened again, as it was typed, and changed.
  const address = new URL(page.url()).hash.slice(1);
  await page.keyboard.press('F4');
  await expect(page).toHaveTitle(new RegExp(word('hr.order.edit')));
  await settled(page);
  await expect(page.getByRole('grid', { name: word('hr.order.employees') })).toContainText('هند');
  await page.getByRole('textbox', { name: word('hr.field.subject') }).fill('شكر وتقدير للجهود المبذولة');
  await shot(page, 'order-edit');
  await page.keyboard.press('Control+s');
  await onOrderPage(page);
  await expect(page.locator('main')).toContainText('شكر وتقدير للجهود المبذولة');
  await page.keyboard.press('Control+p');
  await expect(page.getByRole('dialog')).toContainText('510');
  await shot(page, 'order-paper');
  await page.keyboard.press('Escape');

  await signInAs(page, office, 'staff.checker1');
  await open(page, address);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('main')).toContainText(word('hr.option.orderState.checked'));
  await signInAs(page, office, 'staff.manager1');
  await open(page, address);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('main')).toContainText(word('hr.option.orderState.approved'));
  await signInAs(page, office, 'staff.clerk1');
  await open(page, address);
  await page.getByRole('button', { name: word('hr.order.reverse') }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: word('hr.field.number'), exact: true })
    .fill('599');
  await shot(page, 'order-reverse');
  await page.keyboard.press('Control+s');
  await expect(page.locator('main')).toContainText(word('hr.option.orderKind.REVERSAL'));

  // What is due: one order for all of them, and the retirements.
  await orderWhatIsDue(handsOf(page, office), { numbers: ['4000', '4001'], orderNumber: '950' });
  await open(page, '/hr/due');
  await page.getByRole('tab', { name: word('hr.due.retirements') }).click();
  await settled(page);
  await shot(page, 'retirements');
  // A bar of the headcount opens the list of those whom it counts.
  await open(page, '/hr/headcount');
  await page.locator('.kit-chart svg path[fill]:not([fill="none"])').first().click();
  await expect(page).toHaveTitle(new RegExp(word('hr.employee.title')));
  await expect(page.locator('main .ant-tag').first()).toContainText(word('hr.headcount.grade'));
  await shot(page, 'employees-slice');
  await open(page, `/hr/employees/${people[0]?.id ?? ''}`);
  await page.keyboard.press('Control+p');
  await shot(page, 'service-record');
});

test('a workbook as offices keep it: what was left out is told, mistakes stand by row and column, a likeness is asked about', async ({
  page,
  office,
}) => {
  const text = (value: string) => ({ value, type: String });
  const rows = [
    [{ ...text('ملاك مديرية بلدية النهرين لشهر تشرين الثاني ٢٠٢٦'), columnSpan: 9 }],
    [],
    [
      ...['ت', 'الرقم الوظيفي', 'الاسم الرباعي', 'اسم الأم'].map((value) => ({ ...text(value), rowSpan: 2 })),
      ...[{ ...text('تاريخ'), columnSpan: 2 }, null, { ...text('الدرجة الوظيفية'), columnSpan: 2 }, null],
      { ...text('التشكيل'), rowSpan: 2 },
    ],
    [null, null, null, null, ...['الولادة', 'التعيين', 'الدرجة', 'المرحلة'].map(text)],
    ['1', '٥٠٠١', 'كريم جبار حسن علي', 'نجاة', '1980', '1/2/2010', 'السابعة', '3', '1017'].map(text),
    ['2', '5002', 'سلمى ناصر عبود', 'هناء', '31/2/1981', '42036', '٦', '٢', '1017'].map(text),
    ['3', '5003', 'كريم جبار حسن على', 'نجاة', '1980', '1/2/2012', '8', '1', '1017'].map(text),
    [null, null, text('المجموع'), null, null, null, null, text('3')],
    [null, null, text('منظم القائمة'), null, text('المدقق')],
  ];
  const path = join(office.folder, 'الملاك.xlsx');
  writeFileSync(path, await writeXlsxFile(rows, { rightToLeft: true }).toBuffer());
  await signInAs(page, office, office.userName);
  await open(page, '/hr/employees');
  await page.getByRole('button', { name: word('hr.employee.import') }).click();
  const wizard = page.getByRole('dialog');
  await wizard.locator('input[type=file]').setInputFiles(path);
  await expect(wizard).toContainText('منظم القائمة');
  await expect(wizard.getByRole('combobox', { name: word('hr.field.birthDate') }).locator('..')).toContainText(
    'الولادة',
  );
  await shot(page, 'import-mapping');
  await wizard.getByRole('button', { name: word('kit.import.rehearse') }).click();
  const mistakes = wizard.getByRole('list', { name: word('kit.import.rejected') });
  await expect(mistakes.getByRole('listitem')).toHaveCount(2);
  await expect(mistakes).toContainText(`6، ${word('hr.field.birthDate')}`);
  await expect(mistakes).toContainText(`7، ${word('hr.field.isOtherPerson')}`);
  await shot(page, 'import-outcome');

  // Mended in place: the day is corrected, and the likeness answered in a column that the file does not have.
  const sheet = wizard.getByRole('grid', { name: word('kit.import.rejected') });
  const heads = sheet.getByRole('columnheader');
  const at = async (key: string): Promise<number> => {
    const titles = await heads.allTextContents();
    return titles.indexOf(word(`hr.field.${key}`));
  };
  const write = async (row: number, key: string, value: string): Promise<void> => {
    await sheet
      .getByRole('row')
      .nth(row)
      .getByRole('gridcell')
      .nth((await at(key)) - 1)
      .click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  };
  await write(1, 'birthDate', '28/2/1981');
  await write(2, 'isOtherPerson', 'نعم');
  await wizard.getByRole('button', { name: word('kit.import.again') }).click();
  await wizard.getByRole('button', { name: /3/ }).filter({ hasText: /حفظ/ }).click();
  await expect(wizard).toContainText(word('kit.import.done'));
  await shot(page, 'import-done');
  await page.keyboard.press('Escape');

  // The same name and birth date in the form: the file that is known is offered before a second one is made.
  await open(page, '/hr/employees');
  await page.keyboard.press('Control+Alt+n');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: word('hr.field.firstName'), exact: true }).focus();
  for (const name of ['سلمى', 'ناصر', 'عبود']) await cell(page, name);
  await form.getByRole('textbox', { name: word('hr.field.birthDate') }).fill('28/2/1981');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('link', { name: 'سلمى ناصر عبود' })).toBeVisible();
  await form.getByRole('link', { name: 'سلمى ناصر عبود' }).scrollIntoViewIfNeeded();
  await shot(page, 'new-employee-alike');
});
