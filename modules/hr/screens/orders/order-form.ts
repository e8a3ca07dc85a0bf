import { z } from 'zod';
import type { Problem } from '#kernel/verdict.ts';
import { zOptionalText, zRequired } from '#modules/contract.ts';
import { plainNumber } from '../../rules/papers.ts';
import {
  orderFields,
  termsOfKind,
  zTerms,
  type DraftedKind,
  type EmployeeListRow,
  type OrderInput,
  type OrderLineRow,
  type TermKey,
  type Terms,
} from '../../contract/index.ts';

/** A line as it is typed: the employee's number, his name beside it, and the terms. */
export const lineEntry = z.object({
  ...zTerms.omit({ issuer: true }).shape,
  // The paper has an issuer of its own.
  thanksIssuer: zTerms.shape.issuer,
  number: zRequired(30),
  name: z.string().nullish(),
  note: zOptionalText(500).nullish(),
});
export const orderForm = z.object({
  ...orderFields,
  // Tab behind the last cell begins a row that nobody need fill.
  lines: z.preprocess(
    (rows) => (Array.isArray(rows) ? rows.filter(isBegun) : rows),
    z.array(lineEntry).min(1).max(2000),
  ),
});
export type OrderForm = z.output<typeof orderForm>;

/** Has anything been typed in this row? */
function isBegun(row: unknown): boolean {
  return typeof row === 'object' && row !== null && Object.values(row).some((value) => value !== null && value !== '');
}

/** The column in which a term is typed. */
export function columnOfTerm(key: TermKey): string {
  return key === 'issuer' ? 'thanksIssuer' : key;
}

/** The terms of a kind of order, in the order in which they are typed: the first day stands before the last. */
export function termsOf(kind: string): readonly TermKey[] {
  const terms = kind in termsOfKind ? termsOfKind[kind as DraftedKind] : undefined;
  const keys: readonly TermKey[] = terms === undefined ? [] : [...terms.required, ...terms.optional];
  if (!keys.includes('on') || !keys.includes('to')) return keys;
  return keys.filter((key) => key !== 'on').flatMap((key): readonly TermKey[] => (key === 'to' ? ['on', 'to'] : [key]));
}

/** Must this term be there in an order of this kind? */
export function isRequiredTerm(kind: string, key: TermKey): boolean {
  const required: readonly TermKey[] = kind in termsOfKind ? termsOfKind[kind as DraftedKind].required : [];
  return required.includes(key);
}

/** What is wrong with single cells, by the rows that are shown; rows that nobody began are not sent and not counted. */
export function cellProblems(
  problems: readonly Problem[],
  rows: readonly unknown[],
): readonly { readonly row: number; readonly problems: readonly Problem[] }[] {
  const begun = rows.flatMap((row, index) => (isBegun(row) ? [index] : []));
  const placed = problems.flatMap((problem) => {
    const [, line, field] = /^lines\.(\d+)\.(\w+)$/.exec(problem.field ?? '') ?? [];
    const row = line === undefined ? undefined : begun[Number(line)];
    if (row === undefined || field === undefined) return [];
    // In the cell itself there is no need to name row and employee.
    const code = problem.code === 'TERM_REQUIRED' ? 'VALUE_REQUIRED' : problem.code;
    return [{ row, problem: { ...problem, code, field } }];
  });
  return [...Map.groupBy(placed, ({ row }) => row)].map(([row, found]) => ({
    ...{ row, problems: found.map(({ problem }) => problem) },
  }));
}

/**
 * Whom a line can name: by his number in the office or, where he has none, by his national card; the same word is shown
 * when a draft is opened again.
 */
export function staffByWord(staff: readonly EmployeeListRow[]): ReadonlyMap<string, EmployeeListRow> {
  return new Map(
    // Numbers last: where a card and a number are the same figures, the number is meant.
    [
      ...staff.map((row) => [row.nationalCard, row] as const),
      ...staff.map((row) => [row.number, row] as const),
    ].flatMap(([word, row]) => (word === null ? [] : [[word, row]])),
  );
}

/** The lines of a draft as they were typed. */
export function entriesOf(
  lines: readonly OrderLineRow[],
  staff: readonly EmployeeListRow[],
): readonly Readonly<Record<string, unknown>>[] {
  const byId = new Map(staff.map((row) => [row.id, row]));
  return lines.map(({ employeeId, number, fullName, terms: { issuer, ...terms }, note }) => ({
    ...terms,
    thanksIssuer: issuer ?? null,
    number: number ?? byId.get(employeeId)?.nationalCard ?? '',
    name: fullName,
    note,
  }));
}

/** The typed order as it is sent: numbers become employees; a number that nobody has keeps its row out. */
export function orderOf(
  form: OrderForm,
  staff: readonly EmployeeListRow[],
): OrderInput | { readonly unknown: string; readonly line: number } {
  const byWord = staffByWord(staff);
  const lines: OrderInput['lines'] = [];
  const keys = termsOf(form.kind);
  for (const [line, { number, note = null, ...typed }] of form.lines.entries()) {
    const employeeId = byWord.get(plainNumber(number))?.id;
    if (employeeId === undefined) return { unknown: number, line };
    const terms: Terms = Object.fromEntries(
      keys.flatMap((key) => {
        const value = key === 'issuer' ? typed.thanksIssuer : typed[key];
        return value === null || value === undefined ? [] : [[key, value]];
      }),
    );
    lines.push({ employeeId, terms, note });
  }
  return { ...form, lines };
}
