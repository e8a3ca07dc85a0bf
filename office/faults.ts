import { randomBytes } from 'node:crypto';

/** A number that a user reads out to support and that finds the fault in the log. */
export function newReference(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}
