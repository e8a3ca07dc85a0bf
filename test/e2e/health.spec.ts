import type { Locator, Page } from '@playwright/test';
import { open, settled, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, sync, test, windowOf } from './ministry-windows.ts';

const shot = (page: Page, name: string) =>
  page.screenshot({ path: `test-results/screens/ar-ministry-health-${name}.png` });

const part = (page: Page, key: string) =>
  page.getByRole('heading', { level: 2, name: word(`ministry.health.${key}`), exact: true });

const atTop = (heading: Locator) => heading.evaluate((element) => element.scrollIntoView({ block: 'start' }));

test('whoever watches the lines sees how the data centre stands, what is wrong, and what to do', async ({
  browser,
  ministry,
}) => {
  test.slow();
  await sync(await windowOf(browser, ministry, FIRST));
  const page = await windowOf(browser, ministry, CENTRE, 'ministry.monitor1');
  await settled(page);
  // No copy of the demonstration is proved: the home page says that something is to be looked at.
  const [, task = ''] = word('ministry.home.task.health.attention_one').split(': ');
  await shot(page, 'home');
  await page.locator('.home-tasks').getByText(task).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(word('ministry.health.title'));
  await expect(page.getByText(word('ministry.health.standing.attention')).first()).toBeVisible();
  await expect(page.getByText(word('ministry.health.advice.COPY_NEVER'))).toBeVisible();
  const grid = page.getByRole('region', { name: word('ministry.health.servers') });
  for (const kind of ['server', 'desk']) {
    const row = grid.getByRole('row').filter({ hasText: word(`ministry.health.kind.${kind}`) });
    await expect(row).toContainText(word('ministry.health.state.running'));
  }
  // All that is not hidden fits a small screen.
  await expect(grid.getByRole('columnheader', { name: word('ministry.health.server.version') })).toBeInViewport({
    ratio: 1,
  });
  await settled(page);
  await shot(page, 'top');
  await expect(page.getByRole('rowheader', { name: word('ministry.health.holds.records') }).first()).toBeVisible();
  await atTop(part(page, 'database'));
  await shot(page, 'database');
  await atTop(part(page, 'applying'));
  await shot(page, 'applying');
  await page.getByText(word('ministry.health.load.pick')).scrollIntoViewIfNeeded();
  // What the office has asked comes with the next beat of the server.
  const ofNow = page.locator('.kit-chart').last().locator('tbody tr').last().locator('td');
  await expect(ofNow).toHaveText(/[1-9]/, { timeout: 45_000 });
  await settled(page);
  await shot(page, 'load');
  await page.getByRole('combobox', { name: word('ministry.health.load.pick') }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const hour = page.getByRole('region', { name: word('ministry.health.load.hour').split('{{')[0] ?? '' });
  await expect(hour.getByRole('row').nth(1)).toBeVisible();
  await hour.scrollIntoViewIfNeeded();
  await settled(page);
  await shot(page, 'hour');
  await page.getByRole('link', { name: word('ministry.health.toOffices') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(word('ministry.offices.title'));
});

test('whoever audits the pay has no page of health', async ({ browser, ministry }) => {
  const page = await windowOf(browser, ministry, CENTRE, 'ministry.payroll1');
  await settled(page);
  await expect(page.getByRole('navigation').getByRole('link', { name: word('ministry.menu.payroll') })).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: word('ministry.menu.health') })).toHaveCount(0);
  await open(page, '/ministry/health');
  await expect(page.getByRole('region', { name: word('ministry.health.servers') })).toHaveCount(0);
});
