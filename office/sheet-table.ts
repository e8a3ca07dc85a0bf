import { latinDigits } from '#kernel/digits.ts';
import { fold } from '#kernel/text/fold.ts';
import type { skipCauses } from './contract/index.ts';

/** Cells as text, every row of the sheet with the blank ones: the first is row 1 of the file. */
export type Table = readonly (readonly string[])[];

export type SkipCause = (typeof skipCauses)[number];

export interface SkippedRow {
  /** In the file, from 1. */
  readonly row: number;
  readonly cause: SkipCause;
  /** What it begins with, for the eye that looks for it. */
  readonly words: string;
}

export interface ReadTable {
  readonly headings: string[];
  readonly rows: string[][];
  /** In the file, from 1: of each of `rows`. */
  readonly rowNumbers: number[];
  readonly skipped: SkippedRow[];
}

/** Between the heading of a group of columns and that of one of them. */
export const GROUP_SIGN = ' › ';

/** The headings stand within this many filled rows; above them are titles. */
const HEADING_SEARCH_ROWS = 15;
/** By so many rows the width of a table is judged. */
const WIDTH_SAMPLE_ROWS = 60;
const LABEL_LENGTH = 120;
const WORDS_LENGTH = 120;

interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * A sheet as offices keep it, as headings and rows: titles above the headings are passed over, headings of two lines
 * become one (`المخصصات › النقل`), blank rows go, and so do rows of totals, repeated headings, a row that only numbers
 * the columns, and signatures below the totals; each of these is named, so that nothing is left out unseen.
 */
