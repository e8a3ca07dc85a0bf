import type { Locator, Page } from '@playwright/test';
import { choose, open, settled, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, press, SECOND, sync, test, windowOf } from './ministry-windows.ts';

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-together-${name}.png` });

/** Chooses in a list that takes several: it stays open for the next one until Escape. */
async function chooseSome(page: Page, box: Locator, typed: readonly string[]): Promise<void> {
  await box.focus();
  for (const words of typed) {
    await page.keyboard.type(words);
    await expect(page.locator('.ant-select-item-option-active:visible')).toBeVisible();
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  await expect(box).toHaveAttribute('aria-expanded', 'false');
}

/** How many stand beside a word above the grid. */
async function countOf(page: Page, key: string): Promise<number> {
  const label = page.locator('.hr-together-counts > div').filter({ has: page.getByText(word(key), { exact: true }) });
  const figures = (await label.locator('dd').innerText()).trim();
  return Number(figures.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit))));
}

/** Ctrl+Enter asks first; the button that does it has the hand. */
async function confirmed(page: Page, key: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  const question = page.getByRole('dialog');
  await expect(question.getByRole('button', { name: word(key), exact: true })).toBeFocused();
  await settled(page);
  await shot(page, key.split('.').at(-1) ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('hr.together.result'));
}

test('the people of some units are sent together by one office and accepted together by the other', async ({
  browser,
  ministry,
}) => {
  test.slow();
  const sender = await windowOf(browser, ministry, FIRST);
  await sync(sender);
  await open(sender, '/hr/handovers');
  await shot(sender, 'list');
  await press(sender, 'hr.together.send');
  await expect(sender.getByLabel(word('hr.field.toOffice'))).toBeVisible();
  await choose(sender, sender.getByRole('combobox', { name: word('hr.field.toOffice') }), 'الرافدين');
  await sender.getByLabel(word('hr.field.orderNumber')).fill('4471');
  const unitIds = sender.getByRole('combobox', { name: word('hr.field.unitIds') });
  // Without anybody the office says what is missing, at the field.
  await sender.keyboard.press('Control+s');
  await expect(sender.getByText(word('hr.problem.HANDOVER_NOBODY_CHOSEN'))).toBeVisible();
  await shot(sender, 'nobody');
  await chooseSome(sender, unitIds, ['قسم']);
  await chooseSome(sender, sender.getByRole('combobox', { name: word('hr.field.employeeIds') }), ['عبد', 'حسين']);
  await shot(sender, 'paper');
  // On a day that does not follow the last month that was paid nobody goes, and each reads why.
  const day = sender.getByLabel(word('hr.field.effectiveDate'));
  await day.fill('01/12/2026');
  await day.press('Tab');
  await sender.keyboard.press('Control+s');
  await expect(sender.getByRole('grid')).toBeVisible();
  expect(await countOf(sender, 'hr.together.count.goes')).toBe(0);
  await settled(sender);
  await shot(sender, 'stays');
  await press(sender, 'hr.together.back');
  await day.fill('');
  await day.press('Tab');
  await sender.keyboard.press('Control+s');
  await expect(sender.getByRole('grid')).toBeVisible();
  await settled(sender);
  await shot(sender, 'preview');
  const goes = await countOf(sender, 'hr.together.count.goes');
  expect(goes).toBeGreaterThan(2);

  // Whoever opens a file and comes back finds the preview as it was.
  await sender.getByRole('grid').getByRole('row').nth(1).dblclick();
  await expect(sender.getByRole('heading', { level: 1 })).not.toHaveText(word('hr.together.send'));
  await open(sender, '/hr/handovers/send');
  await expect(sender.getByRole('grid')).toBeVisible();
  expect(await countOf(sender, 'hr.together.count.goes')).toBe(goes);

  await confirmed(sender, 'hr.together.sendNow');
  expect(await countOf(sender, 'hr.together.result.sent')).toBe(goes);
  await shot(sender, 'sent');
  await press(sender, 'hr.together.goOn');
  await expect(sender.getByRole('grid')).toBeVisible();
  expect(await countOf(sender, 'hr.together.count.gone')).toBe(goes);
  await settled(sender);
  await shot(sender, 'sent-before');
  await sync(sender);
  // Until they are accepted the ministry sees them between the two offices.
  const centre = await windowOf(browser, ministry, CENTRE);
  await expect(async () => {
    await open(centre, '/ministry/transit');
    await expect(centre.getByText(word('ministry.transit.sent'))).toHaveCount(goes, { timeout: 2_000 });
  }).toPass();
  await settled(centre);
  await shot(centre, 'transit');

  const receiver = await windowOf(browser, ministry, SECOND);
  await sync(receiver);
  await sync(receiver);
  await open(receiver, '/hr/handovers');
  await press(receiver, 'hr.together.accept');
  await expect(receiver.getByRole('heading', { level: 1 })).toHaveText(word('hr.together.accept'));
  await expect.poll(() => countOf(receiver, 'hr.option.arrivalStanding.noUnit')).toBe(goes);
  await shot(receiver, 'arrived');
  const everybody = receiver.getByRole('combobox', { name: word('hr.together.everybodyIn') });
  await everybody.focus();
  await receiver.keyboard.type('قسم');
  await receiver.keyboard.press('Enter');
  await expect(everybody).toHaveAttribute('aria-expanded', 'false');
  await expect.poll(() => countOf(receiver, 'hr.together.count.can')).toBe(goes);
  await press(receiver, 'hr.together.byOldUnit');
  const sheet = receiver.getByRole('dialog');
  await expect(sheet.getByText(word('hr.together.byOldUnitHint'))).toBeVisible();
  await shot(receiver, 'old-units');
  await sheet.getByRole('button', { name: word('hr.together.finish'), exact: true }).click();
  await expect(sheet).toBeHidden();
  await settled(receiver);
  await shot(receiver, 'placed');
  await confirmed(receiver, 'hr.together.acceptNow');
  expect(await countOf(receiver, 'hr.together.result.accepted')).toBe(goes);
  await shot(receiver, 'accepted');
  await receiver.keyboard.press('Control+Enter');
  await expect(receiver.getByRole('heading', { level: 1 })).toHaveText(word('hr.handover.title'));
  await shot(receiver, 'list-after');

  // The debts that came with them are written into the books of this office together: the list asks for it.
  await press(receiver, 'hr.together.debts');
  await expect(receiver.getByRole('heading', { level: 1 })).toHaveText(word('hr.together.debts'));
  await expect(receiver.getByRole('grid')).toBeVisible();
  await settled(receiver);
  const debtors = await countOf(receiver, 'hr.together.count.debtors');
  expect(debtors).toBeGreaterThan(0);
  await shot(receiver, 'debts');
  await confirmed(receiver, 'hr.together.debtsNow');
  expect(await countOf(receiver, 'hr.together.result.confirmed')).toBe(debtors);
  await shot(receiver, 'debts-confirmed');
  await press(receiver, 'hr.together.goOn');
  await expect(receiver.getByText(word('hr.together.noDebts'))).toBeVisible();
  await shot(receiver, 'no-debts');
});
