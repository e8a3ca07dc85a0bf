import type { Page } from '@playwright/test';
import { open, settled, word } from './desk.ts';
import { expect } from './fixtures.ts';
import { CENTRE, FIRST, sync, test, windowOf } from './ministry-windows.ts';

const shot = (page: Page, name: string) =>
  page.screenshot({ path: `test-results/screens/ar-ministry-health-${name}.png` });

const part = (page: Page, key: string) =>
  page.getByRole('heading', { level: 2, name: word(`ministry.health.${key}`), exact: true });

test('whoever watches the lines sees how the data centre stands, what is wrong, and what to do', async ({
  browser,
  ministry,
}) => {
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
  await expect(
    grid.getByRole('columnheader', { name: word('ministry.health.server.version'), exact: true }),
  ).toBeInViewport({ ratio: 1 });
  await settled(page);
  await shot(page, 'top');
  await expect(page.getByRole('rowheader', { name: word('ministry.health.holds.records') }).first()).toBeVisible();
  await part(page, 'database').scrollIntoViewIfNeeded();
  await shot(page, 'database');
  await part(page, 'applying').scrollIntoViewIfNeeded();
  await shot(page, 'applying');
  await part(page, 'load').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 2_000);
  await settled(page);
  await shot(page, 'load');
  // The hour of now is the last bar: it opens what was measured in it.
  const chart = page.locator('.kit-chart-place').last();
  const bars = chart.locator('svg path[fill="#0b5f56"]');
  await expect(bars.first()).toBeAttached();
  await expect(async () => {
    const area = await chart.boundingBox();
    if (area === null) throw new Error('The chart is drawn.');
    for (let x = area.width - 12; x > 0; x -= 8) {
      await page.mouse.click(area.x + x, area.y + area.height - 34);
      if (await page.getByRole('heading', { level: 3 }).isVisible()) break;
    }
    await expect(page.getByRole('heading', { level: 3 })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole('heading', { level: 3 }).scrollIntoViewIfNeeded();
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
