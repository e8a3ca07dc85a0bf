import type { Problem } from '#kernel/verdict.ts';

/** The state of a record that somebody else changed first, for the screen that merges the two versions. */
export interface Conflict {
  readonly table: string;
  readonly id: string;
  readonly revision: number;
  readonly current: Readonly<Record<string, unknown>>;
}

/**
 * An expected "no": it rolls the command back and reaches the user as translated problems.
 * Anything else that is thrown is a bug.
 */
export class Refusal extends Error {
  readonly problems: readonly Problem[];
  readonly conflict: Conflict | undefined;

  constructor(problems: readonly Problem[], conflict?: Conflict) {
    super(problems.map((problem) => problem.code).join(', '));
    this.name = 'Refusal';
    this.problems = problems;
    this.conflict = conflict;
  }
}

/** A refusal with one problem, ready to be thrown. */
export function refusal(code: string, params?: Problem['params'], field?: string): Refusal {
  return new Refusal([{ code, ...(params && { params }), ...(field !== undefined && { field }) }]);
}

/** Throws the verdict's problems as a refusal, or returns its value. */
export function demand<T>(verdict: { ok: true; value: T } | { ok: false; problems: readonly Problem[] }): T {
  if (!verdict.ok) throw new Refusal(verdict.problems);
  return verdict.value;
}
