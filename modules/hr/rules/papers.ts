import { addMonths, type LocalDate } from '#kernel/date.ts';
import { isIraqiIban, plainIban } from '#kernel/iban.ts';
import { latinDigits } from '#kernel/digits.ts';
import { nameKey } from '#kernel/text/name.ts';
import { overlaps } from '#kernel/range.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { AccountRow, DependantRow, NumberRow } from '../contract/index.ts';

/** What can be judged of an employee's papers without the office (domain sheet §6.1). */

interface Names {
  readonly firstName: string;
  readonly fatherName: string;
  readonly grandfatherName: string;
  readonly greatGrandfatherName: string | null;
  readonly surname: string | null;
}

/** The five parts as one name (الاسم الرباعي واللقب). */
export function fullNameOf(names: Names): string {
  return [names.firstName, names.fatherName, names.grandfatherName, names.greatGrandfatherName, names.surname]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}

/** The same for two entries of one person: his folded name, his birth date, his mother's name. */
export function personKey(person: Likeness): string {
  return [nameKey(person.fullName), person.birthDate ?? '', nameKey(person.motherName ?? '')].join('|');
}

/**
 * May these be one person? Their folded names and their birth dates are the same, and so are their mothers' names where
 * both are known. Without a birth date too many people are called alike.
 */
export function areAlike(left: Likeness, right: Likeness): boolean {
  const mothers = [left.motherName ?? '', right.motherName ?? ''].map(nameKey);
  return (
    left.birthDate !== null &&
    left.birthDate === right.birthDate &&
    nameKey(left.fullName) === nameKey(right.fullName) &&
    (mothers.includes('') || mothers[0] === mothers[1])
  );
}

interface Likeness {
  readonly fullName: string;
  readonly birthDate: LocalDate | null;
  readonly motherName: string | null;
}

interface Papers {
  readonly nationalCard: string | null;
  readonly phone: string | null;
  readonly birthDate: LocalDate | null;
}

/** Card, telephone and birth date as the papers write them, in Latin figures and without spaces. */
export function plainPapers<T extends Papers>(papers: T): T {
  return { ...papers, nationalCard: figuresOf(papers.nationalCard), phone: phoneOf(figuresOf(papers.phone)) };
}

/** With the leading zero that Excel takes away from a number, and without the code of the country. */
function phoneOf(figures: string | null): string | null {
  return figures?.replace(/^(?:(?:\+|00)?964)?0?(?=7\d{9}$)/u, '0') ?? null;
}

/** Is the card one of twelve digits, the telephone one of 07 and nine more, the age one of a working life? */
export function judgePapers({ nationalCard, phone, birthDate }: Papers, today: LocalDate): Verdict {
  const isAge = birthDate === null || (birthDate <= addMonths(today, -15 * 12) && birthDate >= addMonths(today, -1200));
  return all(
    nationalCard === null || /^\d{12}$/.test(nationalCard)
      ? accept()
      : refuse('NATIONAL_CARD_FORM', { length: nationalCard.length }, 'nationalCard'),
    phone === null || /^07\d{9}$/.test(phone) ? accept() : refuse('PHONE_FORM', undefined, 'phone'),
    isAge ? accept() : refuse('BIRTH_DATE_RANGE', undefined, 'birthDate'),
  );
}

function figuresOf(value: string | null): string | null {
  if (value === null) return null;
  const plain = latinDigits(value).replace(/[\s\-./]/gu, '');
  return plain === '' ? null : plain;
}

/** An IBAN of Iraq, in Latin figures and as it is kept. Refuses its length or form, and a wrong check number. */
export function judgeIban(value: string): Verdict<string> {
  const iban = keptIban(value);
  if (!/^IQ\d{2}[A-Z]{4}\d{15}$/.test(iban)) return refuse('IBAN_FORM', { length: iban.length }, 'iban');
  return isIraqiIban(iban) ? accept(iban) : refuse('IBAN_CHECK', undefined, 'iban');
}

/** Latin figures and capitals, without spaces, however it was typed. */
export function keptIban(value: string): string {
  return plainIban(latinDigits(value));
}

/** A number by which somebody is known, as it is kept: in Latin figures, so that ١٠٠١ and 1001 meet. */
export function plainNumber(value: string): string {
  return latinDigits(value).trim();
}

export function judgeNumbers(rows: readonly NumberRow[]): Verdict {
  return all(...rows.map((row, index) => inOrder(row.validFrom, row.validTo, `rows.${index}.validTo`)));
}

/** IBANs are right, periods run forwards, and one salary goes to one account at a time. */
export function judgeAccounts(rows: readonly AccountRow[]): Verdict<readonly AccountRow[]> {
  const clean = rows.map((row) => ({ ...row, iban: row.iban === null ? null : keptIban(row.iban) }));
  const verdict = all(
    ...rows.flatMap((row, index) => [
      row.iban === null ? accept() : at(judgeIban(row.iban), `rows.${index}.iban`, index),
      inOrder(row.validFrom, row.validTo, `rows.${index}.validTo`),
    ]),
    ...rows.map((row, index) =>
      rows.slice(0, index).some((other) => overlaps(rangeOf(row), rangeOf(other)))
        ? refuse('ACCOUNTS_OVERLAP', { row: index + 1 }, `rows.${index}.validFrom`)
        : accept(),
    ),
  );
  return verdict.ok ? accept(clean) : verdict;
}

export function judgeDependants(rows: readonly DependantRow[]): Verdict {
  return all(
    ...rows.flatMap((row, index) => [
      inOrder(row.allowanceFrom, row.allowanceTo, `rows.${index}.allowanceTo`),
      inOrder(row.taxFrom, row.taxTo, `rows.${index}.taxTo`),
    ]),
  );
}

function rangeOf({ validFrom, validTo }: AccountRow): { readonly from: LocalDate; readonly to: LocalDate | null } {
  return { from: validFrom, to: validTo };
}

function inOrder(from: LocalDate | null, to: LocalDate | null, field: string): Verdict {
  return from !== null && to !== null && to < from ? refuse('PERIOD_REVERSED', undefined, field) : accept();
}

function at(verdict: Verdict<unknown>, field: string, index: number): Verdict<unknown> {
  if (verdict.ok) return verdict;
  return {
    ok: false,
    problems: verdict.problems.map((problem) => ({
      ...problem,
      field,
      params: { ...problem.params, row: index + 1 },
    })),
  };
}
