import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { builtRenderer, serveOffice } from '#office/serve.ts';
import { browserArguments, browserPath } from '../../setup/steps/browser.mjs';
import { calculateMonth } from '../payroll-hands.ts';
import { addPerson, payingEntity } from '../payroll-people.ts';
import type { Figure } from './figure.ts';

const SLIPS = 1_000;
const LIMIT_SECONDS = 60;
const MONTH = '2026-03';

/** A thousand slips to one PDF in a real Chromium: fetched, drawn, laid out, printed. */
export async function benchPapers(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  const office = openOffice({ folder, secret, version: 'bench', isDemonstration: true, isLogging: false });
  await foundDemonstrationOffice(office);
  const entityId = payingEntity(office);
  for (let index = 0; index < SLIPS; index += 1) {
    addPerson(office, entityId, {
      ...{ name: `أحمد كريم جاسم ${index}`, grade: String(4 + (index % 6)), step: 1 + (index % 9) },
      ...{ taxStatus: 'T_MARRIED', hasSpouse: true, children: index % 4 },
      allowances: { RISK: { basisPoints: 3000 }, ENG: {}, TRANSPORT: { amount: 20_000 } },
    });
  }
  const rendererFolder = process.env['DIWAN_RENDERER'] ?? builtRenderer;
  const serving = await serveOffice({ office, port: 0, lanPort: null, rendererFolder });
  const { address } = serving;
  const path = browserPath();
  const browser = await chromium.launch({
    ...(path !== null && { executablePath: path }),
    args: [...browserArguments],
  });
  try {
    const runId = await calculateMonth({ address, entityId, password: DEMONSTRATION.password }, MONTH);
    const context = await browser.newContext({ locale: 'ar-IQ', viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await signIn(page, address);
    return [await benchSlips(page, runId)];
  } finally {
    await browser.close();
    await serving.close();
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('input').first().fill(DEMONSTRATION.userName);
  await page.locator('input[type=password]').fill(DEMONSTRATION.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
}

async function benchSlips(page: Page, runId: string): Promise<Figure> {
  await page.evaluate((id) => {
    window.location.hash = `/payroll/runs/${id}`;
    Object.assign(window, { print: () => Object.assign(window, { isPrinting: true }) });
  }, runId);
  await page.getByRole('tab', { name: word('payroll', 'payroll.sheet.title'), exact: true }).click();
  await page.getByRole('button', { name: word('payroll', 'payroll.paper.allSlips') }).click();
  const start = performance.now();
  await page.getByRole('button', { name: word('payroll', 'payroll.paper.prepare') }).click();
  const print = page.getByRole('button', { name: word('kit', 'kit.print.print') });
  await print.and(page.locator(':enabled')).waitFor({ timeout: LIMIT_SECONDS * 2_000 });
  const filled = performance.now();
  await print.click();
  await page.waitForFunction(() => 'isPrinting' in window);
  // As the desktop shell prints long papers.
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: false });
  const seconds = (performance.now() - start) / 1_000;
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (pages !== SLIPS) throw new Error(`${SLIPS} slips became ${pages} pages.`);
  return {
    ...{ name: '1,000 slips to one PDF, seconds', ratio: seconds, floor: LIMIT_SECONDS, goal: LIMIT_SECONDS / 2 },
    ...{ isMore: false, detail: `filled after ${((filled - start) / 1_000).toFixed(1)} s, ${pages} pages` },
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
