import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, wherever it lies: a path may hold spaces and Arabic letters. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path inside the checkout. */
export function inRoot(...parts) {
  return join(root, ...parts);
}

/** Where things are kept between checkouts: Node itself, and packed packages. */
export function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'diwan', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'diwan');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'diwan');
}
