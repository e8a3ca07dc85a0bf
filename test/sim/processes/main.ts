import { parseArgs } from 'node:util';
import { runMixed } from './mixed.ts';

/**
 * `npm run sim -- --processes --seconds 90 --seed S`: offices, servers and PostgreSQL as processes, killed and cut off by
 * a seed. Ends with 1 when anything is lost, doubled or different, with the seed and the command. A seed decides what is
 * done; at which statement it falls is the machine's choice, so a failure may need several runs to come again.
 */
const { values } = parseArgs({
  options: {
    processes: { type: 'boolean' },
    seconds: { type: 'string', default: '90' },
    seed: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
  },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const [seed, seconds] = [Number(values.seed), Number(values.seconds)];
let findings: readonly string[];
try {
  const run = await runMixed({ seed, seconds, ...(values.trace && { say }) });
  ({ findings } = run);
  say(JSON.stringify(run.deeds));
  say(
    `${run.witnessed} commits witnessed, ${run.lost} lost, ${run.doubled} doubled; ` +
      `${run.mayBeLost} had gone with a disk that was put back; came to rest in ${run.rounds} rounds`,
  );
} catch (error) {
  findings = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
if (findings.length > 0) {
  say(`seed ${seed} fails:`);
  for (const finding of findings.slice(0, 20)) say(`  ${finding}`);
  say(`  again: npm run sim -- --processes --seconds ${seconds} --seed ${seed} --trace`);
  process.exitCode = 1;
}
