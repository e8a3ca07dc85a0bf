import { build, isProgramBuilt, isWindowBuilt } from './build.mjs';
import { say } from './command.mjs';
import { ensureInstalled, isInstalled } from './install.mjs';
import { root } from './paths.mjs';
import { isOfServer, servesDesk, servesWindow } from './serving.mjs';

/**
 * Sees to it that a command line of `diwan` finds what it needs. Where people work with the checkout it is made; a
 * command of the data centre only looks, writes nothing, and throws one line that says how it is made.
 */
export async function makeReady(args) {
  if (isOfServer(args)) return demandReady(args);
  await ensureInstalled();
  if (servesWindow(args)) await build();
}

function demandReady(args) {
  const remedy = `Run \`npm run build\` in ${root}.`;
  if (!isInstalled()) throw new Error(`The packages are not those that package-lock.json names. ${remedy}`);
  if (servesDesk(args) && !isWindowBuilt()) throw new Error(`The pages are not built as their sources are. ${remedy}`);
  if (!isProgramBuilt()) say(`The program is not built as its sources are; these are run, slower. ${remedy}`);
}
