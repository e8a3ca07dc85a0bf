import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { serveUntil } from '#cli/serving.ts';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { serveReleaseCentre, type ReleaseCentre } from '#test/release-centre.ts';
import { open, settled, signIn, word } from './desk.ts';
import { expect } from './fixtures.ts';

interface Linked {
  readonly address: string;
  readonly centre: ReleaseCentre;
}

/** An office with a program that renews itself, linked to a data centre over TLS. */
const test = base.extend<{ linked: Linked }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright demands a pattern here, and this fixture stands alone
  linked: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'diwan release ديوان '));
    const centre = await serveReleaseCentre();
    const stopped = Promise.withResolvers<'stop'>();
    const address = Promise.withResolvers<string>();
    const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
    const program = { version: '1.0.0', packageKind: 'appimage', isDemonstration: true, isLogging: false } as const;
    const enrolled = openOffice({ folder, secret, ...program });
    await foundDemonstrationOffice(enrolled, 0);
    await centre.enrol(enrolled);
    await enrolled.close();
    const served = serveUntil(stopped.promise, (onRestart) => openOffice({ folder, secret, ...program, onRestart }), {
      port: 0,
      lanPort: null,
      onServing: (serving) => address.resolve(serving.address),
    });
    await provide({ address: await address.promise, centre });
    stopped.resolve('stop');
    await served;
    await centre.close();
    rmSync(folder, { recursive: true, force: true });
  },
  baseURL: async ({ linked }, provide) => provide(linked.address),
});

async function syncNow(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: word('platform.sync.now') })
    .click();
  await expect(page.getByText(word('platform.sync.done')).first()).toBeVisible();
}

test('a newer program from the data centre is told when it is ready, and which one this office has', async ({
  page,
  linked,
}) => {
  const user = { userName: 'admin', password: DEMONSTRATION.password };
  await signIn(page, user);
  await open(page, '/system/sync');
  await expect(page.getByText('1.0.0', { exact: true })).toBeVisible();
  await linked.centre.publish('1.1.0', randomBytes(3 * 1024 * 1024));
  await syncNow(page);
  const ready = page.getByRole('main').locator('.sync-release');
  await expect(ready).toContainText(word('platform.release.ready').replace('{{version}}', '1.1.0'), {
    timeout: 30_000,
  });
  // A browser installs nothing.
  await expect(ready).toContainText(word('platform.release.readyElsewhere'));
  await expect(page.getByRole('button', { name: word('platform.release.install') })).toHaveCount(0);
  await expect(page.locator('.sync-light')).toHaveText(word('platform.sync.standing.program'));
  await settled(page);
  await page.screenshot({ path: 'test-results/screens/ar-release-ready.png' });
  await page.locator('.sync-light').click();
  await expect(page.locator('.sync-popover .sync-release')).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/ar-release-light.png' });
  await page.keyboard.press('Escape');
  // Withdrawn: it is offered no more, and nothing is said of it.
  await linked.centre.query(`UPDATE program_release SET withdrawn_at = 1`);
  await syncNow(page);
  await expect(page.locator('.sync-light')).toHaveText(word('platform.sync.standing.even'), { timeout: 30_000 });
  await expect(page.getByRole('main').locator('.sync-release')).toHaveCount(0);
});

test('a newer program that is damaged at the data centre is not taken, and the page says why', async ({
  page,
  linked,
}) => {
  await signIn(page, { userName: 'admin', password: DEMONSTRATION.password });
  await linked.centre.publish('1.1.0', randomBytes(2 * 1024 * 1024));
  await linked.centre.query(`UPDATE program_chunk SET content = '\\x00' || substr(content, 2) WHERE no = 3`);
  await open(page, '/system/sync');
  await syncNow(page);
  await expect(page.getByText(word('platform.problem.RELEASE_DAMAGED')).first()).toBeVisible({ timeout: 30_000 });
  await settled(page);
  await page.screenshot({ path: 'test-results/screens/ar-release-damaged.png' });
});
