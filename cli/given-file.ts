import { readFileSync } from 'node:fs';
import { Misuse } from './outcome.ts';

/** The content of a file that was named on the command line; `FILE_NOT_READABLE` says which one cannot be read. */
export function readGiven(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Misuse('FILE_NOT_READABLE', `The file cannot be read: ${reason}`);
  }
}
