import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { npm, run, say } from './command.mjs';
import { cacheFolder } from './paths.mjs';

/** The Node line of the desktop shell; all tools and tests run on it. */
export const NODE_VERSION = '24.21.0';
const OLDEST_MAJOR = 24;
const OLDEST_NAPI = 10;

/** Can this Node run Diwan? The database library needs Node-API 10: an older Node dies on it without a message. */
export function isNewEnough(versions = process.versions) {
  return Number(versions.napi ?? 0) >= OLDEST_NAPI && Number.parseInt(versions.node, 10) >= OLDEST_MAJOR;
}

/** The package of the registry that holds nothing but the Node program of this system. */
export function nodePackage(platform = process.platform, arch = process.arch) {
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/**
 * Returns true when this Node is new enough. Otherwise gets Node 24 into the cache, runs the same script under it and
 * returns false, with the exit code set: the caller has nothing left to do.
 */
export async function ensureNode(script, args) {
  if (isNewEnough()) return true;
  const node = await cachedNode();
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  process.exitCode = await runForwarding(node, [script, ...args], env);
  return false;
}

async function cachedNode() {
  const name = nodePackage();
  const folder = join(cacheFolder(), `${name}-${NODE_VERSION}`);
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(folder, 'node_modules', name, 'bin', program);
  if (existsSync(node)) return node;
  say(
    `This is Node ${process.versions.node}; Diwan needs ${OLDEST_MAJOR}. Getting ${NODE_VERSION} into ${folder}, once.`,
  );
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await npm(['install', '--prefix', partial, ...flags, `${name}@${NODE_VERSION}`], { cwd: partial });
  const arrived = join(partial, 'node_modules', name, 'bin', program);
  if (code !== 0 || (await run(arrived, ['--version'], { cwd: partial, log: join(partial, 'version.log') })) !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new Error(
      `Node ${NODE_VERSION} could not be had from the registry. Install it from nodejs.org and try again.`,
    );
  }
  adopt(partial, folder, node);
  return node;
}

/** The whole folder appears at once; when another run was quicker, its folder is as good as ours. */
function adopt(partial, folder, node) {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(node)) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Hands stop signals on, so that stopping us also stops what we started. */
function runForwarding(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: 'inherit', windowsHide: true });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? (code ?? 1) : 1));
  });
}
