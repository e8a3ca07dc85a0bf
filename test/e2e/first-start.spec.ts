import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { openOffice } from '#office/office.ts';
import { serveOffice, type Serving } from '#office/serve.ts';
import { word } from './desk.ts';

interface NewOffice {
  readonly folder: string;
  readonly serving: Serving;
  /** The LAN entrance as another PC sees it. */
  readonly lan: string;
}

const test = base.extend<{ fresh: NewOffice }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright demands a pattern here, and this fixture stands alone
  fresh: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'diwan first ديوان '));
    const office = openOffice({
      folder,
      version: 'test',
      isLogging: false,
      secret: { kind: 'passphrase', passphrase: 'first start' },
    });
    const serving = await serveOffice({ office, port: 0, lanPort: 0 });
    const { port } = new URL(serving.lan?.addresses[0] ?? 'https://127.0.0.1');
    await provide({ folder, serving, lan: `https://127.0.0.1:${port}` });
    await serving.close();
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('the wizard makes an office; another PC is let in with a code', async ({ page, fresh, browser }) => {
  test.setTimeout(120_000);
  const backups = join(fresh.folder, 'نسخ احتياطية');
  mkdirSync(backups);
  await page.goto(fresh.serving.address);
  await page.getByRole('button', { name: word('platform.wizard.next') }).click();
  await expect(page.getByText(word('platform.problem.VALUE_REQUIRED'))).toBeVisible();
  await expect(page.getByLabel(word('platform.wizard.office.nameAr'))).toBeFocused();
  await page.getByLabel(word('platform.wizard.office.nameAr')).fill('مديرية مجاري الزهور');
  await page.screenshot({ path: 'test-results/screens/ar-wizard.png' });
  await page.keyboard.press('F1');
  const guide = page.getByRole('region', { name: word('platform.help.title') });
  await expect(guide.getByRole('listitem').first()).toContainText(word('platform.wizard.office.nameAr'));
  await page.screenshot({ path: 'test-results/screens/ar-wizard-help.png' });
  await page.keyboard.press('F1');
  await expect(guide.getByRole('listitem')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.getByLabel(word('platform.wizard.person.name')).fill('رباب حسن علي');
  await page.getByLabel(word('platform.wizard.person.userName')).fill('rabab');
  const passwords = page.locator('input[type=password]');
  await passwords.nth(0).fill('نهر دجلة الجميل');
  await passwords.nth(1).fill('نهر دجلة الجميل');
  await page.keyboard.press('Enter');
  await page.getByLabel(word('platform.wizard.backup.folder')).fill(backups);
  await page.getByRole('button', { name: word('platform.wizard.backup.check') }).click();
  await expect(page.getByRole('status')).toHaveText(word('platform.wizard.backup.usable'));
  await page.getByRole('button', { name: word('platform.wizard.found'), exact: true }).click();
  await expect(page.locator('.entry-recovery')).toHaveText(/^([A-Z2-9]{5}-){7}[A-Z2-9]{5}$/);
  await page.screenshot({ path: 'test-results/screens/ar-recovery.png' });
  // Loading the page anew would lose the code: the browser asks first, and whoever stays still has it.
  page.once('dialog', (dialog) => void dialog.dismiss());
  await page.evaluate(() => location.reload());
  await expect(page.locator('.entry-recovery')).toHaveText(/^([A-Z2-9]{5}-){7}[A-Z2-9]{5}$/);
  await page.getByLabel(word('platform.wizard.recovery.written')).check();
  await page.getByRole('button', { name: word('platform.wizard.recovery.done') }).click();
  await page.getByLabel(word('platform.signIn.userName')).fill('rabab');
  await page.getByLabel(word('platform.signIn.password'), { exact: true }).fill('نهر دجلة الجميل');
  await page.keyboard.press('Enter');
  await expect(page.locator('nav.desk-menu')).toBeVisible();

  await page.evaluate(() => {
    window.location.hash = '/system/devices';
  });
  await page
    .getByRole('button', { name: word('platform.devices.newCode') })
    .first()
    .click();
  const code = await page.getByText(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/).innerText();
  await expect(page.locator('body')).toContainText(fresh.serving.lan?.fingerprint.slice(0, 19) ?? '');
  await page.screenshot({ path: 'test-results/screens/ar-pairing-code.png' });

  const other = await (await browser.newContext({ ignoreHTTPSErrors: true, locale: 'ar-IQ' })).newPage();
  await other.goto(fresh.lan);
  await other.getByLabel(word('platform.pairing.code')).fill(code);
  await other.getByLabel(word('platform.pairing.name')).fill('حاسبة الحسابات');
  await other.screenshot({ path: 'test-results/screens/ar-pairing.png' });
  await other.keyboard.press('Enter');
  await other.getByLabel(word('platform.signIn.userName')).fill('rabab');
  await other.getByLabel(word('platform.signIn.password'), { exact: true }).fill('نهر دجلة الجميل');
  await other.keyboard.press('Enter');
  await expect(other.locator('nav.desk-menu')).toBeVisible();
  await other.context().close();
});
