import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageKind } from '#kernel/sync/release.ts';

/** How this PC was given the program: what electron-updater would take for it. Null where nothing was installed. */
export function packageKind(isPackaged: boolean): PackageKind | null {
  if (!isPackaged) return null;
  if (process.platform === 'win32') return 'nsis';
  // The packages of a system name themselves in a file beside the program, which an AppImage lacks.
  const named = join(process.resourcesPath, 'package-type');
  if (existsSync(named)) return readFileSync(named, 'utf8').trim() === 'deb' ? 'deb' : null;
  return process.env['APPIMAGE'] === undefined ? null : 'appimage';
}
