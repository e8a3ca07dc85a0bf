#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { ensureNode } from './steps/node.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { inRoot } from './steps/paths.mjs';

/** The command `diwan`: runs `cli/main.ts` under a Node that is new enough, with the packages installed. */
const script = fileURLToPath(import.meta.url);
if (await ensureNode(script, process.argv.slice(2))) {
  await ensureInstalled();
  process.argv[1] = inRoot('cli', 'main.ts');
  await import('../cli/main.ts');
}
