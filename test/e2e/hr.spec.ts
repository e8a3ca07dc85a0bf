import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { open, settled, word } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { orderWhatIsDue } from '../walks/due.ts';
import {
  cell,
  checkAndApprove,
  editApproveReverse,
  hireByKeyboard,
  ordersByKeyboard,
  placeByKeyboard,
  printServiceRecord,
} from '../walks/keyboard.ts';
import { handsOf } from './hands-in-the-browser.ts';
import { callAs, hirePeople, shot, signInAs } from './hr-people.ts';

test('an employee by keyboard, his order through three hands, and what is due to him', async ({ page, office }) => {
  const hands = handsOf(page, office, 'hr');
  const employee = await hireByKeyboard(hands, '1450');
  await checkAndApprove(hands, await placeByKeyboard(hands, '1450'));

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
  await printServiceRecord(hands, employee, '77');
});

test('ten orders by keyboard alone, then one of them is edited, printed, carried through and reversed', async ({
  page,
  office,
}) => {
  const hands = handsOf(page, office, 'hr');
  const names = ['علي', 'حسن', 'حسين', 'محمد', 'جعفر', 'موسى', 'عمر', 'بكر', 'نور', 'هند'];
  const people = await hirePeople(office, names, 4000);
  const last = await ordersByKeyboard(hands, { numbers: people.map(({ number }) => number), from: 501 });
  const clerk = await callAs(office, 'staff.clerk1');
  const written = (await clerk.hr.order.list({})).filter(({ kind }) => kind === 'THANKS');
  expect(written.map(({ number }) => number).toSorted()).toEqual(people.map((_, index) => String(501 + index)));
  await editApproveReverse(hands, last);

  // What is due: one order for all of them, and the retirements.
  await orderWhatIsDue(hands, { numbers: ['4000', '4001'], orderNumber: '950' });
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
