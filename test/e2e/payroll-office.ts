import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice, type Office } from '#office/office.ts';
import { builtRenderer, serveOffice } from '#office/serve.ts';
import { addPerson, payingEntity, type Person } from '#test/payroll-people.ts';

/** A demonstration office that serves the window from this process, so that a test can give it staff by the hundred. */
export interface StaffedOffice {
  readonly address: string;
  readonly office: Office;
  readonly entityId: string;
  readonly password: string;
  readonly add: (person: Person) => string;
}

/** Another one for a file whose closed months would be in the way of the others. */
export const staffedOffice = () =>
  [
    // eslint-disable-next-line no-empty-pattern -- Playwright demands a pattern here, and this fixture stands alone
    async ({}, provide: (staffed: StaffedOffice) => Promise<void>) => {
      const folder = mkdtempSync(join(tmpdir(), 'diwan e2e ديوان '));
      const office = openOffice({
        ...{ folder, version: 'test', now: () => Date.now(), isDemonstration: true, isLogging: true },
        secret: { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase },
      });
      await foundDemonstrationOffice(office);
      const serving = await serveOffice({ office, port: 0, lanPort: null, rendererFolder: builtRenderer });
      const entityId = payingEntity(office);
      await provide({
        ...{ address: serving.address, office, entityId, password: DEMONSTRATION.password },
        add: (person) => addPerson(office, entityId, person),
      });
      await serving.close();
      await office.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ] as [
    (none: object, provide: (staffed: StaffedOffice) => Promise<void>) => Promise<void>,
    { scope: 'worker'; timeout: number },
  ];

export const test = base.extend<object, { staffed: StaffedOffice }>({
  staffed: staffedOffice(),
  baseURL: async ({ staffed }, provide) => provide(staffed.address),
});

export { expect } from '@playwright/test';
