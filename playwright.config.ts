import { defineConfig } from '@playwright/test';
import { browserArguments, browserPath } from './setup/steps/browser.mjs';

/** The system's Chromium, so that a test run needs no download. */
const executablePath = browserPath() ?? undefined;

/**
 * `web` is the window over HTTP in a real browser; `double` is the real shell around a stand-in for Electron; `packed`
 * starts there what the packer made; `electron` is the same scenarios on the real program, where this machine has one (`npm run test:desktop`).
 */
export default defineConfig({
  outputDir: 'test-results/playwright',
  fullyParallel: false,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  retries: 0,
  // The bundles are tested as they are shipped, not as the test runner would rewrite them.
  build: { external: ['**/dist/**', '**/out/**'] },
  reporter: 'list',
  use: {
    ...{ viewport: { width: 1366, height: 768 }, locale: 'ar-IQ', timezoneId: 'Asia/Baghdad', colorScheme: 'light' },
    // The window stands still for whoever asks for it; a test has nothing to see in a fade.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { args: [...browserArguments], ...(executablePath !== undefined && { executablePath }) },
  },
  projects: [
    { name: 'web', testDir: 'test/e2e' },
    // A scenario that passes at its second try is named in the summary; none has since pages are closed only at rest.
    { name: 'double', testDir: 'test/desktop', testIgnore: 'packed.spec.ts', retries: 1, timeout: 60_000 },
    { name: 'packed', testDir: 'test/desktop', testMatch: 'packed.spec.ts' },
    { name: 'electron', testDir: 'test/desktop', testMatch: 'scenarios.spec.ts', workers: 1 },
  ],
});
