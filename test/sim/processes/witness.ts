import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What a user was told: this command is saved. */
export interface Witnessed {
  readonly office: number;
  readonly epoch: number;
  readonly seq: number;
  readonly op: string;
  /** The records that it made, as `table id`. */
  readonly records: readonly string[];
}

/** The pen of a process: each line is with the system when `note` returns, and outlives the process. */
export function witnessPen(path: string): { note(told: Witnessed): void; close(): void } {
  const file = openSync(path, 'a');
  return {
    note: (told) => void writeSync(file, `${JSON.stringify(told)}\n`),
    close: () => closeSync(file),
  };
}

/** Everything that was told; a line that a kill cut in the middle was not. */
export function readWitness(path: string): readonly Witnessed[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  // Written by `witnessPen`.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Witnessed);
}
