import type { Page } from '@playwright/test';
import { open, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, press, SECOND, test, windowOf } from './ministry-windows.ts';

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-linking-${name}.png` });

test('a PC that was stopped says so at home, follows no invitation of another office, and is linked anew', async ({
  browser,
  ministry,
}) => {
  test.slow();
  const office = await windowOf(browser, ministry, FIRST);
  const centre = await windowOf(browser, ministry, CENTRE);
  const officePage = async (name: string): Promise<void> => {
    await open(centre, '/ministry/offices');
    await centre.getByRole('row', { name: new RegExp(name) }).dblclick();
    await expect(centre.getByRole('heading', { level: 1 })).toContainText(name);
  };
  const invited = async (): Promise<string> => {
    await press(centre, 'ministry.office.invite');
    const text = await centre.locator('.ministry-invitation-text').innerText();
    await centre.keyboard.press('Escape');
    return text;
  };
  await officePage(SECOND);
  const wrong = await invited();
  await officePage(FIRST);
  await centre.getByRole('grid').getByRole('checkbox').nth(1).check();
  await centre.getByRole('button', { name: word('ministry.office.revoke') }).click();
  await centre
    .getByRole('dialog')
    .getByRole('button', { name: word('ministry.office.revoke') })
    .click();
  await expect(centre.getByText(word('ministry.office.revoked'))).toBeVisible();
  const right = await invited();

  await open(office, '/system/sync');
  const main = office.getByRole('main');
  await main.getByRole('button', { name: word('platform.sync.now') }).click();
  await expect(main.getByText(word('platform.sync.standing.ended')).first()).toBeVisible();
  await open(office, '/');
  const line = office.getByRole('link', { name: word('platform.home.task.ended') });
  await expect(line).toBeVisible();
  await shot(office, 'home-ended');
  await line.click();

  const invitation = office.getByLabel(word('platform.sync.link.invitation'));
  const follow = office.getByRole('button', { name: word('platform.sync.link.follow') });
  await invitation.fill(wrong);
  await office.getByLabel(word('platform.sync.link.device')).fill('حاسبة الرواتب');
  await follow.click();
  const [refused = ''] = word('platform.problem.SYNC_OTHER_OFFICE').split('{{');
  await expect(office.getByText(refused)).toBeVisible();
  await shot(office, 'other-office');
  await invitation.fill(right);
  await follow.click();
  await shot(office, 'ask');
  await press(office, 'platform.sync.link.confirm');
  await expect(office.getByText(word('platform.sync.link.reopening'))).toBeVisible();
  await expect(office.getByText(word('platform.connection.lost'))).toHaveCount(0);
  await expect(main.getByText(word('platform.sync.standing.ended'))).toHaveCount(0);
  await shot(office, 'reopening');
  await expect(office.getByText(word('platform.sync.link.done'))).toBeVisible({ timeout: 30_000 });
  await expect(invitation).toHaveValue('');
  await expect(office.locator('.sync-light')).toHaveText(word('platform.sync.standing.even'), { timeout: 30_000 });
  await shot(office, 'done');
  await office.locator('.sync-light').click();
  await shot(office, 'light-popover');
});
