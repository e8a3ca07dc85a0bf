import type { z } from 'zod';
import type { PackageRules } from '#modules/regulation/contract/rule.ts';
import { bookOfPackage } from '../rules/book-of-package.ts';
import { judgeFacts } from '../rules/judge-facts.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { slipOf, type Arrears, type Slip } from '../rules/slip.ts';
import { zCase } from './format.ts';
import { factsOfCase, rulesOfCase } from './read.ts';

/** The result of a case (payroll-contract §11), or why it has none. */
export type CaseResult = ReturnType<typeof resultOf> | CaseError;

export interface CaseError {
  readonly error: string;
  readonly message: string;
}

/**
 * Calculates neutral cases under the rules of a package. Each case has its result under its id; one that cannot be
 * calculated has an error there (`CASE_INVALID`, or the code of `judgeFacts`) and does not stop the others.
 */
export function calculateCases(cases: readonly unknown[], rules: PackageRules): Readonly<Record<string, CaseResult>> {
  const book = bookOfPackage(rules);
  if (!book.ok) return {};
  return Object.fromEntries(cases.map((raw, index) => [idOf(raw, index), calculateCase(raw, book.value)]));
}

function calculateCase(raw: unknown, book: RuleBook): CaseResult {
  const parsed = zCase.safeParse(raw);
  if (!parsed.success) return { error: 'CASE_INVALID', message: messageOf(parsed.error) };
  const facts = factsOfCase(parsed.data);
  const rulesOf = rulesOfCase(book, parsed.data);
  const verdict = judgeFacts(parsed.data.month, facts, rulesOf);
  if (!verdict.ok) {
    const [problem] = verdict.problems;
    const params = Object.entries(problem?.params ?? {}).map(([name, value]) => `${name}: ${value}`);
    const code = problem?.code ?? 'CASE_INVALID';
    return { error: code, message: params.length === 0 ? code : params.join(', ') };
  }
  try {
    return resultOf(slipOf(parsed.data.month, facts, rulesOf));
  } catch (error) {
    // Amounts beyond what can be counted end in an assertion; the other cases go on.
    return { error: 'CASE_NOT_CALCULABLE', message: error instanceof Error ? error.message : String(error) };
  }
}

/** The id of a case; one without gets its place in the file, counted from 1. */
function idOf(raw: unknown, index: number): string {
  const id: unknown = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`;
}

function messageOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}

function resultOf(slip: Slip) {
  return {
    lines: slip.lines,
    gross: slip.gross,
    deductions: slip.deductions.map(withoutEmptyRef),
    regular_net: slip.regularNet,
    arrears: arrearsResult(slip.arrears),
    net: slip.net,
    state_share: slip.stateShare,
    carry_forward: slip.carryForward.map(withoutEmptyRef),
    warnings: slip.warnings.map(({ amount, ...warning }) => ({
      ...withoutEmptyRef(warning),
      ...(amount === null ? {} : { amount }),
    })),
  };
}

function arrearsResult({ stateShare, lines, gross, deductions, net }: Arrears) {
  return { lines, gross, deductions, net, state_share: stateShare };
}

function withoutEmptyRef<T extends { readonly ref: string | null }>({ ref, ...rest }: T) {
  return ref === null ? rest : { ...rest, ref };
}
