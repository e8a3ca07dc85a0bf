import { parseArgs } from 'node:util';
import { mutate } from './mutants.ts';

/**
 * `npm run sim -- --seeds N --from K` runs seeds, `--seed S --trace` tells one. Ends with 1 at the first violation, with
 * the seed and the command that replays it. `--mutant NAME` puts a fault of `mutants.ts` in, which must be found.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    mutant: { type: 'string' },
  },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

if (values.mutant !== undefined) mutate(values.mutant);
// Loaded only now, so that a mutant is loaded in its place.
const { simulate } = await import('./simulation.ts');

const from = Number(values.seed ?? values.from);
const seeds = values.seed === undefined ? Number(values.seeds) : 1;
const counts: Record<string, number> = {};
const began = process.cpuUsage();
let failing = 0;
let done = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const outcome = await simulate(seed, { isTracing: values.trace });
  for (const line of outcome.trace) say(line);
  for (const [what, by] of Object.entries(outcome.counts)) counts[what] = (counts[what] ?? 0) + by;
  done += 1;
  if (outcome.violations.length === 0) continue;
  failing += 1;
  say(`seed ${seed} fails:`);
  for (const violation of outcome.violations.slice(0, 12)) say(`  ${violation}`);
  say(`  replay: npm run sim -- --seed ${seed} --trace`);
  if (!values.all) break;
}
const { user, system } = process.cpuUsage(began);
// Of the processor, so that what else runs on the machine does not count.
const seconds = (user + system) / 1_000_000;
say(JSON.stringify(counts));
say(`${done} seeds, ${failing} failing, ${(done / seconds).toFixed(1)} seeds/s and core`);
process.exitCode = failing > 0 ? 1 : 0;
