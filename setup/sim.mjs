import { run } from './steps/command.mjs';
import { inRoot } from './steps/paths.mjs';

/** Histories of offices and a data centre from seeds: `--seeds N --from K`, or one with `--seed S --trace`. */
export async function sim(args) {
  process.exitCode = await run(process.execPath, [inRoot('test', 'sim', 'sync', 'main.ts'), ...args]);
}
