/** Cells on their way to and from a spreadsheet, as the clipboard carries them. */

/** Rows of cells as text: tabs between cells, line ends between rows, quotes around cells that hold either. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(quoted).join('\t')).join('\n');
}

/** The way back: what Excel puts on the clipboard, quoted cells with line ends inside them included. */
export function fromTsv(text: string): readonly (readonly string[])[] {
  // The line end behind the last row opens no new one.
  const whole = text.replace(/\r\n?/gu, '\n').replace(/\n$/u, '');
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell, in quotes or plain, and what ends it.
  for (const [, inQuotes, plain, end] of `${whole}\n`.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n)/gu)) {
    row.push(inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'));
    if (end === '\t') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function quoted(cell: string): string {
  return /[\t\r\n"]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
