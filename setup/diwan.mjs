#!/usr/bin/env node
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isProgramBuilt } from './steps/build.mjs';
import { say } from './steps/command.mjs';
import { ensureNode } from './steps/node.mjs';
import { inRoot } from './steps/paths.mjs';
import { makeReady } from './steps/ready.mjs';

/**
 * The command `diwan`, under a Node that is new enough, with the packages installed: the built program where it is
 * that of these sources (it starts four times as fast), the sources themselves otherwise. What serves an office is built
 * first: without the window a browser would be shown an empty page.
 */
const script = fileURLToPath(import.meta.url);
const args = process.argv.slice(2);
if ((await ensureNode(script, args)) && (await isReady())) {
  const program = isProgramBuilt() ? inRoot('dist', 'cli', 'diwan.mjs') : inRoot('cli', 'main.ts');
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
}

async function isReady() {
  try {
    await makeReady(args);
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    if (process.env.DIWAN_DEBUG) console.error(error);
    process.exitCode = 1;
    return false;
  }
}
