import { ORPCError } from '@orpc/client';
import type { Problem, Verdict } from '#kernel/verdict.ts';
import { ConnectionLost } from './connection.ts';

/** The record as it stands after somebody else changed it first. */
export interface Conflict {
  readonly table: string;
  readonly id: string;
  readonly revision: number;
  readonly current: Readonly<Record<string, unknown>>;
}

/** A rule of the module said no on this side already; shown like a refusal of the office. */
export class RefusedHere extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ code }) => code).join(', '));
    this.name = 'RefusedHere';
    this.problems = problems;
  }
}

/** Stops a form from sending what the office would refuse. */
export function demandHere(verdict: Verdict<unknown>): void {
  if (!verdict.ok) throw new RefusedHere(verdict.problems);
}

/** What went wrong with a call, sorted by what the screen must do about it. */
export type Failure =
  | { readonly kind: 'refused'; readonly problems: readonly Problem[]; readonly conflict: Conflict | null }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'bug'; readonly reference: string | null };

const sessionProblems = ['SESSION_LOCKED', 'UNAUTHORIZED', 'PASSWORD_MUST_CHANGE', 'DEVICE_NOT_PAIRED'];

/** Sorts whatever a call threw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ConnectionLost) return { kind: 'offline' };
  if (error instanceof RefusedHere) return { kind: 'refused', problems: error.problems, conflict: null };
  if (!(error instanceof ORPCError)) return { kind: 'bug', reference: null };
  const detail: unknown = error.data;
  const problems = problemsIn(detail);
  if (error.code === 'UNAUTHORIZED' || problems.some(({ code }) => sessionProblems.includes(code))) {
    return { kind: 'signed_out' };
  }
  // Such an answer has a problem, too; but its number is all that helps.
  const reference = referenceIn(detail);
  if (reference !== null) return { kind: 'bug', reference };
  if (problems.length > 0) return { kind: 'refused', problems, conflict: conflictIn(detail) };
  if (error.code === 'FORBIDDEN') return { kind: 'refused', problems: [{ code: 'FORBIDDEN' }], conflict: null };
  if (error.code === 'BAD_REQUEST') return { kind: 'refused', problems: [{ code: 'BAD_INPUT' }], conflict: null };
  if (error.code === 'TOO_MANY_REQUESTS') {
    return { kind: 'refused', problems: [{ code: 'TOO_MANY_REQUESTS' }], conflict: null };
  }
  return { kind: 'bug', reference: null };
}

/**
 * Does a page have nothing to show without the answer? What the user has no right to look at is left out of a page, and
 * the desk itself says that the line is away or the session at its end.
 */
export function leavesPageEmpty(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure.kind === 'refused') return failure.problems.every(({ code }) => code !== 'FORBIDDEN');
  return failure.kind === 'bug';
}

function problemsIn(detail: unknown): readonly Problem[] {
  if (typeof detail !== 'object' || detail === null || !('problems' in detail)) return [];
  // The office checked the shape before it sent it (`refusalSchema`).
  return Array.isArray(detail.problems) ? (detail.problems as readonly Problem[]) : [];
}

function conflictIn(detail: unknown): Conflict | null {
  if (typeof detail !== 'object' || detail === null || !('conflict' in detail)) return null;
  // The office checked the shape before it sent it (`refusalSchema`).
  return (detail.conflict as Conflict | undefined) ?? null;
}

function referenceIn(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null || !('reference' in detail)) return null;
  return typeof detail.reference === 'string' ? detail.reference : null;
}
