import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { DEMONSTRATION } from '#office/demonstration.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STARTING_MILLISECONDS = 60_000;

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
      const process = startOffice(folder);
      try {
        const address = await printedAddress(process);
        await provide({ address, folder, userName: DEMONSTRATION.userName, password: DEMONSTRATION.password });
      } finally {
        await stop(process);
        rmSync(folder, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: STARTING_MILLISECONDS + 30_000 },
  ],
  baseURL: async ({ office }, provide) => provide(office.address),
});

export { expect };

function startOffice(folder: string): ChildProcess {
  const args = ['cli/main.ts', 'demo', '--folder', folder, '--port', '0'];
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function printedAddress(office: ChildProcess): Promise<string> {
  let printed = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => reject(new Error(`The office did not start:\n${printed}`)), STARTING_MILLISECONDS);
  const read = (chunk: unknown): void => {
    printed += String(chunk);
    const address = /^Diwan: (http:\S+)\s/m.exec(printed)?.[1];
    if (address !== undefined) resolve(address);
  };
  office.stdout?.on('data', read);
  office.stderr?.on('data', read);
  office.on('exit', () => reject(new Error(`The office ended:\n${printed}`)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

async function stop(office: ChildProcess): Promise<void> {
  if (office.exitCode !== null) return;
  const ended = once(office, 'exit');
  office.kill('SIGTERM');
  await ended;
}
