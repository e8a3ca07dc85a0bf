import type { Locator, Page } from '@playwright/test';
import { lateOne } from '#test/office-workbook.ts';
import { choose, open, settled, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { UNIT } from '../e2e/hr-people.ts';
import { addressOf, openTab, type Hands } from './hands.ts';
import { carryOrder } from './staff.ts';

const stateOf = (page: Page): Locator => page.locator('main .kit-page-header .kit-tag');
const inState = (page: Page, state: string) =>
  expect(stateOf(page)).toHaveText(word(`payroll.option.state.${state}`), { timeout: 30_000 });

/** The regular run of a month, made and calculated on the screen; answers its address. */
export async function calculate(page: Page, month: string): Promise<string> {
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

/** Calculates the run that is open once more. */
export async function calculateAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: word('payroll.move.run.calculate') }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  const ended = page.locator('.ant-message').getByText(word('payroll.run.done.calculate'));
  await page.keyboard.press('Control+s');
  await expect(ended.first()).toBeVisible({ timeout: 30_000 });
  await inState(page, 'calculated');
}

/** The month is calculated, what it lacks is mended at its cause, every figure says why; answers the run's address. */
export async function calculateAndMend(hands: Hands): Promise<string> {
  const { page, signInAs, shot } = hands;
  await signInAs('payroll.clerk1');
  const march = await calculate(page, '3/2026');
  await shot('calculated');
  const issues = await openTab(page, 'payroll.issue.title');
  await shot('issues');
  // Who came this month has not brought the paper of his tax: the line leads to his file.
  const error = issues.getByRole('row', { name: new RegExp(word('payroll.option.issueKind.TAX_STATUS_MISSING')) });
  await expect(error).toHaveCount(1);
  await error.dblclick();
  await page.waitForFunction(() => window.location.hash.startsWith('#/hr/employees/'));
  await expect(page).toHaveTitle(new RegExp(word('hr.table.hr_employee')));
  await settled(page);
  await shot('cause');
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await carryOrder(hands, {
    ...{ kind: 'TAX_STATUS', number: '311', from: '1/3/2026', employee: await numberOf(page, name) },
    cells: ['أعزب، أو متزوج لزوجه دخل'],
  });

  await signInAs('payroll.clerk1');
  await open(page, march);
  await expect(page.locator('main')).toContainText(word('payroll.run.changed_one'));
  await calculateAgain(page);
  await openTab(page, 'payroll.issue.title');
  await expect(error).toHaveCount(0);
  await acceptWarnings(page);

  const slips = (await openTab(page, 'payroll.slip.title')).getByRole('grid');
  await shot('slips');
  await page.getByRole('tabpanel').getByRole('textbox').first().fill(lateOne.number);
  await slips.getByRole('row', { name: new RegExp(lateOne.name) }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(lateOne.name);
  // As the contract's example E5 was paid before.
  const figures = page.getByRole('tabpanel');
  for (const amount of ['453,000', '203,850', '135,900', '892,750', '45,300', '1,133', '36,316', '810,001']) {
    await expect(figures).toContainText(amount);
  }
  await shot('slip');
  const cert = word('payroll.option.component.CERT');
  await page.getByRole('button', { name: word('payroll.slip.whyOf').replace('{{name}}', cert) }).press('Enter');
  await expect(page.getByRole('dialog')).toContainText('453,000');
  await shot('why');
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
  await submit(page);
  return march;
}

/** All warnings of the run that is open are accepted with a reason. */
export async function acceptWarnings(page: Page): Promise<void> {
  const warnings = await openTab(page, 'payroll.issue.title');
  await warnings.getByRole('grid').getByRole('checkbox').first().click();
  await warnings.getByRole('button', { name: word('payroll.issue.accept') }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('يُصرف نقداً هذا الشهر');
  await page.keyboard.press('Control+s');
  await expect(warnings.getByRole('grid')).toContainText(word('payroll.option.state.accepted'));
}

/** The run that is open goes to the auditor. */
export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: word('payroll.move.run.submit') }).click();
  await inState(page, 'under_audit');
}

/** The number of an employee, as the list of staff shows it. */
async function numberOf(page: Page, name: string): Promise<string> {
  await open(page, '/hr/employees');
  await page.locator('main').getByRole('textbox').first().fill(name);
  const row = page.getByRole('grid', { name: word('hr.employee.title') }).getByRole('row', { name: new RegExp(name) });
  return /\d{3,}/.exec(await row.first().innerText())?.[0] ?? '';
}

/** The auditor audits the run, the manager of accounts approves and locks it. */
export async function auditAndLock({ page, signInAs, shot }: Hands, march: string): Promise<void> {
  await signInAs('auditor1');
  await open(page, march);
  await openTab(page, 'payroll.audit.title');
  await shot('audit');
  await page.getByRole('button', { name: word('payroll.move.run.audit') }).click();
  await expect(page.getByRole('button', { name: word('payroll.move.run.audit') })).toHaveCount(0);
  await signInAs('accounts.manager1');
  await open(page, march);
  await page.keyboard.press('Control+Enter');
  await inState(page, 'approved');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').getByRole('switch').click();
  await shot('lock');
  await page.keyboard.press('Control+s');
  await inState(page, 'locked');
  await shot('locked');
}
