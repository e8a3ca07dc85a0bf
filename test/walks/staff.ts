import { lateOne, type OfficeWorkbook } from '#test/office-workbook.ts';
import { choose, open, settled, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { UNIT } from '../e2e/hr-people.ts';
import { addressOf, type Hands } from './hands.ts';
import { cell, checkAndApprove } from './keyboard.ts';

/** The list of the office is brought in: what is wrong is mended on the screen, who stands twice stays out. */
export async function importStaff(
  { page, signInAs, shot }: Hands,
  { bytes, people, wrong, twins }: OfficeWorkbook,
): Promise<void> {
  await signInAs('staff.clerk1');
  await open(page, '/hr/employees');
  await page.getByRole('button', { name: word('hr.employee.import') }).click();
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.locator('input[type=file]').setInputFiles({ name: 'الملاك.xlsx', mimeType, buffer: bytes });
  await expect(page.locator('.kit-import-mapping')).toContainText(lateOne.name);
  await page.getByRole('button', { name: word('kit.import.rehearse') }).click();
  const wizard = page.getByRole('region', { name: word('kit.import.title') });
  const grid = wizard.getByRole('grid', { name: word('kit.import.rejected') });
  await expect(grid).toBeVisible({ timeout: 30_000 });
  const notes = wizard.getByRole('list', { name: word('kit.import.rejected') });
  await expect(notes.getByRole('listitem')).toHaveCount(Object.values(wrong).flat().length);
  await expect(notes).toContainText([...twins.values()][0] ?? 'nobody');
  await shot('rejected');

  // What a clerk reads in the papers: the step, the last figure of the card, that of the account.
  const right: Readonly<Record<string, (shown: string) => string>> = {
    [word('hr.field.step')]: () => '٣',
    [word('hr.field.nationalCard')]: (shown) => `${shown}0`,
    [word('hr.field.iban')]: (shown) => `${shown.slice(0, -1)}${(Number(shown.at(-1)) + 9) % 10}`,
  };
  const headings = (await grid.getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
  const bad = await grid.locator('[role=gridcell][aria-invalid=true]').evaluateAll((cells) =>
    cells.map((each) => ({
      id: each.id,
      column: Number(each.ariaColIndex),
      text: each.querySelector('bdi')?.textContent ?? '',
    })),
  );
  expect(bad).toHaveLength(Object.values(wrong).flat().length);
  const offset = headings[0] === '' ? 0 : 1;
  for (const { id, column, text } of bad) {
    const value = right[headings[column - offset] ?? '']?.(text);
    if (value === undefined) continue;
    await grid.locator(`[id="${id}"]`).click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  }
  await wizard.getByRole('button', { name: word('kit.import.again') }).click();
  await expect(notes.getByRole('listitem')).toHaveCount(wrong.twin.length, { timeout: 30_000 });
  await shot('rejected-again');
  const good = word('kit.import.commitGood').split('{{')[0] ?? '';
  await wizard.getByRole('button', { name: new RegExp(good.replace('(', '\\(')) }).click();
  await expect(wizard).toContainText(word('kit.import.done'), { timeout: 30_000 });
  await shot('imported');
  await wizard.getByRole('button', { name: word('kit.action.close') }).click();
  const staff = page.getByRole('grid', { name: word('hr.employee.title') });
  await expect(staff).toHaveAttribute('aria-rowcount', String(people - wrong.twin.length + 1));
}

/** An order of one employee, by three people; the cells are those after his number and name. */
export async function carryOrder(
  hands: Hands,
  order: {
    readonly kind: string;
    readonly number: string;
    readonly from: string;
    readonly employee: string;
    readonly cells: readonly string[];
  },
): Promise<void> {
  const { page, signInAs, shot } = hands;
  await signInAs('staff.clerk1');
  await open(page, '/hr/orders');
  await page.keyboard.press('Control+Alt+n');
  await expect(page).toHaveTitle(new RegExp(word('hr.order.new')));
  await settled(page);
  const kind = page.getByRole('combobox', { name: word('hr.field.kind'), exact: true });
  await choose(page, kind, word(`hr.option.orderKind.${order.kind}`));
  const field = (key: string) => page.getByRole('textbox', { name: word(`hr.field.${key}`), exact: true });
  await field('number').fill(order.number);
  await field('issuer').fill('المدير العام');
  await field('effectiveDate').fill(order.from);
  await page.getByRole('combobox', { name: word('hr.field.unitId') }).click();
  await page.keyboard.type('النهرين');
  await page.locator('.ant-select-tree-node-content-wrapper:visible', { hasText: UNIT }).first().click();
  const lines = page.getByRole('grid', { name: word('hr.order.employees') });
  await lines.focus();
  for (const text of [order.employee, '', ...order.cells]) await cell(page, text);
  await shot(`order-${order.kind}`);
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/hr\/orders\/[0-9a-f-]{36}$/.test(window.location.hash));
  await checkAndApprove(hands, addressOf(page));
}
