import { extname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Unzip, UnzipInflate } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { refusal } from '#db/refusal.ts';
import { IMPORT_LIMITS } from './contract/index.ts';
import { readTable, type ReadTable } from './sheet-table.ts';

export interface Sheet extends ReadTable {
  readonly name: string;
}

/** A workbook may unfold to this much; real ones of 20,000 rows stay under a fifth of it. */
const UNZIPPED_LIMIT = 100 * 1024 * 1024;
/** And to this many times its own size, once it is larger than a small one: sheets fold to a tenth, bombs to a thousandth. */
const UNZIPPED_RATIO = 100;
const SMALL_WORKBOOK = 10 * 1024 * 1024;

/**
 * The sheets of a workbook or CSV file, cells as text, read as `readTable` says. Refuses `IMPORT_FILE_UNREADABLE`, `IMPORT_FILE_TOO_LARGE`, `IMPORT_TOO_MANY_ROWS`,
 * `IMPORT_EMPTY`.
 */
export async function readSheets(fileName: string, content: Buffer): Promise<readonly Sheet[]> {
  if (content.length > IMPORT_LIMITS.bytes)
    throw refusal('IMPORT_FILE_TOO_LARGE', { limit: megabytes(IMPORT_LIMITS.bytes) });
  const isZip = content.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  const isText = ['.csv', '.txt', '.tsv'].includes(extname(fileName).toLowerCase());
  if (!isZip && !isText) throw refusal('IMPORT_FILE_UNREADABLE');
  const tables = isZip ? await readWorkbook(content) : [{ name: fileName, table: readText(content) }];
  const sheets = tables.map(({ name, table }) => asSheet(name, table)).filter((sheet) => sheet.headings.length > 0);
  if (sheets.length === 0) throw refusal('IMPORT_EMPTY');
  return sheets;
}

async function readWorkbook(content: Buffer): Promise<readonly { name: string; table: string[][] }[]> {
  demandModestSize(content);
  try {
    const sheets = await readXlsxFile(content);
    const tables = sheets.map(({ sheet, data }) => ({ name: sheet, table: data.map((row) => row.map(cellText)) }));
    return tables;
  } catch (cause) {
    throw Object.assign(refusal('IMPORT_FILE_UNREADABLE'), { cause });
  }
}

/** Unfolds the archive once only to count, and stops early: a bomb never reaches the workbook reader. */
function demandModestSize(content: Buffer): void {
  const limit = Math.min(UNZIPPED_LIMIT, Math.max(SMALL_WORKBOOK, content.length * UNZIPPED_RATIO));
  let bytes = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      if (error) throw Object.assign(refusal('IMPORT_FILE_UNREADABLE'), { cause: error });
      bytes += chunk.length;
      // Thrown only to stop the unfolding: the library hands every error on as its own.
      if (bytes > limit) throw new RangeError('The archive unfolds too far.');
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    const step = 64 * 1024;
    for (let at = 0; at < content.length; at += step) {
      unzip.push(content.subarray(at, at + step), at + step >= content.length);
    }
  } catch (error) {
    const isTooLarge = bytes > limit;
    const answer = isTooLarge
      ? refusal('IMPORT_FILE_TOO_LARGE', { limit: megabytes(limit) })
      : refusal('IMPORT_FILE_UNREADABLE');
    throw Object.assign(answer, { cause: error });
  }
}

function readText(content: Buffer): string[][] {
  const text = decodeText(content);
  const firstLine = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  const delimiter = ['\t', ';', ','].find((sign) => firstLine.includes(sign)) ?? ',';
  try {
    const options = {
      delimiter,
      relax_column_count: true,
      bom: true,
      // Kept, so that the rows are numbered as the file numbers them.
      skip_empty_lines: false,
      max_record_size: 200_000,
    };
    return parse(text, options);
  } catch (cause) {
    throw Object.assign(refusal('IMPORT_FILE_UNREADABLE'), { cause });
  }
}

/** UTF-8 where it is valid, otherwise the Arabic code page that old programs still write. */
function decodeText(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    // Not UTF-8: Windows-1256 maps every byte, so this cannot fail.
    return new TextDecoder('windows-1256').decode(content);
  }
}

function asSheet(name: string, table: readonly (readonly string[])[]): Sheet {
  const read = readTable(
    table.map((row) => row.slice(0, IMPORT_LIMITS.columns).map((cell) => cell.slice(0, IMPORT_LIMITS.cell))),
  );
  if (read.rows.length > IMPORT_LIMITS.rows) throw refusal('IMPORT_TOO_MANY_ROWS', { limit: IMPORT_LIMITS.rows });
  return { name, ...read };
}

/** A cell as a person reads it: numbers in the fifteen figures that Excel keeps, dates as `YYYY-MM-DD`. */
function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)));
  if (typeof cell === 'boolean') return String(cell);
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return '';
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
