import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { localDate } from '#kernel/date.ts';
import { lateOne, officeWorkbook } from '#test/office-workbook.ts';
import { calculateMonth, lockRun } from '#test/payroll-hands.ts';
import { choose, open, settled, signIn, word } from './desk.ts';
import { expect, officeWith, test as base, type OfficeOfWorker } from './fixtures.ts';
import { callAs, cell, UNIT } from './hr-people.ts';

/** Nobody else brings people into this office: the walk counts them. */
const test = base.extend<object, { office: OfficeOfWorker }>({ office: officeWith(0) });

/**
 * From the workbook of an office to its locked month, and three months later the arrears of a promotion that came late:
 * the walk of issue 3, by the hands of those who make the pay.
 */
test.describe.configure({ mode: 'serial' });

const PEOPLE = 60;
const SEED = 7;
/** The list of the office is that of March, for which the first pay is made. */
const TODAY = localDate('2026-03-01');

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-month-${name}.png` });

async function signInAs(page: Page, office: OfficeOfWorker, userName: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, { userName, password: office.password });
}

async function openTab(page: Page, key: string): Promise<Locator> {
  const name = new RegExp(`^${word(key)}`);
  await page.getByRole('tab', { name }).click();
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel).toBeVisible();
  await settled(page);
  return panel;
}

const stateOf = (page: Page): Locator => page.locator('main .kit-page-header .kit-tag');
const inState = (page: Page, state: string) =>
  expect(stateOf(page)).toHaveText(word(`payroll.option.state.${state}`), { timeout: 30_000 });
const addressOf = (page: Page): string => new URL(page.url()).hash.slice(1);

/** The regular run of a month, made and calculated on the screen; answers its address. */
async function calculate(page: Page, month: string): Promise<string> {
  await open(page, '/payroll/runs');
  await page.keyboard.press('Control+Alt+n');
  const entity = page.getByRole('combobox', { name: word('payroll.field.entityId') });
  await expect(entity).toBeFocused();
  await choose(page, entity, UNIT);
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: word('payroll.field.month') })
    .fill(month);
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/payroll\/runs\/[0-9a-f-]{36}$/.test(window.location.hash));
  await inState(page, 'draft');
  await calculateAgain(page);
  return addressOf(page);
}

async function calculateAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: word('payroll.move.run.calculate') }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  const ended = page.locator('.ant-message').getByText(word('payroll.run.done.calculate'));
  await page.keyboard.press('Control+s');
  await expect(ended.first()).toBeVisible({ timeout: 30_000 });
  await inState(page, 'calculated');
}

/** An order of one employee, by three people; the cells are those after his number and name. */
async function carryOrder(
  page: Page,
  office: OfficeOfWorker,
  order: {
    readonly kind: string;
    readonly number: string;
    readonly from: string;
    readonly employee: string;
    readonly cells: readonly string[];
  },
): Promise<void> {
  await signInAs(page, office, 'staff.clerk1');
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
  await shot(page, `order-${order.kind}`);
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/hr\/orders\/[0-9a-f-]{36}$/.test(window.location.hash));
  const address = addressOf(page);
  for (const [userName, state] of [
    ['staff.checker1', 'checked'],
    ['staff.manager1', 'approved'],
  ] as const) {
    await signInAs(page, office, userName);
    await open(page, address);
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('main')).toContainText(word(`hr.option.orderState.${state}`));
  }
}

let march = '';

test('the list of the office is brought in: what is wrong is mended on the screen, who stands twice stays out', async ({
  page,
  office,
}) => {
  const { bytes, people, wrong, twins } = await officeWorkbook({ people: PEOPLE, seed: SEED, today: TODAY });
  await signInAs(page, office, 'staff.clerk1');
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
  await shot(page, 'rejected');

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
  await shot(page, 'rejected-again');
  const good = word('kit.import.commitGood').split('{{')[0] ?? '';
  await wizard.getByRole('button', { name: new RegExp(good.replace('(', '\\(')) }).click();
  await expect(wizard).toContainText(word('kit.import.done'), { timeout: 30_000 });
  await shot(page, 'imported');
  await wizard.getByRole('button', { name: word('kit.action.close') }).click();
  const known = await (await callAs(office, 'staff.clerk1')).hr.employee.list({});
  expect(known).toHaveLength(people - wrong.twin.length);
});

test('the month is calculated, what it lacks is mended at its cause, every figure says why', async ({
  page,
  office,
}) => {
  await signInAs(page, office, 'payroll.clerk1');
  march = await calculate(page, '3/2026');
  await shot(page, 'calculated');
  const issues = await openTab(page, 'payroll.issue.title');
  await shot(page, 'issues');
  // Who came this month has not brought the paper of his tax: the line leads to his file.
  const error = issues.getByRole('row', { name: new RegExp(word('payroll.option.issueKind.TAX_STATUS_MISSING')) });
  await expect(error).toHaveCount(1);
  await error.dblclick();
  await page.waitForFunction(() => window.location.hash.startsWith('#/hr/employees/'));
  await settled(page);
  await shot(page, 'cause');
  const id = /employees\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const { numbers } = await (await callAs(office, 'staff.clerk1')).hr.employee.get({ id });
  await carryOrder(page, office, {
    ...{ kind: 'TAX_STATUS', number: '311', from: '1/3/2026', employee: numbers[0]?.number ?? '' },
    cells: ['أعزب، أو متزوج لزوجه دخل'],
  });

  await signInAs(page, office, 'payroll.clerk1');
  await open(page, march);
  await expect(page.locator('main')).toContainText(word('payroll.run.changed_one'));
  await calculateAgain(page);
  const warnings = await openTab(page, 'payroll.issue.title');
  await expect(error).toHaveCount(0);
  await warnings.getByRole('grid').getByRole('checkbox').first().click();
  await warnings.getByRole('button', { name: word('payroll.issue.accept') }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('يُصرف نقداً هذا الشهر');
  await page.keyboard.press('Control+s');
  await expect(warnings.getByRole('grid')).toContainText(word('payroll.option.state.accepted'));

  const slips = (await openTab(page, 'payroll.slip.title')).getByRole('grid');
  await shot(page, 'slips');
  await page.getByRole('tabpanel').getByRole('textbox').first().fill(lateOne.number);
  await slips.getByRole('row', { name: new RegExp(lateOne.name) }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(lateOne.name);
  // As the contract's example E5 was paid before.
  const figures = page.getByRole('tabpanel');
  for (const amount of ['453,000', '203,850', '135,900', '892,750', '45,300', '1,133', '36,316', '810,001']) {
    await expect(figures).toContainText(amount);
  }
  await shot(page, 'slip');
  const cert = word('payroll.option.component.CERT');
  await page.getByRole('button', { name: word('payroll.slip.whyOf').replace('{{name}}', cert) }).press('Enter');
  await expect(page.getByRole('dialog')).toContainText('453,000');
  await shot(page, 'why');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // On to the next by keyboard and back again.
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText(lateOne.name);
  await page.keyboard.press('Alt+PageUp');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(lateOne.name);
  await page.goBack();
  await expect(page.getByRole('tab', { name: word('payroll.slip.title'), exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.getByRole('button', { name: word('payroll.move.run.submit') }).click();
  await inState(page, 'under_audit');
});

test('the auditor audits it, the manager of accounts approves and locks it', async ({ page, office }) => {
  await signInAs(page, office, 'auditor1');
  await open(page, march);
  await openTab(page, 'payroll.audit.title');
  await shot(page, 'audit');
  await page.getByRole('button', { name: word('payroll.move.run.audit') }).click();
  await expect(page.getByRole('button', { name: word('payroll.move.run.audit') })).toHaveCount(0);
  await signInAs(page, office, 'accounts.manager1');
  await open(page, march);
  await page.keyboard.press('Control+Enter');
  await inState(page, 'approved');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').getByRole('switch').click();
  await shot(page, 'lock');
  await page.keyboard.press('Control+s');
  await inState(page, 'locked');
  await shot(page, 'locked');
});

test('the sheet and the slips are printed, the bank gets its file, the journal waits for its accounts', async ({
  page,
  office,
}) => {
  await signInAs(page, office, 'accounts.manager1');
  await open(page, march);
  await openTab(page, 'payroll.sheet.title');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(PEOPLE + 1), { timeout: 30_000 });
  await shot(page, 'sheet');
  await page
    .getByRole('main')
    .getByRole('button', { name: word('kit.action.print'), exact: true })
    .click();
  expect(await printed(page, 'sheet')).toBeGreaterThan(1);
  await page.getByRole('button', { name: word('payroll.paper.allSlips') }).click();
  await page.getByRole('button', { name: word('payroll.paper.prepare') }).click();
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await expect(preview.getByRole('button', { name: word('kit.print.print') })).toBeEnabled({ timeout: 60_000 });
  await expect(preview.locator('.pay-slip')).toHaveCount(PEOPLE);
  expect(await printed(page, 'slips')).toBe(PEOPLE);

  await open(page, '/payroll/bank-templates');
  await page.keyboard.press('Control+Alt+n');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: word('payroll.field.templateName') }).fill('ملف الرافدين');
  await form.getByRole('textbox', { name: word('payroll.field.bank'), exact: true }).fill('مصرف الرافدين');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('grid')).toContainText('ملف الرافدين');
  await open(page, march);
  await openTab(page, 'payroll.bank.title');
  await shot(page, 'bank');
  await page.getByRole('button', { name: word('payroll.bank.make') }).click();
  await choose(page, page.getByRole('combobox', { name: word('payroll.field.templateId') }), 'ملف');
  await expect(page.locator('.pay-bank-preview')).toContainText('IQ');
  await shot(page, 'bank-make');
  await page.keyboard.press('Control+s');
  await page
    .getByRole('grid', { name: word('payroll.bank.files') })
    .getByRole('row')
    .nth(1)
    .dblclick();
  const drawer = page.getByRole('dialog');
  const hash = (await drawer.locator('.pay-bank-hash').innerText()).trim();
  const download = page.waitForEvent('download');
  await drawer.getByRole('button', { name: word('payroll.bank.download') }).click();
  const content = readFileSync(await (await download).path());
  expect(createHash('sha256').update(content).digest('hex')).toBe(hash);
  await shot(page, 'bank-file');
  await page.keyboard.press('Escape');

  const lists = await openTab(page, 'payroll.list.title');
  await shot(page, 'unit-totals');
  await choose(page, lists.getByRole('combobox', { name: word('payroll.list.choose') }), word('payroll.list.journal'));
  await settled(page);
  await expect(lists.getByRole('alert')).toBeVisible();
  await shot(page, 'journal');
});

/** Prints what the preview shows as the desktop shell does; answers how many pages the PDF has. */
async function printed(page: Page, name: string): Promise<number> {
  const preview = page.getByRole('dialog', { name: word('kit.print.preview') });
  await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { isPrinting: true }) }));
  await preview.getByRole('button', { name: word('kit.print.print') }).click();
  await page.waitForFunction(() => 'isPrinting' in window);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(`test-results/screens/ar-month-${name}.pdf`, pdf);
  await page.evaluate(() => {
    Reflect.deleteProperty(window, 'isPrinting');
    window.dispatchEvent(new Event('afterprint'));
  });
  await preview
    .getByRole('button', { name: word('kit.action.close') })
    .first()
    .click();
  await expect(preview).toHaveCount(0);
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test('a promotion comes three months late: the arrears are right to the dinar', async ({ page, office }) => {
  const units = await (await callAs(office, 'payroll.clerk1')).org.unit.list({ search: '1017' });
  const entityId = units.find(({ code }) => code === '1017')?.id ?? '';
  const served = { ...office, entityId };
  for (const month of ['2026-04', '2026-05']) {
    await lockRun(served, await calculateMonth(served, month));
  }
  await carryOrder(page, office, {
    ...{ kind: 'PROMOTION', number: '1204', from: '10/3/2026', employee: lateOne.number },
    cells: [],
  });
  await signInAs(page, office, 'payroll.clerk1');
  await calculate(page, '6/2026');
  const slips = (await openTab(page, 'payroll.slip.title')).getByRole('grid');
  await page.getByRole('tabpanel').getByRole('textbox').first().fill(lateOne.number);
  await slips.getByRole('row', { name: new RegExp(lateOne.name) }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(lateOne.name);
  const arrears = page.getByRole('table', { name: word('payroll.slip.arrears') });
  await expect(arrears).toBeVisible();
  // The contract's example E5: March in part, April and May in whole, by component and month.
  const rows: Readonly<Record<string, readonly string[]>> = {
    NOMINAL: ['39,742', '56,000', '56,000', '151,742'],
    CERT: ['17,884', '25,200', '25,200', '68,284'],
    RISK: ['11,923', '16,800', '16,800', '45,523'],
    PENSION: ['3,974', '5,600', '5,600', '15,174'],
    SOC_PROT: ['99', '140', '140', '379'],
    TAX: ['8,048', '11,340', '11,340', '30,728'],
  };
  for (const [code, amounts] of Object.entries(rows)) {
    const row = arrears.getByRole('row', { name: new RegExp(word(`payroll.option.component.${code}`)) });
    const shown = (await row.getByRole('cell').allInnerTexts()).map((text) => text.replace(/[^\d,]/gu, ''));
    expect(shown, code).toEqual(amounts);
  }
  await expect(arrears.locator('tfoot')).toContainText('219,268');
  await expect(page.getByRole('tabpanel')).toContainText('1,110,189');
  await shot(page, 'arrears');
  await arrears
    .getByRole('row', { name: new RegExp(word('payroll.option.component.NOMINAL')) })
    .getByRole('button')
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('492,742');
  await shot(page, 'arrears-why');
});
