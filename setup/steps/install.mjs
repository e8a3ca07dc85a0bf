import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run, say } from './command.mjs';
import { cacheFolder, inRoot, root } from './paths.mjs';

const stampPath = inRoot('node_modules', '.diwan-lock');

/**
 * Installs the packages of `package-lock.json` when they are not there. Does nothing, and needs no network, when they
 * are. With DIWAN_CACHE_PACKAGES=1 a packed copy is kept for the next checkout of the same lock.
 */
export async function ensureInstalled() {
  const key = lockKey();
  if (readStamp() === key) return;
  if (readStamp() === null && isInstalledByHand()) {
    writeFileSync(stampPath, key);
    return;
  }
  const isCaching = process.env.DIWAN_CACHE_PACKAGES === '1' && process.platform !== 'win32';
  const packed = join(cacheFolder(), `packages-${key}.tar`);
  if (isCaching && existsSync(packed) && (await unpack(packed))) {
    say('Packages: unpacked the copy of an earlier run.');
  } else {
    say('Packages: installing what package-lock.json names. This takes a minute or two, once.');
    const code = await npm([...installCommand(), '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) throw new Error('npm could not install the packages; the lines above say why.');
    if (isCaching) await pack(packed);
  }
  writeFileSync(stampPath, key);
}

/** Are the packages of `package-lock.json` there? Only looks. */
export function isInstalled() {
  return readStamp() === lockKey() || (readStamp() === null && isInstalledByHand());
}

const lockKey = () => `${process.platform}-${process.arch}-${lockHash()}`;

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex')
    .slice(0, 16);
}

function readStamp() {
  return existsSync(stampPath) ? readFileSync(stampPath, 'utf8').trim() : null;
}

/** npm writes down what it installed; when that is what the lock names, a second installation would change nothing. */
function isInstalledByHand() {
  const installed = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages ?? {};
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || have[path]?.version === version || (optional && !have[path]),
  );
}

/** `npm ci` into nothing; over packages of an older lock only what differs is changed, so what runs goes on running. */
function installCommand() {
  return existsSync(inRoot('node_modules', '.package-lock.json')) ? ['install', '--no-save'] : ['ci'];
}

async function unpack(packed) {
  rmSync(inRoot('node_modules'), { recursive: true, force: true });
  return (await run('tar', ['-xf', packed, '-C', root])) === 0;
}

async function pack(packed) {
  const folder = cacheFolder();
  mkdirSync(folder, { recursive: true });
  const partial = `${packed}.${process.pid}`;
  if ((await run('tar', ['-cf', partial, '-C', root, 'node_modules'])) !== 0) {
    rmSync(partial, { force: true });
    say('Packages: no copy was kept; the next checkout installs them again.');
    return;
  }
  for (const name of readdirSync(folder)) {
    if (name.startsWith('packages-') && name.endsWith('.tar')) rmSync(join(folder, name));
  }
  renameSync(partial, packed);
}
