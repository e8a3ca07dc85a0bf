import { open, word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { UNIT } from '../e2e/hr-people.ts';
import type { Hands } from './hands.ts';

/** One draft order for those to whom something is due, by their numbers. */
export async function orderWhatIsDue(
  { page, shot }: Hands,
  { numbers, orderNumber }: { readonly numbers: readonly string[]; readonly orderNumber: string },
): Promise<void> {
  await open(page, '/hr/due');
  for (const number of numbers) {
    await page
      .getByRole('row', { name: new RegExp(number) })
      .getByRole('checkbox')
      .click();
  }
  await page.getByRole('button', { name: word('hr.due.batch') }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('columnheader').last()).toBeInViewport({ ratio: 1 });
  await expect(drawer.locator('.kit-print-table tbody tr')).toHaveCount(numbers.length);
  await shot('due-batch');
  await drawer.getByRole('textbox', { name: word('hr.field.number'), exact: true }).fill(orderNumber);
  await drawer.getByRole('textbox', { name: word('hr.field.issuer') }).fill('المدير العام');
  await drawer.getByRole('combobox', { name: word('hr.field.unitId') }).click();
  await page.keyboard.type('النهرين');
  await page.locator('.ant-select-tree-node-content-wrapper:visible', { hasText: UNIT }).first().click();
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => /^#\/hr\/orders\/[0-9a-f-]{36}$/.test(window.location.hash));
  await expect(page.locator('main')).toContainText(word('hr.option.orderState.draft'));
}
