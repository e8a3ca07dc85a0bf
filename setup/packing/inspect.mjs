import { existsSync, openSync, readFileSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { root } from '../steps/paths.mjs';

const packed = [
  /^\/package\.json$/,
  /^\/dist(\/(package\.json|electron|office|db|renderer)(\/.*)?)?$/,
  /^\/node_modules(\/better-sqlite3(\/(package\.json|LICENSE|lib(\/.*)?|prebuilds(\/.*)?))?)?$/,
];
const unwanted = /\.(map|ts|tsx|tsbuildinfo|test\.\w+|env|pem|key|db|sqlite)$|keyring|\/cli(\/|$)/;
const needed = [
  '/dist/electron/main.mjs',
  '/dist/electron/preload.cjs',
  '/dist/office/utility.mjs',
  '/dist/renderer/index.html',
  '/dist/db/migrations/0001_',
];
const secrets = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\\?n?\s*[A-Za-z0-9+/=]{40}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a token of GitHub', /\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  ['a key of a cloud', /\bAKIA[0-9A-Z]{16}\b/],
  ['a source map', /\/[/*]# sourceMappingURL=/],
];

/** Looks into a packed app. Each answer names what was looked at, and what is wrong with it or null. */
export function inspect({ platform, folder }) {
  const resources = join(folder, 'resources');
  const archive = join(resources, 'app.asar');
  const entries = listPackage(archive, { isPack: false }).map((entry) => entry.replaceAll('\\', '/'));
  const native = platform === 'win' ? 'win32-x64' : 'linux-x64';
  const check = (name, problem) => ({ name: `${platform}: ${name}`, problem });
  return [
    check(
      'nothing but bundles and the native package',
      some(entries.filter((path) => !packed.some((rule) => rule.test(path)))),
    ),
    check('no source, map, key or test', some(entries.filter((path) => unwanted.test(path)))),
    check('everything that is needed', some(needed.filter((path) => !entries.some((entry) => entry.startsWith(path))))),
    check('the native library of this system alone', natives(entries, native)),
    check('the native library lies outside the archive', unpacked(resources, native, platform)),
    check('no secrets, source maps or paths of this machine', secretsIn(archive, entries)),
    check('a manifest without development', manifest(archive)),
    check('only the languages of the app', languages(folder)),
    // For Windows the packer lays it beside an installer only, and none is made here.
    ...(platform === 'linux' ? [check('the file without which the updater fetches nothing', updates(resources))] : []),
  ];
}

function some(paths) {
  return paths.length === 0 ? null : paths.slice(0, 10).join(', ');
}

function natives(entries, native) {
  const found = entries.filter((path) => path.endsWith('.node'));
  return found.length === 1 && found[0].endsWith(`/${native}.node`) ? null : `found ${found.join(', ') || 'none'}`;
}

function unpacked(resources, native, platform) {
  const path = join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', `${native}.node`);
  if (!existsSync(path)) return `${path} is missing`;
  const head = firstBytes(path, 4);
  const isRight = platform === 'win' ? head.subarray(0, 2).toString() === 'MZ' : head.toString('latin1') === '\x7fELF';
  return isRight ? null : 'it is a library of another system';
}

function secretsIn(archive, entries) {
  const found = [];
  for (const path of entries.filter((entry) => /\.(mjs|cjs|js|json|html|css|sql|svg)$/.test(entry))) {
    const text = extractFile(archive, path.slice(1)).toString('utf8');
    for (const [what, pattern] of secrets) if (pattern.test(text)) found.push(`${what} in ${path}`);
    if (text.includes(root)) found.push(`the path ${root} in ${path}`);
  }
  return some(found);
}

function manifest(archive) {
  const { scripts, devDependencies, main, type } = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
  if (scripts !== undefined || devDependencies !== undefined) return 'it still names scripts or development packages';
  return main === 'dist/electron/main.mjs' && type === 'module' ? null : 'it does not start dist/electron/main.mjs';
}

function languages(folder) {
  const missing = ['ar', 'en-US'].filter((language) => !existsSync(join(folder, 'locales', `${language}.pak`)));
  const foreign = existsSync(join(folder, 'locales', 'de.pak')) ? ['de was not removed'] : [];
  return some([...missing.map((language) => `${language} is missing`), ...foreign]);
}

function updates(resources) {
  const path = join(resources, 'app-update.yml');
  if (!existsSync(path)) return 'app-update.yml is missing';
  const text = readFileSync(path, 'utf8');
  return /^updaterCacheDirName: diwan-updater$/m.test(text) ? null : `it says ${text.trim()}`;
}

function firstBytes(path, count) {
  const bytes = Buffer.alloc(count);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, count, 0);
  } finally {
    closeSync(file);
  }
  return bytes;
}
