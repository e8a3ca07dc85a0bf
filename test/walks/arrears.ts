import { lateOne } from '#test/office-workbook.ts';
import { word } from '../e2e/desk.ts';
import { expect } from '../e2e/fixtures.ts';
import { addressOf, openTab, type Hands } from './hands.ts';
import { calculate } from './pay.ts';
import { carryOrder } from './staff.ts';

/** The contract's example E5: March in part, April and May in whole, by component and month. */
const figures: Readonly<Record<string, readonly string[]>> = {
  NOMINAL: ['39,742', '56,000', '56,000', '151,742'],
  CERT: ['17,884', '25,200', '25,200', '68,284'],
  RISK: ['11,923', '16,800', '16,800', '45,523'],
  PENSION: ['3,974', '5,600', '5,600', '15,174'],
  SOC_PROT: ['99', '140', '140', '379'],
  TAX: ['8,048', '11,340', '11,340', '30,728'],
};

/**
 * March to May are locked, and in June the order of a promotion of 10 March comes: its arrears are right to the dinar.
 * Answers the address of June's run.
 */
export async function promoteThreeMonthsLate(hands: Hands): Promise<string> {
  const { page, signInAs, shot } = hands;
  await carryOrder(hands, {
    ...{ kind: 'PROMOTION', number: '1204', from: '10/3/2026', employee: lateOne.number },
    cells: [],
  });
  await signInAs('payroll.clerk1');
  const june = await calculate(page, '6/2026');
  const slips = (await openTab(page, 'payroll.slip.title')).getByRole('grid');
  await page.getByRole('tabpanel').getByRole('textbox').first().fill(lateOne.number);
  await slips.getByRole('row', { name: new RegExp(lateOne.name) }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(lateOne.name);
  const arrears = page.getByRole('table', { name: word('payroll.slip.arrears') });
  await expect(arrears).toBeVisible();
  for (const [code, amounts] of Object.entries(figures)) {
    const row = arrears.getByRole('row', { name: new RegExp(word(`payroll.option.component.${code}`)) });
    const shown = (await row.getByRole('cell').allInnerTexts()).map((text) => text.replace(/[^\d,]/gu, ''));
    expect(shown, code).toEqual(amounts);
  }
  await expect(arrears.locator('tfoot')).toContainText('219,268');
  await expect(page.getByRole('tabpanel')).toContainText('1,110,189');
  await shot('arrears');
  await arrears
    .getByRole('row', { name: new RegExp(word('payroll.option.component.NOMINAL')) })
    .getByRole('button')
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('492,742');
  await shot('arrears-why');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(addressOf(page)).not.toBe(june);
  return june;
}
