import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './command.mjs';
import { inRoot } from './paths.mjs';

/** The script behind a tool's name, from `node_modules`, or null: what npm links into `.bin`, without the link. */
export function toolScript(name) {
  const { dependencies, devDependencies } = manifestOf(inRoot());
  for (const dependency of Object.keys({ ...dependencies, ...devDependencies })) {
    const folder = inRoot('node_modules', dependency);
    if (!existsSync(folder)) continue;
    const { bin } = manifestOf(folder);
    const script = typeof bin === 'string' && dependency === name ? bin : bin?.[name];
    if (script !== undefined) return join(dependency, script);
  }
  return null;
}

/** Runs a tool of the packages under the Node that the tests run on: `npm run -s tool -- vitest run kernel`. */
export async function tool([name = '', ...args]) {
  const script = toolScript(name);
  if (script === null) throw new Error(`No package of package.json has a tool called "${name}".`);
  process.exitCode = await runTool(script, args);
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
