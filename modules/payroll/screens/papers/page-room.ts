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
  /** Figures stand on one line, names and titles on two. */
  readonly isFigures: boolean;
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
/** Lines of a heading. */
const HEADING_LINES = 4;
/** Of the width of a letter's size: a letter of Arabic, any other sign, what stands free beside the text. */
const WIDTH = { arabic: 0.47, other: 0.6, free: 1, most: 22 };
/** Words do not fill the first of two lines to its end. */
const WRAPPED = 0.62;

/** Head of the paper: the letterhead by its lines, the title, the line below it. */
const head = (lines: number): number => Math.max(24, lines * 5.85) + 4 + 15 + 11;
const SIGNATURES = 31;

/** Sets a list on a paper: each column is as wide as what stands in it asks for. */
export function pageSetting(
  columns: readonly ColumnTexts[],
  { pageSize, isLandscape }: PrintOptions,
  letterheadLines: number,
): PageSetting {
  const [short, long] = sides[pageSize];
  const inline = (isLandscape ? long : short) - MARGINS.inline;
  const block = (isLandscape ? short : long) - MARGINS.block - SLACK;
  const widths = columns.map(widthOf);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const fitting = inline / (total * POINT);
  const fontSize = Math.floor(Math.max(FONT.least, Math.min(FONT.most, fitting)) * 10) / 10;
  const line = fontSize * POINT * LINE;
  const [rowHeight, sumHeight, headHeight] = [line * 2 + 0.9, line + 1.3, line * HEADING_LINES + 0.9];
  const rows = (space: number): number => Math.floor(space / rowHeight);
  // The page's own sum and what is carried on close each page; what is brought on opens those after the first.
  const body = block - headHeight - 2 * sumHeight;
  return {
    ...{ fontSize, rowHeight, sumHeight, headHeight },
    shares: widths.map((width) => width / total),
    first: rows(body - head(letterheadLines)),
    next: rows(body - sumHeight),
    signatures: Math.ceil(SIGNATURES / rowHeight),
  };
}

/** In letters' sizes. */
function widthOf({ heading, cells, isFigures }: ColumnTexts): number {
  const words = Math.max(...heading.split(/\s+/u).map(textWidth), textWidth(heading) / HEADING_LINES);
  const lines = cells.map((cell) => {
    const whole = textWidth(cell);
    return isFigures ? whole : Math.max(whole * WRAPPED, ...cell.split(/\s+/u).map(textWidth));
  });
  return (
    Math.min(
      WIDTH.most,
      lines.reduce((most, width) => Math.max(most, width), words),
    ) + WIDTH.free
  );
}

function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += /\p{Script=Arabic}/u.test(sign) ? WIDTH.arabic : WIDTH.other;
  return width;
}