export function readTable(table: Table): ReadTable {
  const lines = table
    .map((cells, index): Line => ({ row: index + 1, cells: cells.map(plainCell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const { headings, end } = headingsOf(lines);
  const body = lines.slice(end);
  const lastTotal = body.findLastIndex((line) => isTotal(line));
  const skipped: SkippedRow[] = [];
  const kept = body.filter((line, index) => {
    const cause = causeToSkip(line, { headings, isBelow: lastTotal >= 0 && index > lastTotal });
    if (cause === null) return true;
    skipped.push({ row: line.row, cause, words: wordsOf(line) });
    return false;
  });
  return {
    headings,
    rows: kept.map(({ cells }) => [...cells]),
    rowNumbers: kept.map(({ row }) => row),
    skipped,
  };
}

function plainCell(cell: string): string {
  return cell.replace(/[\s\u00A0]+/gu, ' ').trim();
}

function headingsOf(lines: readonly Line[]): { readonly headings: string[]; readonly end: number } {
  const at = headingLine(lines);
  const line = lines[at];
  if (line === undefined) return { headings: [], end: 0 };
  const next = lines[at + 1];
  if (next && next.row === line.row + 1 && isSecondLine(line.cells, next.cells)) {
    return { headings: joined(line.cells, next.cells), end: at + 2 };
  }
  const above = lines[at - 1];
  if (above && above.row === line.row - 1 && isFirstLine(above.cells, line.cells)) {
    return { headings: joined(above.cells, line.cells), end: at + 1 };
  }
  return { headings: [...line.cells], end: at + 1 };
}

/** The first row that names half of the columns or more; where none does, the first that is filled best. */
function headingLine(lines: readonly Line[]): number {
  const first = lines.slice(0, HEADING_SEARCH_ROWS);
  const width = Math.max(0, ...lines.slice(0, WIDTH_SAMPLE_ROWS).map(({ cells }) => filledIn(cells)));
  const found = first.findIndex(({ cells }) => {
    const labels = cells.filter(isLabel).length;
    return labels >= Math.max(2, width / 2) && labels >= filledIn(cells) * 0.8;
  });
  if (found >= 0) return found;
  const counts = first.map(({ cells }) => filledIn(cells));
  return counts.indexOf(Math.max(0, ...counts));
}

/** Does this row only name columns under the groups of the row above, or those that it left blank? */
function isSecondLine(first: readonly string[], second: readonly string[]): boolean {
  const filled = [...second.keys()].filter((column) => second[column] !== '');
  const isOpen = (column: number): boolean => column < first.length && (first[column] ?? '') === '';
  const width = Math.max(first.length, second.length);
  return (
    filled.length > 0 &&
    filled.every((column) => isLabel(second[column] ?? '')) &&
    filled.some((column) => isOpen(column)) &&
    // Under the name of a group stands that of its first column; beside it the name of the group goes on, blank.
    filled.every((column) => isOpen(column) || (column + 1 < width && isOpen(column + 1)))
  );
}

/** Does the row above name every column that this one leaves blank, or tell apart those that it names twice? */
function isFirstLine(first: readonly string[], second: readonly string[]): boolean {
  const labels = first.filter((cell) => cell !== '');
  if (labels.length < 2 || !labels.every(isLabel)) return false;
  const width = Math.max(first.length, second.length);
  const blank = Array.from({ length: width }, (_, column) => column).filter((column) => !second[column]);
  const names = second.filter((cell) => cell !== '').map(fold);
  const isDoubled = new Set(names).size < names.length;
  return (blank.length > 0 || isDoubled) && blank.every((column) => (first[column] ?? '') !== '');
}

/** Two lines as one: a group's name goes on over the blank cells beside it, as merged cells do. */
function joined(first: readonly string[], second: readonly string[]): string[] {
  let group = '';
  return Array.from({ length: Math.max(first.length, second.length) }, (_, column) => {
    const above = first[column] ?? '';
    const below = second[column] ?? '';
    if (above !== '') group = above;
    if (below === '') {
      if (above === '') group = '';
      return above;
    }
    return group === '' || fold(group) === fold(below) ? below : `${group}${GROUP_SIGN}${below}`;
  });
}

function causeToSkip(
  line: Line,
  { headings, isBelow }: { readonly headings: readonly string[]; readonly isBelow: boolean },
): SkipCause | null {
  const { cells } = line;
  if (isTotal(line)) return 'total';
  if (isHeadingAgain(cells, headings)) return 'heading';
  if (isNumbering(cells)) return 'numbering';
  return isBelow && filledIn(cells) <= headings.length / 2 && !cells.some(isFigure) ? 'below' : null;
}

const totals = [
  ...['المجموع', 'مجموع', 'الاجمالي', 'اجمالي', 'المنقول', 'ما قبله', 'الجمع', 'المجموع الكلي', 'المجموع العام'],
  ...['total', 'totals', 'subtotal', 'grand total', 'sum', 'كۆی گشتی', 'کۆ', 'سەرجەم'],
].map(fold);
/** A row of totals says little beside its figures; a person's row has his name and more. */
const TOTAL_WORDS = 2;

function isTotal({ cells }: Line): boolean {
  const words = cells.filter((cell) => cell !== '' && !isFigure(cell));
  const [label = ''] = words;
  const folded = fold(label).replace(/[:.]/gu, '').trim();
  return words.length <= TOTAL_WORDS && totals.some((word) => folded === word || folded.startsWith(`${word} `));
}

/** Sheets that were made for printing repeat their heading on each page. */
function isHeadingAgain(cells: readonly string[], headings: readonly string[]): boolean {
  const filled = [...cells.keys()].filter((column) => cells[column] !== '');
  const isName = (column: number): boolean => {
    const parts = (headings[column] ?? '').split(GROUP_SIGN).map(fold);
    return parts.includes(fold(cells[column] ?? ''));
  };
  return filled.length >= 2 && filled.every(isName);
}

/** 1, 2, 3 … under the headings. */
function isNumbering(cells: readonly string[]): boolean {
  const figures = cells.filter((cell) => cell !== '').map((cell) => latinDigits(cell));
  return figures.length >= 4 && figures.every((figure, index) => figure === String(index + 1));
}

function filledIn(cells: readonly string[]): number {
  return cells.filter((cell) => cell !== '').length;
}

/** A short text that is no figure and no date. */
function isLabel(cell: string): boolean {
  return cell !== '' && cell.length <= LABEL_LENGTH && /\p{L}/u.test(cell) && !isFigure(cell) && !/^\d{5,}/u.test(cell);
}

/** A number, an amount, a percentage or a date, in figures of either kind. */
function isFigure(cell: string): boolean {
  return /^[-+(]?\d[\d\s.,٫٬/\-:%٪)]*$/u.test(latinDigits(cell));
}

function wordsOf({ cells }: Line): string {
  return cells
    .filter((cell) => cell !== '')
    .slice(0, 3)
    .join(' · ')
    .slice(0, WORDS_LENGTH);
}
