import { run } from './steps/command.mjs';
import { inRoot } from './steps/paths.mjs';

/**
 * Histories of offices and a data centre from seeds: `--seeds N --from K`, or one with `--seed S --trace`. With
 * `--processes --seconds N --seed S` they are real processes that are killed for so long.
 */
export async function sim(args) {
  const folder = args.includes('--processes') ? 'processes' : 'sync';
  process.exitCode = await run(process.execPath, [inRoot('test', 'sim', folder, 'main.ts'), ...args]);
}
