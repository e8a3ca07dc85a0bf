import writeXlsxFile from 'write-excel-file/node';
import { demand, refusal } from '#db/refusal.ts';
import type { BankLayout } from '../contract/index.ts';
import { textOf } from '../rules/bank-file.ts';

/** The exact bytes of a bank file. Refuses what its encoding has no sign for, and cells wider than their column. */
export async function bytesOf(cells: readonly (readonly string[])[], layout: BankLayout): Promise<Buffer> {
  if (layout.format === 'XLSX') {
    const rows = cells.map((row) => row.map((value) => ({ value, type: String })));
    return writeXlsxFile(rows, { sheet: 'Sheet1', rightToLeft: true }).toBuffer();
  }
  const text = demand(textOf(cells, layout));
  return layout.encoding === 'UTF8' ? Buffer.from(text, 'utf8') : windows1256(text);
}

/** Windows-1256 the other way round: the platform only decodes it. */
const codes: ReadonlyMap<string, number> = new Map(
  Array.from(
    { length: 256 },
    (_, code) => [new TextDecoder('windows-1256').decode(Uint8Array.of(code)), code] as const,
  ),
);

function windows1256(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (sign) => {
      const code = codes.get(sign);
      if (code === undefined) throw refusal('TEMPLATE_TEXT_NOT_ENCODABLE', { text: sign });
      return code;
    }),
  );
}
