import { isLocalDate, isMonth } from '#kernel/date.ts';
import type { Writer } from '#renderer/locale/display.tsx';
import type { Text } from '#renderer/locale/text.ts';

/** What can be said about a value of a record whose kind of field is known: for the timeline and the conflict view. */
export interface ValueWords {
  readonly writer: Writer;
  readonly text: Text;
  /** The word for an option such as a state: the module's own, or null. */
  readonly optionLabel: (key: string, value: string) => string | null;
  /** The name of what a number points to, such as an office of the ministry; null where it is only a number. */
  readonly numberedLabel: (key: string, value: number) => string | null;
  readonly fieldLabel: (key: string) => string;
}

/** A value as people read it. Nothing is shown as a dash, so that "emptied" can be told from "unchanged". */
export function shownValue(
  field: { readonly key: string; readonly kind: string },
  value: unknown,
  words: ValueWords,
): string {
  const { writer, text } = words;
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return text(value ? 'kit.yes' : 'kit.no');
  if (Array.isArray(value)) return writer.list(value.map((each) => shownValue(field, each, words)));
  if (typeof value === 'number') return words.numberedLabel(field.key, value) ?? shownNumber(field.kind, value, writer);
  if (typeof value === 'string') {
    if (isLocalDate(value)) return writer.date(value);
    if (field.kind === 'month' && isMonth(value)) return writer.month(value);
    return words.optionLabel(field.key, value) ?? (isPath(value) ? `\u2066${value}\u2069` : value);
  }
  return typeof value === 'object' ? shownParts(field.kind, { ...value }, words) : JSON.stringify(value);
}

/** A path or an address of the net runs from the left, also between Arabic words: it is told between marks for that. */
function isPath(value: string): boolean {
  return /^(?:\/|\\\\|[a-z]:[/\\]|https?:\/\/)\S/iu.test(value);
}

/** Something with a title is told by it, anything else part by part: `الموظفون: 60 · الصافي: 46,036,311`. */
function shownParts(kind: string, parts: Readonly<Record<string, unknown>>, words: ValueWords): string {
  const title = parts['titleAr'] ?? parts['nameAr'];
  if (typeof title === 'string') return title;
  return Object.entries(parts)
    .map(([key, value]) => `${words.fieldLabel(key)}: ${shownValue({ key, kind }, value, words)}`)
    .join(' · ');
}

function shownNumber(kind: string, value: number, writer: Writer): string {
  return kind === 'moment' ? writer.moment(value) : writer.number(value);
}

/** A value that need not be shown: an empty field, a switch that is off. */
export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false;
}
