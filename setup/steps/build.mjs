import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundle } from './bundle.mjs';
import { runTool, say } from './command.mjs';
import { inRoot, root } from './paths.mjs';

const programSources = [
  'cli',
  'datacenter',
  'db',
  'electron',
  'kernel',
  'modules',
  'office',
  'renderer/shell.ts',
  'renderer/app',
  'setup/steps',
];
const windowSources = ['kernel', 'modules', 'office', 'renderer', 'vite.config.ts'];
const always = ['package.json', 'package-lock.json'];

/** Builds what changed since the last time: the window's code with Vite, everything else with esbuild. */
export async function build() {
  await part('renderer', windowSources, buildWindow);
  await part('program', programSources, buildProgram);
}

/** Is the program in `dist` that of the sources as they are now? */
export function isProgramBuilt() {
  return isBuilt('program', hashOf([...always, ...programSources]));
}

/** Is the window in `dist` that of the sources as they are now? */
export function isWindowBuilt() {
  return isBuilt('renderer', hashOf([...always, ...windowSources]));
}

async function part(name, sources, make) {
  const hash = hashOf([...always, ...sources]);
  if (isBuilt(name, hash)) return;
  const stamp = stampOf(name);
  const started = performance.now();
  rmSync(stamp, { force: true });
  await make();
  mkdirSync(inRoot('dist'), { recursive: true });
  writeFileSync(stamp, hash);
  say(`Built the ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

const stampOf = (name) => inRoot('dist', `.${name}.hash`);

function isBuilt(name, hash) {
  const stamp = stampOf(name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Always the window that people get: Vite would take NODE_ENV=test of a test that builds, where dialogs lose their names. */
async function buildWindow() {
  const env = { ...process.env, NODE_ENV: 'production' };
  const code = await runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], { env });
  if (code !== 0) throw new Error('The window could not be built; the lines above say why.');
}

async function buildProgram() {
  for (const folder of ['electron', 'office', 'cli', 'db', 'datacenter'])
    rmSync(inRoot('dist', folder), { recursive: true, force: true });
  await bundle();
  for (const room of ['db', 'datacenter']) {
    cpSync(inRoot(room, 'migrations'), inRoot('dist', room, 'migrations'), { recursive: true });
  }
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  // The bundles find the program's version where their sources find it: in the package beside their folder.
  writeFileSync(inRoot('dist', 'package.json'), JSON.stringify({ name, version, type: 'module' }));
}

/** By their names in the checkout: it may be moved, or be seen under another path, after it was built. */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesOf(inRoot(source))) {
      hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { withFileTypes: true, recursive: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes('.test.'),
  );
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}
