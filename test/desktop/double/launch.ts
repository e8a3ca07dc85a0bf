import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { newUserOfPc, type UserOfPc } from './dialogs.ts';
import { ElectronDouble } from './electron.ts';

export interface LaunchOptions {
  readonly browser: Browser;
  /** The folder that holds `dist`: the checkout, or a packed app taken apart. */
  readonly appFolder: string;
  readonly userData: string;
  readonly argv: readonly string[];
  readonly user?: UserOfPc;
  readonly isFirstInstance?: boolean;
  /** Lays answers ready before the shell can ask. */
  readonly prepare?: (electron: ElectronDouble) => void;
}

const running = new Map<string, ElectronDouble>();
/** The hooks and the double share one thread, so this reaches the module that the hook writes. */
Object.defineProperty(globalThis, Symbol.for('diwan.double'), { value: running });
/** Under which the last one is found, whatever its number. */
const LAST = 'last';
let launches = 0;
let isHooked = false;

/** Starts the real main bundle inside the double, and returns the double once the shell had the time to begin. */
export async function launch(options: LaunchOptions): Promise<ElectronDouble> {
  hook();
  const context = await options.browser.newContext({
    ...{ viewport: { width: 1366, height: 768 }, locale: 'ar-IQ' },
    // Certificates are judged by the shell, which the double asks; see `session.ts`.
    ignoreHTTPSErrors: true,
  });
  const id = String((launches += 1));
  const electron = new ElectronDouble({
    ...{ context, userData: options.userData, user: options.user ?? newUserOfPc() },
    isFirstInstance: options.isFirstInstance ?? true,
  });
  await electron.route();
  options.prepare?.(electron);
  running.set(id, electron).set(LAST, electron);
  const before = process.argv;
  process.argv = [before[0] ?? 'node', options.appFolder, ...options.argv];
  try {
    await import(`${pathToFileURL(join(options.appFolder, 'dist', 'electron', 'main.mjs')).href}?launch=${id}`);
    electron.app.becomeReady();
    await electron.app.whenReady();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.argv = before;
  }
  return electron;
}

/** Whoever imports `electron` from a launched bundle gets the double of that launch. */
function hook(): void {
  if (isHooked) return;
  isHooked = true;
  registerHooks({
    resolve(specifier, context, next) {
      const launchId = /\?launch=(\d+)$/.exec(context.parentURL ?? '')?.[1];
      if (specifier !== 'electron' || launchId === undefined) return next(specifier, context);
      // Packages inside the bundle ask with `require`, whose answers Node keeps over all launches: it is the last one.
      const isRequired = context.conditions.includes('require');
      if (isRequired) return { url: 'double:required', format: 'commonjs', shortCircuit: true };
      return { url: `double:electron/${launchId}`, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (url === 'double:required') {
        const last = `globalThis[Symbol.for('diwan.double')].get('${LAST}').module`;
        const source = `module.exports = new Proxy({}, { get: (_, name) => ${last}[name] });`;
        return { format: 'commonjs', shortCircuit: true, source };
      }
      const launchId = /^double:electron\/(\d+)$/.exec(url)?.[1];
      if (launchId === undefined) return next(url, context);
      const names = Object.keys(running.get(launchId)?.module ?? {});
      const from = `globalThis[Symbol.for('diwan.double')].get('${launchId}').module`;
      const lines = names.map((name) => `export const ${name} = ${from}.${name};`);
      return { format: 'module', shortCircuit: true, source: lines.join('\n') };
    },
  });
}
