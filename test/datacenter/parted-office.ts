import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_START, testOffice, type Client } from '../host/harness.ts';
import type { LinkedOffice, MinistryOfOffices } from './ministry-of-offices.ts';

export const UNIT = '1017-02';
/** What the data centre has, and what this PC had written. */
export const SENT = 'قسم المالية والتدقيق';
export const WRITTEN_LATER = 'قسم الحسابات والمالية';
export const MINUTE = 60_000;

/** The office opened anew, as its program does it. */
export async function reopened({ test, number }: LinkedOffice, change: () => void): Promise<LinkedOffice> {
  await test.office.close();
  change();
  const again = await testOffice({ folder: test.folder });
  return { test: again, admin: await again.visitor().signIn('admin'), number };
}

async function rename(admin: Client, nameAr: string): Promise<void> {
  const { id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity } = await unitOf(admin);
  await admin.org.unit.edit({ id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity, nameAr });
}

export async function unitOf(admin: Client) {
  const unit = (await admin.org.unit.list({})).find(({ code }) => code === UNIT);
  if (!unit) throw new Error('The demonstration has this unit.');
  return unit;
}

/** An office whose database was put back to one in which the same unit had been named in another way. */
export async function parted(ministry: MinistryOfOffices): Promise<LinkedOffice> {
  const first = await ministry.office({ employees: 0 });
  const { folder } = first.test;
  const keep = (name: string): void => copyDatabase(folder, join(folder, name));
  const putBack = (name: string): void => copyDatabase(join(folder, name), folder);
  const second = await reopened(first, () => keep('yesterday'));
  await second.admin.platform.sync.plug({ isPlugged: false });
  second.test.clock.now = TEST_START + 5 * MINUTE;
  await rename(second.admin, WRITTEN_LATER);
  const third = await reopened(second, () => {
    keep('unsent');
    putBack('yesterday');
  });
  third.test.clock.now = TEST_START + MINUTE;
  await rename(third.admin, SENT);
  await third.admin.platform.sync.now({});
  await ministry.settled();
  const fourth = await reopened(third, () => putBack('unsent'));
  await fourth.admin.platform.sync.now({});
  await ministry.settled();
  return fourth;
}

export function copyDatabase(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of ['office.db', 'office.db-wal', 'office.db-shm']) {
    rmSync(join(to, name), { force: true });
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
}
