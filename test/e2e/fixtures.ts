import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { serveDemonstration } from '#test/served-demonstration.ts';

/** A demonstration office of this worker's own, served by the command line as on any PC. */
export interface OfficeOfWorker {
  readonly address: string;
  readonly folder: string;
  readonly userName: string;
  readonly password: string;
}

export const test = base.extend<object, { office: OfficeOfWorker }>({
  office: [
    // eslint-disable-next-line no-empty-pattern -- Playwright demands a pattern here, and this fixture stands alone
    async ({}, provide) => {
      const folder = mkdtempSync(join(tmpdir(), 'diwan e2e ديوان '));
      const { stop, ...served } = await serveDemonstration(folder);
      await provide({ ...served, folder });
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ office }, provide) => provide(office.address),
});

export { expect };
