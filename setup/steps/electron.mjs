import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

const programs = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron', linux: 'electron' };

/**
 * The Electron program of this machine, or null. Looked for on the disk only: asking the package `electron` where it
 * is would start a download.
 */
export function electronBinary() {
  const program = programs[process.platform] ?? 'electron';
  const { ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  const folders = [ELECTRON_OVERRIDE_DIST_PATH, inRoot('node_modules', 'electron', 'dist')];
  return (
    folders
      .filter(Boolean)
      .map((folder) => join(folder, program))
      .find((path) => existsSync(path)) ?? null
  );
}
