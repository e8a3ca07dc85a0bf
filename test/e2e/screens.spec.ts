import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { open, settled, signIn } from './desk.ts';
import { expect, officeWith, test as base, type OfficeOfWorker } from './fixtures.ts';

/** An office with staff and months of pay, so that the screens show what they are for. */
const test = base.extend<object, { office: OfficeOfWorker }>({ office: officeWith(60) });

/** Every page that a person looks at, by its address. */
const paths = [
  '/',
  '/org/units',
  '/org/users',
  '/org/roles',
  '/org/delegations',
  '/org/committees',
  '/org/committees/new',
  '/org/settings',
  '/hr/employees',
  '/hr/orders',
  '/hr/orders/new',
  '/hr/due',
  '/hr/leave',
  '/hr/handovers',
  '/hr/handovers/send',
  '/hr/handovers/accept',
  '/hr/headcount',
  '/payroll/runs',
  '/payroll/debts',
  '/payroll/cost',
  '/payroll/tax-forms',
  '/payroll/accounts',
  '/payroll/bank-templates',
  '/items/catalogue',
  '/items/groups',
  '/items/editions',
  '/items/proposals',
  '/structure/offices',
  '/structure/proposals',
  '/regulation/packages',
  '/system/sign-ins',
  '/system/devices',
  '/system/tokens',
  '/system/backups',
  '/system/verify',
  '/system/health',
];
const languageNames = { ckb: 'کوردی', en: 'English' } as const;
const shots = 'test-results/screens';

/** The addresses of one record of each kind, found through their lists. */
async function recordPaths(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [list, prefix] of [
    ['/org/users', '/org/users/'],
    ['/org/committees', '/org/committees/'],
    ['/hr/employees', '/hr/employees/'],
    ['/hr/orders', '/hr/orders/'],
    ['/payroll/runs', '/payroll/runs/'],
    ['/items/catalogue', '/items/catalogue/'],
    ['/items/editions', '/items/editions/'],
    ['/regulation/packages', '/regulation/packages/'],
  ] as const) {
    await open(page, list);
    const row = page.getByRole('grid').getByRole('row').nth(1);
    await row.dblclick();
    await page.waitForFunction((start) => window.location.hash.startsWith(`#${start}`), prefix);
    found.push(new URL(page.url()).hash.slice(1));
  }
  return found;
}

test('every screen in Arabic: nothing untranslated, nothing that a screen reader stumbles over', async ({
  page,
  office,
}) => {
  test.setTimeout(400_000);
  mkdirSync(shots, { recursive: true });
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.goto('/');
  await settled(page);
  await page.screenshot({ path: `${shots}/ar-sign-in.png` });
  await signIn(page, office);
  const records = await recordPaths(page);
  for (const path of [...paths, ...records]) {
    await open(page, path);
    const name = records.includes(path)
      ? `${path.split('/').slice(1, 3).join('-')}-record`
      : path.slice(1).replaceAll('/', '-') || 'home';
    await page.screenshot({ path: `${shots}/ar-${name}.png` });
    const text = await page.locator('body').innerText();
    expect.soft(text, path).not.toMatch(/\b(org|platform|files|kit|hr|payroll|regulation|items)\.[a-z]+\.[a-zA-Z]/);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    const serious = violations.filter(({ impact }) => impact === 'critical' || impact === 'serious');
    expect
      .soft(
        serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
        path,
      )
      .toEqual([]);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect.soft(isWide, `${path} scrolls sideways`).toBe(false);
  }
  expect(failures).toEqual([]);
});

for (const [language, direction] of [
  ['ckb', 'rtl'],
  ['en', 'ltr'],
] as const) {
  test(`every screen in ${language} stands and is translated`, async ({ page, office }) => {
    test.setTimeout(240_000);
    mkdirSync(shots, { recursive: true });
    await page.goto('/');
    await page.getByRole('button', { name: languageNames[language] }).click();
    await page.locator('input').first().fill(office.userName);
    await page.locator('input[type=password]').fill(office.password);
    await page.keyboard.press('Enter');
    await expect(page.locator('nav.desk-menu')).toBeVisible();
    // Whoever signs in sees his own language; he may look at another one.
    await page.locator('.desk-user').click();
    await page.getByRole('menuitem', { name: languageNames[language] }).click();
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    for (const path of paths) {
      await open(page, path, language);
      const text = await page.locator('main').innerText();
      expect.soft(text, path).not.toMatch(/\b(org|platform|files|kit|hr|payroll|regulation|items)\.[a-z]+\.[a-zA-Z]/);
    }
    await open(page, '/org/users', language);
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    await page.screenshot({ path: `${shots}/${language}-users.png` });
  });
}
