import writeXlsxFile from 'write-excel-file/browser';

const WIDTHS = { least: 9, most: 60 };

/**
 * Hands rows of text to the user as a workbook. Every cell is text, so that Excel makes no figure of an account or a day
 * of a number, and each column is as wide as what stands in it: an IBAN or a date is read without dragging.
 */
export async function saveSheet(sheet: {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly isRightToLeft: boolean;
}): Promise<void> {
  const cells = sheet.rows.map((row) => row.map((value) => ({ value, type: String })));
  const options = { rightToLeft: sheet.isRightToLeft, columns: columnWidths(sheet.rows) };
  await writeXlsxFile(cells, options).toFile(`${sheet.name}.xlsx`);
}

/** The width of each column in letters: of its longest cell, within bounds. */
export function columnWidths(rows: readonly (readonly string[])[]): { readonly width: number }[] {
  const count = Math.max(0, ...rows.map(({ length }) => length));
  return Array.from({ length: count }, (_, position) => {
    const longest = rows.reduce((most, row) => Math.max(most, row[position]?.length ?? 0), 0);
    return { width: Math.min(WIDTHS.most, Math.max(WIDTHS.least, longest + 2)) };
  });
}
