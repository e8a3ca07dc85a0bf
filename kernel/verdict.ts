/** The answer of a rule: yes, with a value where there is one, or no, with the reasons in the user's terms. */

/** One reason for a "no": a code that every language has a sentence for, its values, and the field it is about. */
export interface Problem {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly field?: string;
}

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused {
  readonly ok: false;
  readonly problems: Problem[];
}

export type Verdict<T = void> = Accepted<T> | Refused;

/** Yes. */
export function accept(): Accepted<void>;
/** Yes, and this is what came of it. */
export function accept<T>(value: T): Accepted<T>;
export function accept(value?: unknown): Accepted<unknown> {
  return { ok: true, value };
}

/** No, for one reason. */
export function refuse(code: string, params?: Problem['params'], field?: string): Refused {
  return { ok: false, problems: [{ code, ...(params && { params }), ...(field !== undefined && { field }) }] };
}

/** Yes when every verdict is; otherwise no, with the problems of all of them, in their order. */
export function all(...verdicts: readonly Verdict<unknown>[]): Verdict {
  const problems = verdicts.flatMap((verdict) => (verdict.ok ? [] : verdict.problems));
  return problems.length > 0 ? { ok: false, problems } : accept();
}

/** The values of all verdicts in their order, or the problems of all that refused. */
export function allValues<T>(verdicts: readonly Verdict<T>[]): Verdict<T[]> {
  const values: T[] = [];
  const problems: Problem[] = [];
  for (const verdict of verdicts) {
    if (verdict.ok) values.push(verdict.value);
    else problems.push(...verdict.problems);
  }
  return problems.length > 0 ? { ok: false, problems } : accept(values);
}

/** The next question, asked only when this one was answered with yes. */
export function andThen<T, U>(verdict: Verdict<T>, next: (value: T) => Verdict<U>): Verdict<U> {
  return verdict.ok ? next(verdict.value) : verdict;
}

/** The same verdict, its problems laid at a field that they did not name themselves. */
export function atField<T>(verdict: Verdict<T>, field: string): Verdict<T> {
  if (verdict.ok) return verdict;
  return { ok: false, problems: verdict.problems.map((problem) => ({ ...problem, field: problem.field ?? field })) };
}
