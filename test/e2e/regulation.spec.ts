import { failuresOn, open, settled, word } from './desk.ts';
import { draftDeduction, publishDeduction } from '../walks/regulation.ts';
import { expect, test } from './fixtures.ts';
import { handsOf } from './hands-in-the-browser.ts';

test('a temporary deduction is drafted, compared, tried on everybody, and published by somebody else', async ({
  page,
  office,
}) => {
  const hands = handsOf(page, office, 'regulation');
  await draftDeduction(hands);
  await publishDeduction(hands);
});

test('a draft that is thrown away at its page leads to the list, with no failure', async ({ page, office }) => {
  const failures = failuresOn(page);
  await handsOf(page, office, 'regulation').signInAs('accounts.manager1');
  await open(page, '/regulation/packages');
  await page.getByRole('row', { name: /قواعد رواتب الدولة/ }).dblclick();
  await expect(page.getByRole('textbox', { name: word('regulation.field.titleAr') })).not.toBeEditable();
  await page.screenshot({ path: 'test-results/screens/ar-regulation-locked.png' });
  await open(page, '/regulation/packages?new');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(word('regulation.field.titleAr')).fill('مسودة تُحذف');
  await sheet.getByLabel(word('regulation.field.firstMonth')).fill('2/2027');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('مسودة تُحذف');
  const remove = word('regulation.move.remove');
  await page.getByRole('button', { name: remove, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: remove, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(word('regulation.package.title'));
  await settled(page);
  await page.screenshot({ path: 'test-results/screens/ar-regulation-thrown-away.png' });
  await expect(page.getByText(word('platform.problem.NOT_FOUND'))).toHaveCount(0);
  expect(failures).toEqual([]);
});
