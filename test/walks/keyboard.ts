import type { Page } from '@playwright/test';
import { choose, open, settled, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { UNIT } from '../e2e/hr-people.ts';
import { addressOf, type Hands } from './hands.ts';

/** Writes one cell of the line that is being entered and goes on to the next. */
export async function cell(page: Page, text: string): Promise<void> {
  if (text !== '') {
    // The driver sends Arabic letters without a key press, so that the editor is opened for them.
    await page.keyboard.press('F2');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Tab');
}

/** Fills the field that holds the cursor and leaves it by Tab; an empty text passes it by. */
async function fill(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    if (text !== '') await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
}

/** Chooses the unit of the walks in the tree that holds the cursor: the first that matches what is typed. */
async function fillUnit(page: Page): Promise<void> {
  await page.keyboard.type('النهرين');
  await expect(page.locator('.ant-select-tree-node-content-wrapper:visible', { hasText: UNIT }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('form:visible')).toContainText(UNIT);
  await page.keyboard.press('Tab');
}

/** A new file, typed without the mouse from the first name to the last paper; answers its address. */
export async function hireByKeyboard({ page, signInAs, shot }: Hands, number: string): Promise<string> {
  await signInAs('staff.clerk1');
  await open(page, '/hr/employees');
  await page.keyboard.press('Control+Alt+n');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: word('hr.field.firstName'), exact: true })).toBeFocused();
  await fill(page, 'أحمد', 'كاظم', 'عبد الله', 'جاسم', 'الجبوري', 'فاطمة', '', '');
  // The kind of employment stands already.
  await fill(page, number, '');
  await fillUnit(page);
  await fill(page, '199012345678', '1/7/1990');
  await shot('new-employee');
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/hr\/employees\/[0-9a-f-]{36}$/.test(window.location.hash));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('أحمد كاظم عبد الله جاسم الجبوري');
  await settled(page);
  await shot('employee');
  return addressOf(page);
}

/** The head of an order, from its kind to its unit; the cursor then stands in the first of its lines. */
async function fillHead(
  page: Page,
  { kind, number }: { readonly kind: string; readonly number: string },
): Promise<void> {
  const box = page.getByRole('combobox', { name: word('hr.field.kind'), exact: true });
  await expect(box).toBeFocused();
  await choose(page, box, word(`hr.option.orderKind.${kind}`));
  await page.keyboard.press('Tab');
  // The dates of the order and of its effect are those of today; a subject is not demanded.
  await fill(page, number, '', '', 'الوزير', '');
  await fillUnit(page);
}

/** The order that says where the new employee stands, typed as on a sheet. */
export async function placeByKeyboard({ page, shot }: Hands, number: string): Promise<string> {
  await open(page, '/hr/orders');
  await page.keyboard.press('Control+Alt+n');
  await expect(page).toHaveTitle(new RegExp(word('hr.order.new')));
  await settled(page);
  await fillHead(page, { kind: 'OPENING', number: '77' });
  const lines = page.getByRole('grid', { name: word('hr.order.employees') });
  await expect(lines).toBeFocused();
  await cell(page, number);
  await cell(page, '');
  for (const value of ['1/1/2018', 'الدرجة السابعة', '3', 'بكالوريوس']) await cell(page, value);
  await cell(page, UNIT);
  await cell(page, 'متزوج زوجته بلا دخل');
  await cell(page, 'مهندس');
  await cell(page, '');
  await cell(page, '1/3/2023');
  await cell(page, '1/3/2025');
  await expect(lines).toContainText('أحمد كاظم عبد الله جاسم الجبوري');
  await shot('new-order');
  await page.keyboard.press('Control+s');
  await onOrderPage(page);
  await settled(page);
  await expect(page.locator('main')).toContainText(word('hr.option.orderState.draft'));
  await shot('order');
  return addressOf(page);
}

