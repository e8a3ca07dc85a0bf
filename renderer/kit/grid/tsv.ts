/** Cells on their way to and from a spreadsheet, as the clipboard carries them. */

/** Rows of cells as text: tabs between cells, line ends between rows, quotes around cells that hold either. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(quoted).join('\t')).join('\n');
}

/** The way back: what Excel puts on the clipboard, quoted cells with line ends inside them included. */
export function fromTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gu;
  for (const [whole, inQuotes, plain, end] of text.matchAll(pattern)) {
    if (whole === '' && end === '') break;
    rows.at(-1)?.push(inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  // The line end behind the last row opens no new one.
  return rows.filter((cells, index) => index < rows.length - 1 || cells.length > 0);
}

function quoted(cell: string): string {
  return /[\t\r\n"]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
