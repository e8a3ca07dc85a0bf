import writeXlsxFile from 'write-excel-file/browser';

/** Hands rows of text to the user as a workbook. */
export async function saveSheet(sheet: {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly isRightToLeft: boolean;
}): Promise<void> {
  const cells = sheet.rows.map((row) => row.map((value) => ({ value, type: String })));
  await writeXlsxFile(cells, { rightToLeft: sheet.isRightToLeft }).toFile(`${sheet.name}.xlsx`);
}
