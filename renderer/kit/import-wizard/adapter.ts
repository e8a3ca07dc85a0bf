import type { Problem } from '#kernel/verdict.ts';

/** What the import wizard needs of whoever reads, tries and writes the rows. It knows no record of its own. */
export interface ImportAdapter {
  /** Reads a workbook or CSV; refuses what cannot be read by throwing. */
  readonly read: (file: File) => Promise<ImportFile>;
  /** Tries all rows and writes none. */
  readonly rehearse: (
    request: ImportRequest,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ) => Promise<ImportOutcome>;
  /** Writes all rows or, when one is refused, none. */
  readonly commit: (
    request: ImportRequest,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ) => Promise<ImportOutcome>;
  /** Hands the rows that were left out to the user, to be mended later. */
  readonly exportRest: (headings: readonly string[], rows: readonly Cells[]) => Promise<void>;
}

export type Cells = readonly string[];
/** For each column of the importer: the position of its column in the sheet, or null. */
export type Mapping = Readonly<Record<string, number | null>>;

export interface ImportSheet {
  readonly name: string;
  readonly headings: Cells;
  readonly rows: readonly Cells[];
  /** Of each row, its number in the file; where they are not told, they follow the headings. */
  readonly rowNumbers?: readonly number[];
  /** Rows of the file that are no records, and why they were left out. */
  readonly skipped?: readonly SkippedRow[];
}

export interface SkippedRow {
  readonly row: number;
  readonly cause: 'total' | 'heading' | 'numbering' | 'below';
  readonly words: string;
}

export interface ImportFile {
  readonly sheets: readonly ImportSheet[];
  readonly columns: readonly { readonly key: string; readonly isRequired: boolean; readonly isDate?: boolean }[];
  /** By sheet: what is remembered for these headings, or guessed from them. */
  readonly mappings: readonly Mapping[];
}

export interface ImportRequest {
  readonly headings: Cells;
  readonly rows: readonly Cells[];
  /** Of each row, its number in the file. */
  readonly rowNumbers: readonly number[];
  readonly mapping: Mapping;
  /** Rows were mended since the file was read: they are nowhere else. */
  readonly isMended?: boolean;
}

export interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  readonly same: number;
  /** By position among the rows that were sent. */
  readonly rejected: readonly { readonly row: number; readonly problems: readonly Problem[] }[];
  /** Of each row that changes a known record, by the same position: what it changes, by column. */
  readonly changed?: readonly { readonly row: number; readonly changes: readonly ImportChange[] }[];
}

export interface ImportChange {
  readonly field: string;
  /** As a sheet says it; days as `YYYY-MM-DD`; empty where nothing was known. */
  readonly from: string;
  readonly to: string;
}
