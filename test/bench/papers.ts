import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { builtRenderer, serveOffice } from '#office/serve.ts';
import { browserArguments, browserPath } from '../../setup/steps/browser.mjs';
import { startInDouble } from '../desktop/double-app.ts';
import { calculateMonth } from '../payroll-hands.ts';
import { addPerson, payingEntity } from '../payroll-people.ts';
import type { Figure } from './figure.ts';

const SLIPS = 1_000;
const LIMIT_SECONDS = 60;
const MONTH = '2026-03';

/** A thousand slips to one PDF by the desktop shell around a real Chromium: fetched, drawn, laid out, printed, joined. */
export async function benchPapers(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const path = browserPath();
  const browser = await chromium.launch({
    ...(path !== null && { executablePath: path }),
    args: [...browserArguments],
  });
  try {
    const runId = await officeWithRun(join(folder, 'office'));
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

/** A demonstration office with a month calculated; answers its run. */
async function officeWithRun(folder: string): Promise<string> {
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  const office = openOffice({ folder, secret, version: 'bench', isDemonstration: true, isLogging: false });
  try {
    await foundDemonstrationOffice(office);
    const entityId = payingEntity(office);
    for (let index = 0; index < SLIPS; index += 1) {
      addPerson(office, entityId, {
        ...{ name: `أحمد كريم جاسم ${index}`, grade: String(4 + (index % 6)), step: 1 + (index % 9) },
        ...{ taxStatus: 'T_MARRIED', hasSpouse: true, children: index % 4 },
        allowances: { RISK: { basisPoints: 3000 }, ENG: {}, TRANSPORT: { amount: 20_000 } },
      });
    }
    const serving = await serveOffice({ office, port: 0, lanPort: null, rendererFolder: builtRenderer });
    try {
      const { address } = serving;
      return await calculateMonth({ address, entityId, password: DEMONSTRATION.password }, MONTH);
    } finally {
      await serving.close();
    }
  } finally {
    await office.close();
  }
}

async function signIn(page: Page): Promise<void> {
  await page.locator('input').first().fill(DEMONSTRATION.userName);
  await page.locator('input[type=password]').fill(DEMONSTRATION.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
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

/** The text of a button, as the Arabic window shows it. */
function word(module: 'payroll' | 'kit', key: string): string {
  const file = { payroll: 'modules/payroll', kit: 'renderer/kit' }[module];
  const texts = JSON.parse(readFileSync(`${file}/strings.ar.json`, 'utf8')) as Record<string, string>;
  const text = texts[key];
  if (text === undefined) throw new Error(`No text for ${key}.`);
  return text;
}
