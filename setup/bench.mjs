import { run } from './steps/command.mjs';
import { build } from './steps/build.mjs';
import { ensureBrowser } from './steps/browser.mjs';
import { inRoot } from './steps/paths.mjs';

/** Measures the figures of the foundation on what was just built. Not a part of `npm test`: a machine at work lies. */
export async function bench() {
  await ensureBrowser();
  await build();
  process.exitCode = await run(process.execPath, [inRoot('test', 'bench', 'run.ts')]);
}
