import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs the simulator on a product with a fault in it. */
function run(name: string, { from, seeds }: { readonly from: number; readonly seeds: number }) {
  const args = [main, '--mutant', name, '--from', String(from), '--seeds', String(seeds)];
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, args, { timeout: 120_000 }, (error, output, errors) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: output + errors });
    });
  });
}

describe('a product that', () => {
  it.each(Object.entries(mutants))('%s is found out', { timeout: 150_000 }, async (name, mutant) => {
    const { code, output } = await run(name, mutant);
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('fails:') as string });
  });
});
