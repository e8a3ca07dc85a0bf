import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { LOG, openLog } from '#office/log.ts';
import { temporaryFolder } from './harness.ts';

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
