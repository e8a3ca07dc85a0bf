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

/** An office of a worker's own with so many invented people; a file that counts them asks for one that no other uses. */
export const officeWith = (employees: number) =>
  [
    // eslint-disable-next-line no-empty-pattern -- Playwright demands a pattern here, and this fixture stands alone
    async ({}, provide: (office: OfficeOfWorker) => Promise<void>) => {
      const folder = mkdtempSync(join(tmpdir(), 'diwan e2e ديوان '));
      const { stop, ...served } = await serveDemonstration(folder, employees);
      await provide({ ...served, folder });
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ] as [
    (none: object, provide: (office: OfficeOfWorker) => Promise<void>) => Promise<void>,
    { scope: 'worker'; timeout: number },
  ];

export const test = base.extend<object, { office: OfficeOfWorker }>({
  office: officeWith(0),
  baseURL: async ({ office }, provide) => provide(office.address),
});

export { expect };
