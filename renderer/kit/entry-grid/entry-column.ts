import { isLocalDate, isMonth, monthParts } from '#kernel/date.ts';
import { parseMonthInput } from '#kernel/display.ts';
import { parseMoney } from '#kernel/money-input.ts';
import { fold } from '#kernel/text/fold.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Writer } from '#renderer/locale/display.tsx';
import { parseDay } from '../fields/day-input.ts';
import { parseNumber } from '../fields/number-field.tsx';

export type EntryValue = string | number | boolean | null;
export type EntryRow = Readonly<Record<string, unknown>>;

/** One column of a grid in which rows are typed. */
export interface EntryColumn {
  readonly key: string;
  /** Already translated. */
  readonly title: string;
  readonly kind: 'text' | 'money' | 'number' | 'date' | 'month' | 'enum' | 'boolean';
  readonly width?: number;
  /** Known by their labels and, where they have one, by a code. */
  readonly options?: readonly { readonly value: string; readonly label: string; readonly code?: string }[];
  /** Marked in its heading, as the fields of a form are. */
  readonly isRequired?: boolean;
  readonly isLtr?: boolean;
  readonly isReadOnly?: boolean;
}

export interface EntryWords {
  readonly writer: Writer;
  readonly yes: string;
  readonly no: string;
}

/** What was typed or pasted into a cell, as the value of its column; refuses what cannot be one. */
export function readEntry(column: EntryColumn, text: string, words: EntryWords): Verdict<EntryValue> {
  const trimmed = text.trim();
  if (trimmed === '') return accept(column.kind === 'text' ? '' : null);
  switch (column.kind) {
    case 'text':
      return accept(trimmed);
    case 'money':
      return parseMoney(trimmed);
    case 'number':
      return parseNumber(trimmed, {});
    case 'date':
      return parseDay(trimmed);
    case 'month':
      return parseMonthInput(trimmed);
    case 'enum':
      return readOption(column, trimmed);
    case 'boolean':
      return readYesNo(trimmed, words);
    default:
      return column.kind satisfies never;
  }
}

/** A value as it stands in its cell, and as it is edited and copied. A text that could not be read stays a text. */
export function writeEntry(column: EntryColumn, value: unknown, { writer, yes, no }: EntryWords): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') return writer.number(value);
  if (typeof value !== 'string') return '';
  if (column.kind === 'date' && isLocalDate(value)) return writer.shortDate(value);
  if (column.kind === 'month' && isMonth(value)) {
    return writer.digits(`${String(monthParts(value).month).padStart(2, '0')}/${value.slice(0, 4)}`);
  }
  if (column.kind === 'enum') return column.options?.find((option) => option.value === value)?.label ?? value;
  return value;
}

function readOption(column: EntryColumn, text: string): Verdict<string> {
  const wanted = fold(text);
  const options = column.options ?? [];
  const exact =
    options.find(({ value, label }) => fold(label) === wanted || fold(value) === wanted) ??
    options.find(({ code }) => code !== undefined && fold(code) === wanted);
  const begun = options.filter(({ label }) => fold(label).startsWith(wanted));
  const found = exact ?? (begun.length === 1 ? begun[0] : undefined);
  return found ? accept(found.value) : refuse('NOT_IN_LIST');
}

function readYesNo(text: string, { yes, no }: EntryWords): Verdict<boolean> {
  const wanted = fold(text);
  if ([yes, 'نعم', 'yes', '1', 'x', '✓'].map(fold).includes(wanted)) return accept(true);
  return [no, 'لا', 'كلا', 'no', '0'].map(fold).includes(wanted) ? accept(false) : refuse('YES_OR_NO');
}
