import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { browserArguments, browserPath } from '../../setup/steps/browser.mjs';
import { startInDouble } from '../desktop/double-app.ts';
import type { Figure } from './figure.ts';
import { officeWithRun, signIn, word } from './office-with-run.ts';

const SLIPS = 1_000;
const LIMIT_SECONDS = 60;

/** A thousand slips to one PDF by the desktop shell around a real Chromium: fetched, drawn, laid out, printed, joined. */
export async function benchPapers(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const path = browserPath();
  const browser = await chromium.launch({
    ...(path !== null && { executablePath: path }),
    args: [...browserArguments],
  });
  try {
    const runId = await officeWithRun(join(folder, 'office'), SLIPS);
    const app = await startInDouble({
      ...{ browser, appFolder: fileURLToPath(new URL('../..', import.meta.url)), userData: join(folder, 'user') },
      argv: ['--demonstration', `--folder=${join(folder, 'office')}`],
    });
    const target = join(folder, 'slips.pdf');
    await app.answerDialogs(target);
    await signIn(app.page);
    const figure = await benchSlips(app.page, runId, target);
    await app.quit();
    return [figure];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchSlips(page: Page, runId: string, target: string): Promise<Figure> {
  await page.evaluate((id) => {
    window.location.hash = `/payroll/runs/${id}`;
  }, runId);
  await page.getByRole('tab', { name: word('payroll', 'payroll.sheet.title'), exact: true }).click();
  await page.getByRole('button', { name: word('payroll', 'payroll.paper.allSlips') }).click();
  const start = performance.now();
  await page.getByRole('button', { name: word('payroll', 'payroll.paper.prepare') }).click();
  const print = page.getByRole('button', { name: word('kit', 'kit.print.print') });
  await print.and(page.locator(':enabled')).waitFor({ timeout: LIMIT_SECONDS * 2_000 });
  const filled = performance.now();
  await print.click();
  await page.getByText(word('kit', 'kit.print.saved')).waitFor({ timeout: LIMIT_SECONDS * 4_000 });
  const seconds = (performance.now() - start) / 1_000;
  const pdf = readFileSync(target);
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (pages !== SLIPS) throw new Error(`${SLIPS} slips became ${pages} pages.`);
  const megabytes = (pdf.length / 1_000_000).toFixed(1);
  return {
    ...{ name: '1,000 slips to one PDF, seconds', ratio: seconds, floor: LIMIT_SECONDS, goal: LIMIT_SECONDS / 2 },
    isMore: false,
    detail: `filled after ${((filled - start) / 1_000).toFixed(1)} s, ${pages} pages, ${megabytes} MB`,
  };
}
