import { defaultWidth, type Column } from '#renderer/kit/grid/column.ts';
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
  /** Of each column, as a share of the paper; the first is that of the row numbers. */
  readonly shares: readonly number[];
}

/** The sides of the papers, the shorter first, in millimetres. */
const sides = { A5: [148, 210], A4: [210, 297], A3: [297, 420] } as const;
/** Those that `pageCss` sets: above and below together, and at both sides. */
const MARGINS = { block: 32, inline: 24 };
/** What the browser rounds up, row by row. */
const SLACK = 4;
const POINT = 0.3528;
/** The largest and the smallest letters of a list. */
const FONT = { most: 9, least: 5 };
/** The width of a letter and of a pixel of the screen's column, in letters' sizes. */
const PIXEL = 0.062;
const LINE = 1.3;

/** Head of the paper: the letterhead by its lines, the title, the line below it. */
const head = (lines: number): number => Math.max(24, lines * 5.85) + 4 + 15 + 11;
const SIGNATURES = 31;

/** Sets a list on a paper. The columns keep the proportions that they have on the screen. */
export function pageSetting<Row>(
  columns: readonly Column<Row>[],
  { pageSize, isLandscape }: PrintOptions,
  letterheadLines: number,
): PageSetting {
  const [short, long] = sides[pageSize];
  const inline = (isLandscape ? long : short) - MARGINS.inline;
  const block = (isLandscape ? short : long) - MARGINS.block - SLACK;
  const widths = [46, ...columns.map(printWidth)];
  const total = widths.reduce((sum, width) => sum + width, 0);
  const fitting = inline / (total * PIXEL * POINT);
  const fontSize = Math.round(Math.max(FONT.least, Math.min(FONT.most, fitting)) * 10) / 10;
  const line = fontSize * POINT * LINE;
  const [rowHeight, sumHeight, headHeight] = [line * 2 + 0.9, line + 1.3, line * 4 + 0.9];
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

/** Narrower than on the screen, where a heading also needs room for its buttons. */
function printWidth<Row>(column: Column<Row>): number {
  switch (column.kind) {
    case 'money':
      return 72;
    case 'number':
      return Math.min(56, defaultWidth(column));
    case 'date':
    case 'month':
      return 74;
    case 'moment':
      return 110;
    case 'boolean':
    case 'enum':
      return Math.min(74, defaultWidth(column));
    case 'text':
    case 'custom':
      return defaultWidth(column) * 0.72;
  }
}
