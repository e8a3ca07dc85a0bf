import type { Display } from '#kernel/display.ts';
import type { Text } from '#renderer/locale/text.ts';

export const pageSizes = ['A5', 'A4', 'A3'] as const;
export type PageSize = (typeof pageSizes)[number];

export interface PrintOptions {
  readonly pageSize: PageSize;
  readonly isLandscape: boolean;
}

/** Whether the sheets are one paper, or papers that go to many people, each of whom would wonder at "page 7 of 900". */
export type PageNumbers = 'counted' | 'none';

/**
 * The rules of the pages. "Page x of y" stands in a margin box of the page itself: the templates of the PDF printer
 * do not get the bundled font, and draw Arabic with whatever the machine has.
 */
export function pageCss(
  { pageSize, isLandscape, numbers }: PrintOptions & { readonly numbers: PageNumbers },
  display: Display,
  text: Text,
): string {
  return `@page {
  size: ${pageSize} ${isLandscape ? 'landscape' : 'portrait'};
  margin: 14mm 12mm 18mm;
${numbers === 'counted' ? numberBox(display, text) : ''}}`;
}

function numberBox(display: Display, text: Text): string {
  const style = display.digits === 'arabic' ? 'arabic-indic' : 'decimal';
  const [before, between] = pageWords(text);
  return `  @bottom-center {
    content: ${quoted(before)} counter(page, ${style}) ${quoted(between)} counter(pages, ${style});
    font: 9pt 'Noto Naskh Arabic', 'IBM Plex Sans Arabic', serif;
    direction: ${display.language === 'en' ? 'ltr' : 'rtl'};
    color: #333;
  }
`;
}

/** The texts before and between the two numbers: `صفحة ` and ` من `. */
function pageWords(text: Text): readonly [string, string] {
  const [before = '', between = ''] = text('kit.print.page', { page: '\u0000', pages: '\u0000' }).split('\u0000');
  return [before, between];
}

/** A text inside a CSS string. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&').replace(/\n/gu, '\\a ')}"`;
}
