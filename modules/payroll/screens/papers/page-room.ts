import type { PrintOptions } from '#renderer/kit/print/page-css.ts';
import type { PageRoom } from '../../rules/sheet-pages.ts';

/** How the rows of a list are set on a paper: letters as large as its columns leave, and how many rows that gives. */
export interface PageSetting extends PageRoom {
  /** In points. */
  readonly fontSize: number;
  /** In millimetres, like those below. */
  readonly rowHeight: number;
  readonly sumHeight: number;
  readonly headHeight: number;
  /** Of each column, as a share of the paper. */
  readonly shares: readonly number[];
}

/** What stands in a column of the paper. */
export interface ColumnTexts {
  readonly heading: string;
  readonly cells: readonly string[];
  /** What stands below the cells, in bold letters. */
  readonly sum?: string;
  /** Figures stand on one line, names and titles on two. */
  readonly isFigures: boolean;
  readonly isForHand?: boolean;
}

/** The sides of the papers, the shorter first, in millimetres. */
const sides = { A5: [148, 210], A4: [210, 297], A3: [297, 420] } as const;
/** Those that `pageCss` sets: above and below together, and at both sides. */
const MARGINS = { block: 32, inline: 24 };
/** What the browser rounds up, row by row. */
const SLACK = 4;
const POINT = 0.3528;
/** The largest and the smallest letters of a list, in points. */
const FONT = { most: 9, least: 4.5 };
const LINE = 1.3;
/** Free above and below the text of a row, by the number of its lines. */
const FREE = { 1: 2, 2: 0.9 } as const;
const HEADING_LINES = 3;
/** Below this size the names and titles go over two lines instead. */
const ONE_LINE_FONT = 7.5;
/** Words do not fill the first of two lines to its end. */
const WRAPPED = 0.62;
/** The widest column, unless the paper has room to spare, and what stands free beside each text, in letters' sizes. */
const WIDEST = 24;
const BESIDE = 1.1;
/** What a signature needs. */
const BY_HAND = 11;

/** Head of the paper: the letterhead by its lines, the title, the line below it. */
const head = (lines: number): number => Math.max(24, lines * 5.85) + 4 + 15 + 11;
const SIGNATURES = 31;

/** Sets a list on a paper: each column is as wide as what stands in it asks for, on one line or on two. */
export function pageSetting(
  columns: readonly ColumnTexts[],
  { pageSize, isLandscape }: PrintOptions,
  letterheadLines: number,
): PageSetting {
  const [short, long] = sides[pageSize];
  const inline = (isLandscape ? long : short) - MARGINS.inline;
  const block = (isLandscape ? short : long) - MARGINS.block - SLACK;
  const measured = columns.map(measure);
  const fontFor = (lines: 1 | 2): number => inline / (sum(measured.map((each) => widthOf(each, lines))) * POINT);
  const lines = fontFor(1) >= ONE_LINE_FONT ? 1 : 2;
  const spare = Math.max(0, inline / (FONT.most * POINT) - sum(measured.map((each) => widthOf(each, lines))));
  const widths = measured.map((each) => widthOf(each, lines, WIDEST + spare));
  const fontSize = Math.floor(Math.max(FONT.least, Math.min(FONT.most, fontFor(lines))) * 10) / 10;
  const line = fontSize * POINT * LINE;
  const [rowHeight, sumHeight, headHeight] = [line * lines + FREE[lines], line + 1.3, line * HEADING_LINES + 0.9];
  const rows = (space: number): number => Math.floor(space / rowHeight);
  // The page's own sum and what is carried on close each page; what is brought on opens those after the first.
  const body = block - headHeight - 2 * sumHeight;
  return {
    ...{ fontSize, rowHeight, sumHeight, headHeight },
    shares: widths.map((width) => width / sum(widths)),
    first: rows(body - head(letterheadLines)),
    next: rows(body - sumHeight),
    signatures: Math.ceil(SIGNATURES / rowHeight),
  };
}

/** What the texts of a column ask for, in letters' sizes. */
interface Measured {
  readonly heading: number;
  /** The widest cell on one line, and its longest word. */
  readonly whole: number;
  readonly word: number;
  readonly isFigures: boolean;
}

/** How much wider bold letters are. */
const BOLD = 1.12;

function measure({ heading, cells, sum: below = '', isFigures, isForHand = false }: ColumnTexts): Measured {
  const wordOf = (text: string): number => Math.max(...text.split(/\s+/u).map(textWidth));
  let [whole, word] = [textWidth(below) * BOLD, isForHand ? BY_HAND : 0];
  for (const cell of cells) {
    whole = Math.max(whole, textWidth(cell));
    word = Math.max(word, wordOf(cell));
  }
  return { heading: Math.max(wordOf(heading), textWidth(heading) / 2) * BOLD, whole, word, isFigures };
}

function widthOf({ heading, whole, word, isFigures }: Measured, lines: 1 | 2, widest = WIDEST): number {
  const cells = isFigures || lines === 1 ? Math.max(whole, word) : Math.max(whole * WRAPPED, word);
  return Math.min(widest, Math.max(heading, cells)) + BESIDE;
}

/** The tail that most letters have at the end of a word. */
const TAIL = 0.3;

/** How wide a text is in the letters of the papers (Noto Naskh Arabic), in letters' sizes. */
function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += signWidth(sign);
  return width + TAIL * (text.match(/\p{Script=Arabic}(?!\p{Script=Arabic})/gu)?.length ?? 0);
}

function signWidth(sign: string): number {
  if (/[ ,.٬٫:·|/-]/u.test(sign)) return 0.3;
  if (/\p{Nd}/u.test(sign)) return 0.56;
  if (/\p{Cf}/u.test(sign)) return 0;
  // The letters with teeth and loops are the wide ones: without them مخصصات would not fit.
  if (/[صض]/u.test(sign)) return 0.95;
  if (/[سش]/u.test(sign)) return 0.86;
  if (/[جحخم]/u.test(sign)) return 0.56;
  if (/[اأإآلدذرزو]/u.test(sign)) return 0.36;
  return /\p{Script=Arabic}/u.test(sign) ? 0.4 : 0.76;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
