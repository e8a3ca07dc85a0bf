import type { ReactNode } from 'react';
import type { StatusTone } from '../status-tag.tsx';

export type ColumnKind = 'text' | 'money' | 'number' | 'date' | 'month' | 'moment' | 'boolean' | 'enum' | 'custom';
export type CellValue = string | number | boolean | null;

/** One value of a fixed list. */
export interface ColumnOption {
  readonly value: string;
  /** Already translated. */
  readonly label: string;
  readonly tone?: StatusTone;
}

/** One column of a grid: what it says, what kind of value it holds, and where the value comes from. */
export interface Column<Row> {
  readonly key: string;
  /** Already translated. */
  readonly title: string;
  readonly kind: ColumnKind;
  /** A day as `YYYY-MM-DD`, a month as `YYYY-MM`, a moment in milliseconds, an option by its value. */
  readonly value: (row: Row) => CellValue;
  readonly width?: number;
  /** For `enum`. */
  readonly options?: readonly ColumnOption[];
  /** Draws the cell in place of the written value; sorting, searching and export still go by the value. */
  readonly render?: (row: Row) => ReactNode;
  /** What the row of totals shows below the column. */
  readonly total?: 'sum' | 'count';
  /** Not shown until the user asks for it. */
  readonly isHidden?: boolean;
  /** Stays in view when the grid is moved sideways. */
  readonly pin?: 'start';
  /** Codes and numbers of papers, written from the left in every language. */
  readonly isLtr?: boolean;
  /** On paper, room to write by hand: a signature. */
  readonly isForHand?: boolean;
}

/** Does a column of this kind hold figures, which stand at the end of their cell? */
export function isFigures(kind: ColumnKind): boolean {
  return kind === 'money' || kind === 'number';
}

/** How wide a column is as its screen designed it: never narrower than its heading. */
export function defaultWidth<Row>(column: Column<Row>): number {
  return Math.max(column.width ?? usualWidth(column.kind), headingWidth(column.title));
}

/** The letters of a heading by their mean width, and what stands free at both sides. */
function headingWidth(title: string): number {
  return Math.ceil(title.length * (/\p{Script=Latin}/u.test(title) ? 7.4 : 6.6)) + 18;
}

function usualWidth(kind: ColumnKind): number {
  switch (kind) {
    case 'money':
      return 130;
    case 'number':
      return 100;
    case 'date':
    case 'month':
    case 'enum':
      return 130;
    case 'moment':
      return 150;
    case 'boolean':
      return 120;
    case 'text':
    case 'custom':
      return 180;
    default:
      return kind satisfies never;
  }
}
