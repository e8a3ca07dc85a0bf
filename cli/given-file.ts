import { readFileSync, statSync } from 'node:fs';
import { Misuse } from './outcome.ts';

/**
 * The content of a file that was named on the command line; `FILE_NOT_READABLE` says which one cannot be read, and
 * `FILE_TOO_LARGE` which one is larger than what is looked for can be.
 */
export function readGiven(path: string, limit = Infinity): Buffer {
  try {
    if (statSync(path).size <= limit) return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Misuse('FILE_NOT_READABLE', `The file cannot be read: ${reason}`);
  }
  throw new Misuse('FILE_TOO_LARGE', `The file is larger than ${limit} bytes: ${path}`);
}
