import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** Is it an existing folder, named in full, into which this program may write? */
export function isUsableFolder(path: string): boolean {
  if (!isAbsolute(path) || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return false;
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    // No right to write there: an answer to the question, not a fault.
    return false;
  }
}
