import { rmSync } from 'node:fs';
import { build } from './steps/build.mjs';
import { ensureBrowser } from './steps/browser.mjs';
import { say } from './steps/command.mjs';
import { inRoot } from './steps/paths.mjs';
import { printTable } from './runners/table.mjs';
import { runners } from './runners/index.mjs';

/**
 * Everything that must hold, or the parts named: `npm test -- unit e2e`. Each part is read from its own reporter; the
 * last line is `N passed, N failed`, and the exit code says the same.
 */
export async function test(names) {
  const unknown = names.filter((name) => !runners.some((runner) => runner.name === name));
  if (unknown.length > 0) {
    const known = runners.map((runner) => runner.name).join(', ');
    throw new Error(`No part of the tests is called ${unknown.join(', ')}. There are: ${known}.`);
  }
  const chosen = names.length === 0 ? runners : runners.filter((runner) => names.includes(runner.name));
  rmSync(inRoot('test-results', 'reports'), { recursive: true, force: true });
  const broken = await prepare(chosen);
  const results = broken === null ? await runAll(chosen) : [broken];
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  printTable(results);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
}

/** Null when the browser and the builds are there; a failed part when they could not be had. */
async function prepare(chosen) {
  const started = performance.now();
  try {
    if (chosen.some((runner) => runner.needs.includes('browser'))) await ensureBrowser();
    if (chosen.some((runner) => runner.needs.includes('build'))) await build();
    return null;
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return { name: 'prepare', passed: 0, failed: 1, skipped: 0, note, seconds: (performance.now() - started) / 1000 };
  }
}

/** What fills the machine runs alone, so that times stay comparable; before that, what keeps one core busy, by two. */
async function runAll(chosen) {
  const results = new Map();
  const sharing = chosen.filter(({ mayShare }) => mayShare);
  const inTurn = async () => {
    for (let next = sharing.shift(); next; next = sharing.shift()) results.set(next.name, await runOne(next));
  };
  await Promise.all([inTurn(), inTurn()]);
  for (const runner of chosen.filter(({ mayShare }) => !mayShare)) results.set(runner.name, await runOne(runner));
  return chosen.map(({ name }) => results.get(name));
}

async function runOne({ name, run }) {
  const started = performance.now();
  const counts = await run().catch((error) => ({ passed: 0, failed: 1, skipped: 0, note: String(error) }));
  const counted = counts.passed + counts.failed;
  const judged = counted === 0 ? { ...counts, failed: 1, note: 'It counted nothing.' } : counts;
  const seconds = (performance.now() - started) / 1000;
  say(`${name}: ${judged.passed} passed, ${judged.failed} failed (${seconds.toFixed(1)} s)`);
  return { name, seconds, ...judged };
}
