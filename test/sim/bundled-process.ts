import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * A program of the tests in one file, so that a process of it is there in a tenth of a second. It lies inside the
 * repository, so that the native library is found from it. `beside` is the source whose place `import.meta.url` names:
 * what is read beside sources is found from there.
 */
export interface BundledProcess {
  readonly path: string;
  remove(): void;
}

export async function bundledProcess(entry: URL, beside: URL = entry): Promise<BundledProcess> {
  const name = `${basename(entry.pathname, '.ts')}-${process.pid}-${(made += 1)}.mjs`;
  const path = fileURLToPath(new URL(`../../node_modules/.cache/${name}`, import.meta.url));
  const banner = `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(${JSON.stringify(import.meta.url)});`;
  await build({
    ...{ entryPoints: [fileURLToPath(entry)], outfile: path, bundle: true, banner: { js: banner } },
    ...{ platform: 'node', format: 'esm', target: 'node24', logLevel: 'warning' },
    external: ['better-sqlite3', 'pg-native'],
    define: { 'import.meta.url': JSON.stringify(beside.href) },
  });
  return { path, remove: () => rmSync(path, { force: true }) };
}

let made = 0;
