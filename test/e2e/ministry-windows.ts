import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Browser, type Page } from '@playwright/test';
import { serveDemonstration, type ServedDemonstration } from '#test/served-demonstration.ts';
import { open, signIn, word } from './desk.ts';
import { expect } from './fixtures.ts';

const PEOPLE = 64;
export const CENTRE = 'مركز بيانات الوزارة';
export const FIRST = 'مديرية بلدية النهرين';
export const SECOND = 'مديرية مجاري الرافدين';

/** The demonstration as `npm run demo` serves it: a data centre on PostgreSQL and three offices, each in its window. */
export const test = base.extend<object, { ministry: ServedDemonstration }>({
  ministry: [
    // eslint-disable-next-line no-empty-pattern -- Playwright demands a pattern here, and this fixture stands alone
    async ({}, provide) => {
      const folder = mkdtempSync(join(tmpdir(), 'diwan ministry ديوان '));
      const served = await serveDemonstration(folder, PEOPLE, { withMinistry: true });
      await provide(served);
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** A window of one of the offices, signed in as its administrator or as somebody else. */
export async function windowOf(
  browser: Browser,
  ministry: ServedDemonstration,
  name: string,
  userName = ministry.userName,
): Promise<Page> {
  const baseURL = name === FIRST ? ministry.address : ministry.others.get(name);
  if (baseURL === undefined) throw new Error(`${name} is not served.`);
  const page = await (await browser.newContext({ baseURL })).newPage();
  await signIn(page, { userName, password: ministry.password });
  return page;
}

/** Speaks with the data centre at once. */
export async function sync(page: Page): Promise<void> {
  await open(page, '/system/sync');
  await page
    .getByRole('main')
    .getByRole('button', { name: word('platform.sync.now') })
    .click();
  await expect(page.getByText(word('platform.sync.done')).first()).toBeVisible();
}

export async function press(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: word(key), exact: true }).click();
}