/** A pile of letters of thanks, one order for each person, without the mouse; answers the address of the last. */
export async function ordersByKeyboard(
  { page, signInAs }: Hands,
  { numbers, from }: { readonly numbers: readonly string[]; readonly from: number },
): Promise<string> {
  await signInAs('staff.clerk1');
  await open(page, '/hr/orders');
  await page.keyboard.press('Control+Alt+n');
  await expect(page).toHaveTitle(new RegExp(word('hr.order.new')));
  await settled(page);
  await fillHead(page, { kind: 'THANKS', number: String(from) });
  for (const [index, number] of numbers.entries()) {
    const paper = page.getByRole('textbox', { name: word('hr.field.number'), exact: true });
    await expect(paper).toHaveValue(String(from + index));
    const lines = page.getByRole('grid', { name: word('hr.order.employees') });
    await expect(lines).toBeFocused();
    await cell(page, number);
    const name = lines.getByRole('row').nth(1).getByRole('gridcell').nth(1);
    await expect(name).toContainText(/\p{Script=Arabic}/u);
    await cell(page, '');
    // The last cell is still being typed in when the order is saved.
    await page.keyboard.press('F2');
    await page.keyboard.type('كتاب شكر من الوزير');
    const isLast = index === numbers.length - 1;
    await page.keyboard.press(isLast ? 'Control+s' : 'Control+Shift+s');
    if (!isLast) await expect(paper).toHaveValue(String(from + index + 1));
  }
  await onOrderPage(page);
  await settled(page);
  return addressOf(page);
}

/** The order that stands at the address is checked by one and approved by another. */
export async function checkAndApprove({ page, signInAs }: Hands, address: string): Promise<void> {
  for (const [userName, state] of [
    ['staff.checker1', 'checked'],
    ['staff.manager1', 'approved'],
  ] as const) {
    await signInAs(userName);
    await open(page, address);
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('main')).toContainText(word(`hr.option.orderState.${state}`));
  }
}

/** A draft is opened as it was typed, changed, and looked at as paper; once approved, another order reverses it. */
export async function editApproveReverse(hands: Hands, address: string): Promise<void> {
  const { page, signInAs, shot } = hands;
  await open(page, address);
  await page.keyboard.press('F4');
  await expect(page).toHaveTitle(new RegExp(word('hr.order.edit')));
  await settled(page);
  await page.getByRole('textbox', { name: word('hr.field.subject') }).fill('شكر وتقدير للجهود المبذولة');
  await shot('order-edit');
  await page.keyboard.press('Control+s');
  await onOrderPage(page);
  await expect(page.locator('main')).toContainText('شكر وتقدير للجهود المبذولة');
  await page.keyboard.press('Control+p');
  await expect(page.getByRole('dialog')).toContainText('شكر وتقدير للجهود المبذولة');
  await shot('order-paper');
  await page.keyboard.press('Escape');
  await checkAndApprove(hands, address);
  await signInAs('staff.clerk1');
  await open(page, address);
  await page.getByRole('button', { name: word('hr.order.reverse') }).click();
  const number = page.getByRole('dialog').getByRole('textbox', { name: word('hr.field.number'), exact: true });
  await number.fill('599');
  await shot('order-reverse');
  await page.keyboard.press('Control+s');
  await expect(page.locator('main')).toContainText(word('hr.option.orderKind.REVERSAL'));
}

/** The service record of an employee on paper, with the order that placed him. */
export async function printServiceRecord(hands: Hands, address: string, orderNumber: string): Promise<void> {
  const { page, printed, shot } = hands;
  await open(page, address);
  await page.keyboard.press('Control+p');
  const paper = page.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(paper).toContainText(word('hr.employee.print.title'));
  await expect(paper.getByRole('row', { name: new RegExp(orderNumber) }).first()).toBeVisible();
  await shot('service-record');
  expect(await printed('service-record')).toBe(1);
}

const onOrderPage = (page: Page) =>
  page.waitForFunction(() => /^#\/hr\/orders\/[0-9a-f-]{36}$/.test(window.location.hash));
