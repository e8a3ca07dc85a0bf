import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { closeLog, LOG, openLog } from '#office/log.ts';
import { openOffice } from '#office/office.ts';
import { temporaryFolder, TEST_PASSPHRASE, TEST_START } from './harness.ts';

it('the log gives way to a new file when it is full, and only the last ones stay', async () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  const line = 'س'.repeat(64 * 1024);
  const lines = Math.ceil((LOG.bytes * (LOG.kept + 3)) / (line.length * 2));
  for (let number = 1; number <= lines; number += 1) {
    log.info({ number }, line);
    await new Promise<void>((resolve) => log.flush(() => resolve()));
  }
  log.info('the last line');
  await new Promise<void>((resolve) => log.flush(() => resolve()));
  // A full file is opened anew in the background, which a busy machine puts off.
  await vi.waitFor(
    () => expect(readFileSync(join(folder, 'office.log'), 'utf8').includes('the last line')).toBe(true),
    { timeout: 30_000 },
  );
  expect(readdirSync(folder).toSorted()).toEqual(['office.log', 'office.log.1', 'office.log.2', 'office.log.3']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(LOG.bytes * 1.1);
});

it('a closed office holds no file of its folder open, so that it may be moved; its log is whole', async () => {
  const folder = temporaryFolder();
  const secret = { kind: 'passphrase', passphrase: TEST_PASSPHRASE } as const;
  const office = openOffice({ folder, secret, version: 'test', now: () => TEST_START });
  const held = (): readonly string[] =>
    readdirSync('/proc/self/fd')
      .map((name) => targetOf(`/proc/self/fd/${name}`))
      .filter((path) => path.startsWith(folder));
  const { core } = office;
  await vi.waitFor(() => expect(held()).toContain(join(folder, 'logs', 'office.log')));
  core.log.info('the last line');
  await office.close();
  expect(held()).toEqual([]);
  expect(readFileSync(join(folder, 'logs', 'office.log'), 'utf8')).toContain('the last line');
  // Whoever is late is not heard, and harms nobody.
  core.log.info('too late');
  expect(held()).toEqual([]);
});

it('a log that cannot be written holds nobody up', async () => {
  const folder = temporaryFolder();
  const log = openLog(join(folder, 'logs'));
  rmSync(join(folder, 'logs'), { recursive: true });
  log.info('into nothing');
  await closeLog(log);
});

/** What a handle leads to; nothing of one that is gone again. */
function targetOf(handle: string): string {
  try {
    return readlinkSync(handle);
  } catch {
    // The handle with which the list itself was read.
    return '';
  }
}
