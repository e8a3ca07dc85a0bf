import type { Locator, Page } from '@playwright/test';
import { lend, seeInstalment } from '../walks/debts.ts';
import { choose, open, settled, signIn, word } from './desk.ts';
import { expect, test, type StaffedOffice } from './payroll-office.ts';
import { handsOf } from './hands-in-the-browser.ts';

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-payroll-${name}.png` });

const IBAN = 'IQ98NBIQ850123456789012';
/** The employee of the contract's example E1: gross 641,600, net 570,697. */
const zaynab = {
  name: 'زينب علي حسن',
  ...{ grade: '7', step: 1, iban: IBAN },
  allowances: { RISK: { basisPoints: 3000 }, ENG: {}, TRANSPORT: { amount: 20_000 } },
};
/** Paid in cash, which a person must look at. */
const karim = { name: 'كريم جاسم محمد', grade: '5', step: 5, taxStatus: 'T_MARRIED', hasSpouse: true, children: 2 };

async function signInAs(page: Page, staffed: StaffedOffice, userName: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/');
  // The sign-in page keeps the language of whoever was here before.
  await page.evaluate(() => window.localStorage.clear());
  await signIn(page, { userName, password: staffed.password });
}

async function openTab(page: Page, key: string): Promise<Locator> {
  const name = new RegExp(`^${word(key)}`);
  await page.getByRole('tab', { name }).click();
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel).toBeVisible();
  await settled(page);
  return panel;
}

/** The amounts that a grid's column shows: its rows, then its total. */
async function amountsOf(grid: Locator, heading: string): Promise<readonly number[]> {
  await expect(grid.getByRole('columnheader').filter({ hasText: new RegExp(`^${heading}$`) })).toHaveCount(1);
  const texts = await grid.evaluate((element, title) => {
    const headings = [...element.querySelectorAll('[role=columnheader]')].map((cell) => cell.textContent.trim());
    const place = headings.indexOf(title);
    return [...element.querySelectorAll('[role=row]')]
      .map((row) => [...row.querySelectorAll('[role=gridcell]')][place]?.textContent ?? '')
      .filter((text) => text !== '');
  }, heading);
  return texts.map((text) => Number(text.replaceAll(',', '')));
}

const stateOf = (page: Page): Locator => page.locator('main .kit-page-header .kit-tag');

test('a month of pay from its draft to its lock by three people', async ({ page, staffed }) => {
  staffed.add(zaynab);
  staffed.add(karim);
  await signInAs(page, staffed, 'payroll.clerk1');
  await open(page, '/payroll/runs');

  // A run is made by keyboard alone.
  await page.keyboard.press('Control+Alt+n');
  const chosen = page.getByRole('combobox', { name: word('payroll.field.entityId') });
  await expect(chosen).toBeFocused();
  await choose(page, chosen, 'مديرية بلدية النهرين');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('3/2026');
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/payroll\/runs\/[0-9a-f-]{36}$/.test(window.location.hash));
  await expect(stateOf(page)).toHaveText(word('payroll.option.state.draft'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('آذار');
  const address = new URL(page.url()).hash.slice(1);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(stateOf(page)).toHaveText(word('payroll.option.state.calculated'));
  await settled(page);
  await shot(page, 'run');

  // The row of sums is the sum of the rows.
  const slips = (await openTab(page, 'payroll.slip.title')).getByRole('grid');
  for (const key of ['payroll.field.gross', 'payroll.option.component.NOMINAL', 'payroll.field.net']) {
    const amounts = await amountsOf(slips, word(key));
    expect(amounts, key).toHaveLength(3);
    const [first = 0, second = 0, total] = amounts;
    expect(total, key).toBe(first + second);
  }
  expect(await amountsOf(slips, word('payroll.field.net'))).toContain(570_697);
  await shot(page, 'slips');
  await page.keyboard.press('F8');
  await expect(slips).not.toContainText('641,600');
  await page.keyboard.press('F8');
  await expect(slips).toContainText('641,600');

  // What must be looked at is accepted with a reason; until then the run does not go on.
  const submit = page.getByRole('button', { name: word('payroll.move.run.submit') });
  await submit.click();
  await expect(page.locator('.ant-message')).toContainText(word('payroll.problem.RUN_HAS_OPEN_WARNINGS_one'));
  const issues = await openTab(page, 'payroll.issue.title');
  await expect(issues.getByRole('grid')).toContainText(word('payroll.option.issue.IBAN_MISSING'));
  await shot(page, 'issues');
  await issues.getByRole('grid').getByRole('checkbox').first().click();
  await issues.getByRole('button', { name: word('payroll.issue.accept') }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('يُصرف نقداً هذا الشهر');
  await page.keyboard.press('Control+s');
  await expect(issues.getByRole('grid')).toContainText(word('payroll.option.state.accepted'));

  // Why is the risk allowance what it is?
  await openTab(page, 'payroll.slip.title');
  await slips.getByRole('row', { name: /زينب/ }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(zaynab.name);
  const risk = word('payroll.option.component.RISK');
  await page.getByRole('button', { name: word('payroll.slip.whyOf').replace('{{name}}', risk) }).focus();
  await page.keyboard.press('Enter');
  const why = page.getByRole('dialog');
  await expect(why).toContainText('88,800');
  await expect(why).toContainText('296,000');
  await expect(why).toContainText(word('payroll.slip.unconfirmed'));
  await shot(page, 'why');
  await page.keyboard.press('Escape');
  await openTab(page, 'payroll.slip.explainAll');
  // Five earnings, three deductions, the gross, the state's share and the net.
  await expect(page.locator('article.payroll-why')).toHaveCount(11);

  // Held and released: both are changes that the log keeps, and the slip is recalculated into a new one.
  await page.getByRole('button', { name: word('payroll.slip.hold') }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('بانتظار كتاب المباشرة');
  await page.keyboard.press('Control+s');
  await expect(stateOf(page)).toHaveText(word('payroll.slip.held'));
  await page.getByRole('button', { name: word('payroll.slip.release') }).click();
  await expect(stateOf(page)).toHaveText(word('payroll.option.payBy.BANK'));
  await page.getByRole('button', { name: word('payroll.slip.recalculate') }).click();
  await expect(page.locator('.ant-message')).toContainText(word('payroll.command.slip.recalculate'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(zaynab.name);

  await open(page, address);
  await page.keyboard.press('Control+Enter');
  await expect(stateOf(page)).toHaveText(word('payroll.option.state.under_audit'));
  // Who prepared it neither audits nor approves: his buttons say why.
  await expect(page.getByRole('button', { name: word('payroll.move.run.audit') })).toBeDisabled();

  await signInAs(page, staffed, 'auditor1');
  await open(page, address);
  await shot(page, 'audit');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: word('payroll.move.run.audit') })).toHaveCount(0);
  await expect(page.getByRole('button', { name: word('payroll.move.run.approve'), exact: true })).toHaveCount(1);

  await signInAs(page, staffed, 'accounts.manager1');
  await open(page, address);
  await page.keyboard.press('Control+Enter');
  await expect(stateOf(page)).toHaveText(word('payroll.option.state.approved'));

  // Rules that the Ministry has not confirmed are acknowledged before the run is closed for ever.
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+s');
  const lock = page.getByRole('dialog');
  await expect(lock.getByRole('alert')).toContainText(
    word('payroll.problem.UNCONFIRMED_RULES_other').split('. ')[1] ?? '?',
  );
  await shot(page, 'lock');
  await lock.getByRole('switch').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+s');
  await expect(stateOf(page)).toHaveText(word('payroll.option.state.locked'));
  await expect(page.locator('.payroll-steps li[aria-current=step]')).toContainText(word('payroll.option.state.locked'));
  await settled(page);
  await shot(page, 'locked');
});

test('a loan and a bonus are entered, and the slip says what they are', async ({ page, staffed }) => {
  staffed.add({ name: 'سعاد كامل ناصر', grade: '6', step: 3, iban: IBAN });
  const hands = handsOf(page, staffed, 'payroll');
  await hands.signInAs('payroll.clerk1');
  await lend(hands, { search: 'سعاد', fromMonth: '4/2026' });

  const drawer = page.getByRole('dialog');
  const field = (key: string): Locator => drawer.getByRole('textbox', { name: word(`payroll.field.${key}`) });
  await open(page, '/payroll/runs');
  await page.keyboard.press('Control+Alt+n');
  const entity = drawer.getByRole('combobox', { name: word('payroll.field.entityId') });
  await expect(entity).toBeFocused();
  await choose(page, entity, 'مديرية بلدية النهرين');
  await field('month').fill('4/2026');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('نيسان');
  const path = new URL(page.url()).hash.slice(1);

  // The same amount for everybody below a unit.
  const added = await openTab(page, 'payroll.adjustment.title');
  await added.getByRole('button', { name: word('payroll.adjustment.new') }).click();
  await field('amount').fill('75000');
  await field('reason').fill('مكافأة إنجاز المشروع');
  await drawer.getByRole('combobox', { name: word('payroll.field.unitId') }).click();
  await page.keyboard.type('النهرين');
  const unit = page.locator('.ant-select-tree-node-content-wrapper:visible', { hasText: 'مديرية بلدية النهرين' });
  await unit.first().click();
  await page.keyboard.press('Control+s');
  await expect(added.getByRole('grid')).toContainText('سعاد كامل ناصر');

  // What is deducted is typed without a minus, and taken.
  await added.getByRole('button', { name: word('payroll.adjustment.new') }).click();
  await choose(page, drawer.getByRole('combobox', { name: word('payroll.field.code') }), 'تضمين');
  await expect(drawer).toContainText(word('payroll.adjustment.hint.TAKES'));
  await field('reason').fill('تضمين بقرار اللجنة');
  await drawer.getByRole('combobox', { name: word('payroll.field.employeeIds') }).focus();
  await page.keyboard.type('سعاد');
  await page.locator('.ant-select-item-option:visible', { hasText: 'سعاد' }).click();
  await field('amount').fill('-25000');
  await page.keyboard.press('Control+s');
  await expect(drawer).toContainText(word('payroll.problem.AMOUNT_NOT_POSITIVE'));
  await shot(page, 'adjustment-minus');
  await field('amount').fill('25000');
  await page.keyboard.press('Control+s');
  await expect(drawer).toHaveCount(0);
  await expect(added.getByRole('row', { name: word('payroll.option.component.DAMAGES') })).toContainText('25,000');
  await shot(page, 'adjustments');
  await page.getByRole('button', { name: word('payroll.move.run.calculate') }).click();
  await expect(drawer.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+s');
  await expect(stateOf(page)).toHaveText(word('payroll.option.state.calculated'));

  await seeInstalment(hands, 'سعاد');
  const bonus = page.getByRole('row', { name: word('payroll.option.component.BONUS') });
  await expect(bonus).toContainText('75,000');
  const damages = page.getByRole('row', { name: word('payroll.option.component.DAMAGES') });
  await expect(damages).toContainText('25,000');

  // A run that was made by mistake is cancelled, and the month is free again.
  await open(page, path);
  await page.getByRole('button', { name: word('payroll.move.run.cancel') }).click();
  await page
    .getByRole('button', { name: word('payroll.run.cancelConfirm') })
    .last()
    .click();
  await expect(stateOf(page)).toHaveText(word('payroll.option.state.cancelled'));
});
