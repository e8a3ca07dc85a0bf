import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright-core';
import { DEMONSTRATION } from '#office/demonstration.ts';
import { browserArguments, browserPath } from '../../setup/steps/browser.mjs';
import { quantile, type Figure } from './figure.ts';
import { startService, stopService } from './service-process.ts';

const SCROLL_MS = 5_000;
const GZIP_LIMIT_KB = 350;
const FRAME_LIMIT_MS = 50;
/** Of a row of the grid, in pixels. */
const ROW_HEIGHT = 30;

/** What the window costs in a real Chromium: script before the sign-in form, and scrolling 100,000 rows. */
export async function benchWindow(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const service = await startService(folder);
  const path = browserPath();
  const browser = await chromium.launch({
    ...(path !== null && { executablePath: path }),
    args: [...browserArguments],
  });
  try {
    return [await benchScript(browser, service.address), await benchScroll(browser, service.address)];
  } finally {
    await browser.close();
    await stopService(service);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that the browser had to parse until the form took its first letter. */
async function benchScript(browser: Browser, address: string): Promise<Figure> {
  const page = await (await browser.newContext({ locale: 'ar-IQ' })).newPage();
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    if (response.url().endsWith('.js'))
      sizes.set(
        response.url(),
        response.body().then((body) => gzipSync(body).length),
      );
  });
  await page.goto(address);
  await page.locator('input[type=password]').waitFor();
  await page.locator('input').first().fill('a');
  const bytes = (await Promise.all(sizes.values())).reduce((total, size) => total + size, 0);
  await page.context().close();
  const kilobytes = bytes / 1024;
  return {
    ...{ name: 'JavaScript before the sign-in form, gzip, as a share of 350 kB', ratio: kilobytes / GZIP_LIMIT_KB },
    ...{ floor: 1, goal: 0.6, isMore: false, detail: `${kilobytes.toFixed(0)} kB in ${sizes.size} files` },
  };
}

/** Frames while the wheel turns for five seconds; beside them those of plain elements and of the page at rest. */
async function benchScroll(browser: Browser, address: string): Promise<Figure> {
  const context = await browser.newContext({ locale: 'ar-IQ', viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('input').first().fill(DEMONSTRATION.userName);
  await page.locator('input[type=password]').fill(DEMONSTRATION.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
  await page.evaluate(() => {
    window.location.hash = '/gallery';
  });
  const grid = page.locator('[role=grid][aria-rowcount]').first();
  await grid.waitFor();
  await grid.scrollIntoViewIfNeeded();
  await page.waitForTimeout(1_000);
  const rest = await framesOf(page, async () => page.waitForTimeout(2_000));
  const box = await grid.boundingBox();
  if (!box) throw new Error('The grid is not on the page.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const frames = await framesOf(page, () => turnWheel(page));
  const moved = await grid.evaluate((element) => element.scrollTop);
  if (moved < 1_000) throw new Error('The grid did not scroll.');
  await context.close();
  const plain = await plainFrames(browser);
  const p99 = quantile(frames, 0.99);
  return {
    ...{
      name: 'Grid of 100,000 rows, wheel for 5 s: frame time at p99, as a share of 50 ms',
      ratio: p99 / FRAME_LIMIT_MS,
    },
    ...{ floor: 1, goal: 0.7, isMore: false },
    detail: `${quantiles(frames)} over ${frames.length} frames and ${Math.round(moved / ROW_HEIGHT)} rows; plain elements alone on a page ${quantiles(plain)}; at rest p99 ${quantile(rest, 0.99).toFixed(1)} ms`,
  };
}

function quantiles(frames: readonly number[]): string {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(frames, share).toFixed(1));
  return `p50 ${p50}, p95 ${p95}, p99 ${p99} ms`;
}

async function turnWheel(page: Page): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < SCROLL_MS;) await page.mouse.wheel(0, 240);
}

/** The raw limit: as many elements with as much text, without the kit and without React, alone on an empty page. */
async function plainFrames(browser: Browser): Promise<readonly number[]> {
  const context = await browser.newContext({ locale: 'ar-IQ', viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.setContent(`<!doctype html><html lang="ar" dir="rtl"><style>
    #view { position: relative; block-size: 390px; overflow: auto; contain: strict; background: #fff; font: 13px sans-serif }
    #sheet { block-size: 3000000px }
    #sheet > div { position: absolute; inset-inline: 0; display: flex; block-size: ${ROW_HEIGHT}px; contain: layout style size }
    #sheet > div > div { inline-size: 100px; white-space: nowrap }
  </style><div id="view"><div id="sheet"></div></div>`);
  await page.evaluate((height) => {
    const view = document.querySelector('#view');
    const sheet = document.querySelector('#sheet');
    if (!view || !sheet) throw new Error('The plain page is not there.');
    const rows = Array.from({ length: 26 }, () => {
      const row = document.createElement('div');
      for (let column = 0; column < 13; column++) row.append(document.createElement('div'));
      sheet.append(row);
      return { row, index: -1 };
    });
    const draw = (): void => {
      const first = Math.max(0, Math.floor(view.scrollTop / height) - 5);
      for (let index = first; index < first + rows.length; index++) {
        const place = rows[index % rows.length];
        if (!place || place.index === index) continue;
        place.index = index;
        place.row.style.insetBlockStart = `${index * height}px`;
        for (const [column, cell] of [...place.row.children].entries())
          cell.textContent = column % 2 === 0 ? `قسم المدينة ${index % 90}` : String(100_000 + index * column);
      }
    };
    view.addEventListener('scroll', draw);
    draw();
  }, ROW_HEIGHT);
  await page.mouse.move(683, 200);
  const frames = await framesOf(page, () => turnWheel(page));
  await context.close();
  return frames;
}

async function framesOf(page: Page, work: () => Promise<unknown>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = (now: number): void => {
      frames.push(now - last);
      last = now;
      Object.assign(window, { benchTick: requestAnimationFrame(tick) });
    };
    Object.assign(window, { benchFrames: frames, benchTick: requestAnimationFrame(tick) });
  });
  await work();
  return page.evaluate(() => {
    // Put there by the function above.
    const { benchFrames, benchTick } = window as unknown as { benchFrames: number[]; benchTick: number };
    cancelAnimationFrame(benchTick);
    return benchFrames.slice(1);
  });
}
