import { fileURLToPath } from 'node:url';
import { ensureNode } from './steps/node.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { say } from './steps/command.mjs';

/** The two commands of the README and their smaller sisters, on a machine that has nothing but Node and npm. */
const tasks = {
  demo: async (args) => (await import('./demo.mjs')).demo(args),
  test: async (args) => (await import('./test.mjs')).test(args),
  desktop: async (args) => (await import('./desktop.mjs')).desktop(args),
  build: async () => (await import('./steps/build.mjs')).build(),
  sim: async (args) => (await import('./sim.mjs')).sim(args),
  bench: async (args) => (await import('./bench.mjs')).bench(args),
  tool: async (args) => (await import('./steps/tools.mjs')).tool(args),
  pack: async (args) => (await import('./pack.mjs')).pack(args),
};

const [name = '', ...args] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  say(`usage: node setup/run.mjs ${Object.keys(tasks).join('|')}`);
  process.exitCode = 2;
} else {
  try {
    if (await ensureNode(fileURLToPath(import.meta.url), process.argv.slice(2))) {
      await ensureInstalled();
      await task(args);
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    if (process.env.DIWAN_DEBUG) console.error(error);
    process.exitCode = 1;
  }
}
