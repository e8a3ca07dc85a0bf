#!/usr/bin/env node
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureNode } from './steps/node.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { build, isProgramBuilt } from './steps/build.mjs';
import { inRoot } from './steps/paths.mjs';
import { servesWindow } from './steps/serving.mjs';

/**
 * The command `diwan`, under a Node that is new enough, with the packages installed: the built program where it is
 * that of these sources (it starts four times as fast), the sources themselves otherwise. What serves an office is built
 * first: without the window a browser would be shown an empty page.
 */
const script = fileURLToPath(import.meta.url);
if (await ensureNode(script, process.argv.slice(2))) {
  await ensureInstalled();
  if (servesWindow(process.argv.slice(2))) await build();
  const program = isProgramBuilt() ? inRoot('dist', 'cli', 'diwan.mjs') : inRoot('cli', 'main.ts');
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
}
