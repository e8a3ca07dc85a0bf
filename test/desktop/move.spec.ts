import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { serveReleaseCentre, type ReleaseCentre } from '#test/release-centre.ts';
import { word } from '../e2e/desk.ts';
import { newUserOfPc } from './double/dialogs.ts';
import type { ElectronDouble } from './double/electron.ts';
import { expect, signIn, test as base } from './fixtures.ts';

/** A PC goes to another office in its own window: the shell, the office process, the system's key store and a data centre. */
const test = base.extend<{ centre: ReleaseCentre }>({
  centre: async ({ folder }, provide) => {
    const centre = await serveReleaseCentre();
    const office = openOffice({
      ...{ folder: join(folder, 'office'), version: '1.0.0', isDemonstration: true, isLogging: false },
      secret: { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase },
    });
    await centre.enrol(office);
    await office.close();
    await provide(centre);
    await centre.close();
  },
});

const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/screens/ar-move-${name}.png` });
const button = (page: Page, key: string) => page.getByRole('button', { name: word(key), exact: true });

async function toSync(page: Page): Promise<void> {
  await page
    .locator('nav.desk-menu')
    .getByRole('link', { name: word('platform.menu.system.sync') })
    .click();
  await expect(page.getByRole('main').getByText(word('platform.sync.fact.unsent')).first()).toBeVisible();
}

const pageOf = async (electron: ElectronDouble): Promise<Page> => (await electron.firstWindow).webContents.page;

test('a PC goes to another office: the old one is set aside with its key, and the new one opens under its own', async ({
  startBare,
  folder,
  centre,
}) => {
  test.slow();
  const user = newUserOfPc();
  const office = join(folder, 'office');
  const argv = [`--folder=${office}`];
  // The PC gets the key of the office into its store.
  const code = join(folder, 'code.txt');
  writeFileSync(code, `${DEMONSTRATION.passphrase}\n`);
  const first = await startBare({ argv, user, prepare: ({ dialog }) => (dialog.openPath = code) });
  await first.firstWindow;
  await expect.poll(() => existsSync(join(office, 'office.key')), { timeout: 40_000 }).toBe(true);
  first.app.quit();
  await first.leave();
  const sealed = readFileSync(join(office, 'office.key'));
  const invitation = await centre.invite('دائرة أخرى');

  const electron = await startBare({ argv, user });
  const page = await pageOf(electron);
  await signIn(page);
  await toSync(page);
  await button(page, 'platform.sync.now').click();
  await expect(page.getByText(word('platform.sync.done')).first()).toBeVisible({ timeout: 40_000 });
  await button(page, 'platform.move.begin').scrollIntoViewIfNeeded();
  await shot(page, 'page');
  await button(page, 'platform.move.begin').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(word('platform.move.backup'))).toBeVisible();
  await shot(page, 'waits');
  await dialog.getByRole('button', { name: word('platform.move.next') }).click();
  await dialog.getByLabel(word('platform.sync.link.invitation')).fill('ليس دعوة');
  await dialog.getByRole('button', { name: word('platform.move.next') }).click();
  await expect(dialog.getByText(word('platform.problem.INVITATION_MALFORMED'))).toBeVisible();
  await dialog.getByLabel(word('platform.sync.link.invitation')).fill(invitation);
  await dialog.getByRole('button', { name: word('platform.move.next') }).click();
  await expect(dialog.locator('.kit-fingerprint')).toBeVisible();
  await dialog.getByLabel(word('platform.password.current')).fill('wrong');
  await dialog.getByRole('button', { name: word('platform.move.confirm') }).click();
  await expect(dialog.getByText(word('platform.problem.PASSWORD_WRONG'))).toBeVisible();
  await dialog.getByLabel(word('platform.password.current')).fill(DEMONSTRATION.password);
  await shot(page, 'confirm');
  await dialog.getByRole('button', { name: word('platform.move.confirm') }).click();

  // On an empty folder the invitation lies ready: nobody pastes it twice.
  await expect(page.getByText(word('platform.move.done'))).toBeVisible({ timeout: 40_000 });
  await expect(page.getByLabel(word('platform.sync.link.invitation'))).toHaveValue(invitation);
  await shot(page, 'join');
  const [aside = ''] = readdirSync(join(office, 'set-aside'));
  expect(aside).toMatch(/^office-\d+-\d{4}-\d{2}-\d{2}$/);
  const old = join(office, 'set-aside', aside);
  expect(readFileSync(join(old, 'office.key')).equals(sealed)).toBe(true);
  expect(readFileSync(join(office, 'office.key')).equals(sealed)).toBe(false);
  expect(electron.dialog.errors).toEqual([]);

  await page.getByLabel(word('platform.sync.link.device')).fill('حاسبة منقولة');
  await page.getByRole('button', { name: word('platform.join.submit') }).click();
  await page.getByRole('button', { name: word('platform.join.same') }).click();
  // An office that had no PC yet has nothing to fetch: it is founded here.
  await expect(page.getByText(word('platform.wizard.title'))).toBeVisible({ timeout: 60_000 });
  await shot(page, 'found');
  electron.app.quit();
  await electron.leave();

  // Each of the two folders opens with the key that lies in it, and nobody is asked for a code.
  const again = await startBare({ argv, user });
  await expect((await pageOf(again)).getByText(word('platform.wizard.title'))).toBeVisible({ timeout: 40_000 });
  expect(again.dialog.asked).toEqual([]);
  again.app.quit();
  await again.leave();
  const before = await startBare({ argv: [`--folder=${old}`], user });
  await signIn(await pageOf(before));
  expect(before.dialog.asked).toEqual([]);
});
