import type { Page } from '@playwright/test';
import { open, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, press, SECOND, test, windowOf } from './ministry-windows.ts';

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-move-${name}.png` });

test('the PC of an office is sent to another one at the data centre, and comes back with an invitation of its own', async ({
  browser,
  ministry,
}) => {
  test.slow();
  const office = await windowOf(browser, ministry, FIRST);
  const centre = await windowOf(browser, ministry, CENTRE);
  const main = office.getByRole('main');
  await open(centre, '/ministry/offices');
  await centre.getByRole('row', { name: new RegExp(FIRST) }).dblclick();
  await expect(centre.getByRole('heading', { level: 1 })).toContainText(FIRST);
  await centre.getByRole('grid').getByRole('checkbox').nth(1).check();
  await shot(centre, 'centre-device');
  await press(centre, 'ministry.move.title');
  const dialog = centre.getByRole('dialog');
  await expect(dialog.getByText(word('ministry.move.first'))).toBeVisible();
  await shot(centre, 'centre-dialog');
  await dialog.getByRole('combobox').click();
  await centre.keyboard.type('مجاري');
  await centre.keyboard.press('Enter');
  const [putsOut = ''] = word('ministry.move.putsOut').split('{{');
  await expect(dialog.getByText(putsOut)).toBeVisible();
  await shot(centre, 'centre-target');
  await dialog.getByRole('button', { name: word('ministry.move.confirm') }).click();
  const invitation = await centre.locator('.ministry-invitation-text').innerText();
  expect(invitation.length).toBeGreaterThan(50);
  await expect(centre.getByRole('dialog')).toContainText(SECOND);
  await shot(centre, 'centre-invitation');
  await centre.keyboard.press('Escape');
  const [wentTo = ''] = word('ministry.device.moved').split('{{');
  await expect(centre.getByRole('grid').getByText(wentTo)).toBeVisible();
  await shot(centre, 'centre-moved');
  await open(centre, '/ministry/acts');
  await expect(centre.getByRole('row', { name: new RegExp(word('ministry.act.device_moved')) }).first()).toBeVisible();
  await shot(centre, 'centre-acts');

  // On the PC: it says so, and what it would leave behind; a demonstration office itself does not go.
  await open(office, '/system/sync');
  await press(office, 'platform.sync.now');
  await expect(main.getByText(word('platform.sync.standing.replaced')).first()).toBeVisible();
  await shot(office, 'office-moved');
  await press(office, 'platform.move.begin');
  const leaving = office.getByRole('dialog');
  await expect(leaving.getByText(word('platform.move.pcs'))).toBeVisible();
  await shot(office, 'office-first');
  const acknowledgement = leaving.getByRole('checkbox');
  if ((await acknowledgement.count()) > 0) {
    await expect(leaving.getByRole('button', { name: word('platform.move.next') })).toBeDisabled();
    await acknowledgement.check();
  }
  await leaving.getByRole('button', { name: word('platform.move.next') }).click();
  await leaving.getByLabel(word('platform.sync.link.invitation')).fill(invitation);
  await leaving.getByRole('button', { name: word('platform.move.next') }).click();
  await expect(leaving.getByText(word('platform.problem.MOVE_DEMONSTRATION'))).toBeVisible();
  await expect(main.getByText(word('platform.problem.MOVE_DEMONSTRATION'))).toBeVisible();
  await shot(office, 'office-refused');
  await leaving.getByLabel(word('platform.sync.link.invitation')).fill('');
  await leaving.getByRole('button', { name: word('kit.action.cancel') }).click();
  await expect(leaving).toHaveCount(0);

  // Moved by mistake: a new invitation of its own office brings it back.
  await centre.goBack();
  await expect(centre.getByRole('heading', { level: 1 })).toContainText(FIRST);
  await press(centre, 'ministry.office.invite');
  const own = await centre.locator('.ministry-invitation-text').innerText();
  await office.getByLabel(word('platform.sync.link.invitation')).fill(own);
  await office.getByLabel(word('platform.sync.link.device')).fill('حاسبة الرواتب');
  await press(office, 'platform.sync.link.follow');
  await press(office, 'platform.sync.link.confirm');
  await expect(office.getByText(word('platform.sync.link.done'))).toBeVisible({ timeout: 30_000 });
  await expect(office.locator('.sync-light')).toHaveText(word('platform.sync.standing.even'), { timeout: 30_000 });
});
