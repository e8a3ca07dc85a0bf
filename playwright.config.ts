import { defineConfig } from '@playwright/test';
import { browserArguments, browserPath } from './setup/steps/browser.mjs';

/** The system's Chromium, so that a test run needs no download. */
const executablePath = browserPath() ?? undefined;

/**
 * `web` is the window over HTTP in a real browser; `double` is the real shell around a stand-in for Electron; `electron`
 * is the same scenarios on the real program, where this machine has one (`npm run test:desktop`).
 */
export default defineConfig({
  outputDir: 'test-results/playwright',
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  retries: 0,
  reporter: 'list',
  use: {
    ...{ viewport: { width: 1366, height: 768 }, locale: 'ar-IQ', timezoneId: 'Asia/Baghdad', colorScheme: 'light' },
    trace: 'retain-on-failure',
    launchOptions: { args: [...browserArguments], ...(executablePath !== undefined && { executablePath }) },
  },
  projects: [
    { name: 'web', testDir: 'test/e2e' },
    { name: 'double', testDir: 'test/desktop' },
    { name: 'electron', testDir: 'test/desktop', testMatch: 'scenarios.spec.ts', workers: 1 },
  ],
});
