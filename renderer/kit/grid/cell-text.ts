import { isLocalDate, isMonth } from '#kernel/date.ts';
import type { Writer } from '#renderer/locale/display.tsx';
import type { CellValue, Column } from './column.ts';

/** The words for yes and no, in the user's language. */
export interface YesNo {
  readonly yes: string;
  readonly no: string;
}

/** A value as it stands in its cell, and as a search finds it. */
export function cellText<Row>(column: Column<Row>, value: CellValue, writer: Writer, words: YesNo): string {
  if (value === null || value === '') return '';
  switch (column.kind) {
    case 'money':
    case 'number':
      return typeof value === 'number' ? writer.number(value) : String(value);
    case 'date':
      return typeof value === 'string' && isLocalDate(value) ? writer.shortDate(value) : String(value);
    case 'month':
      return typeof value === 'string' && isMonth(value) ? writer.month(value) : String(value);
    case 'moment':
      return typeof value === 'number' ? writer.moment(value) : String(value);
    case 'boolean':
      return value === true ? words.yes : words.no;
    case 'enum':
      return column.options?.find((option) => option.value === value)?.label ?? String(value);
    case 'text':
    case 'custom':
      return String(value);
    default:
      return column.kind satisfies never;
  }
}
