import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserArguments, browserPath } from '../../setup/steps/browser.mjs';
import { median, type Figure } from './figure.ts';
import { officeWithRun, signIn, word } from './office-with-run.ts';
import { startService, stopService } from './service-process.ts';

const PEOPLE = 10_000;
const LIMIT_MS = 500;
const ROUNDS = 5;
const SHOWN_ROWS = 10;

/** The run's grid of 10,000 people in a real Chromium: from the click on its tab until its rows and sums are drawn. */
export async function benchRunGrid(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const path = browserPath();
  const browser = await chromium.launch({
    ...(path !== null && { executablePath: path }),
    args: [...browserArguments],
  });
  try {
    const runId = await officeWithRun(folder, PEOPLE);
    const service = await startService(folder);
    try {
      return await benchOpening(browser, service.address, runId);
    } finally {
      await stopService(service);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchOpening(browser: Browser, address: string, runId: string): Promise<readonly Figure[]> {
  const opened: number[] = [];
  const cold: number[] = [];
  let columns = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ locale: 'ar-IQ', viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await page.goto(address);
    await signIn(page);
    await page.evaluate((id) => {
      window.location.hash = `/payroll/runs/${id}`;
    }, runId);
    const tab = page.getByRole('tab', { name: word('payroll', 'payroll.slip.title'), exact: true });
    await tab.waitFor();
    // A person reads the run before he opens its grid.
    await page.waitForTimeout(1_000);
    opened.push(await millisecondsToRows(page, () => tab.click({ noWaitAfter: true })));
    columns = await page
      .locator('[role=grid]:has(.kit-grid-totals)')
      .evaluate((grid) => Number(grid.getAttribute('aria-colcount')));
    // The address of the grid itself, typed or kept, with nothing of the program loaded.
    await page.goto('about:blank');
    cold.push(await millisecondsToRows(page, () => page.goBack({ waitUntil: 'commit' })));
    await context.close();
  }
  const bound = { floor: LIMIT_MS, goal: LIMIT_MS, isMore: false };
  return [
    {
      ...{
        name: `Grid of a run, ${PEOPLE} rows, from the click to the first rows and sums, ms`,
        ratio: median(opened),
      },
      ...{ ...bound, detail: `${columns} columns; ${ROUNDS} openings: ${opened.map(Math.round).join(', ')} ms` },
    },
    {
      ...{ name: 'Grid of a run, the program loaded anew at its address, ms', ratio: median(cold) },
      ...{ ...bound, floor: 4 * LIMIT_MS, goal: 4 * LIMIT_MS, detail: `${cold.map(Math.round).join(', ')} ms` },
    },
  ];
}

/** Until the page shows rows of people and, below them, the sum of all. */
async function millisecondsToRows(page: Page, open: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await open();
  await page.waitForFunction((count) => {
    const grid = document.querySelector('.kit-grid-totals')?.closest('[role=grid]');
    const rows = grid?.querySelectorAll('.kit-grid-row') ?? [];
    return rows.length >= count && [...rows].every((row) => row.textContent !== '');
  }, SHOWN_ROWS);
  return performance.now() - start;
}
