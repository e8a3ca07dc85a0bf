import { existsSync } from 'node:fs';
import { npm, run, say } from './steps/command.mjs';
import { build } from './steps/build.mjs';
import { ensureBrowser } from './steps/browser.mjs';
import { inRoot } from './steps/paths.mjs';

/** Measures the figures of the foundation on what was just built. Not a part of `npm test`: a machine at work lies. */
export async function bench(args) {
  await ensureBrowser();
  await build();
  await ensurePeer();
  process.exitCode = await run(process.execPath, [inRoot('test', 'bench', 'run.ts'), ...args]);
}

/** The peer of one comparison: its packages are its own, and no part of the product. */
async function ensurePeer() {
  const folder = inRoot('test', 'bench', 'pouchdb');
  if (existsSync(inRoot('test', 'bench', 'pouchdb', 'node_modules'))) return;
  say('Packages: installing the peer that the sync is compared with, once.');
  const code = await npm(['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new Error('npm could not install the peer; the lines above say why.');
}
