/**
 * Attached files travel after the rows, by the SHA-256 of their content and in chunks. Here is what both sides must
 * count alike: how a content is cut, and which contents a record names.
 */

/** Everything has a limit. A chunk is what a cut of the line can cost. */
export const FILE_LIMITS = {
  chunkBytes: 256 * 1024,
  fileBytes: 50 * 1024 * 1024,
  /** Contents that are offered in one call. */
  offered: 100,
} as const;

/** A content of the file store, as a record names it. */
export interface NamedFile {
  /** SHA-256 of the content, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Where the records of a table name contents: in two of their columns, or in a list inside a JSON column. */
export type FilesNamed =
  | { readonly kind: 'columns'; readonly sha256: string; readonly bytes: string }
  /** The list holds objects with `sha256` and `bytes`. */
  | { readonly kind: 'list'; readonly column: string; readonly list: string };

const HASH = /^[0-9a-f]{64}$/;

/** In how many chunks so many bytes travel. */
export function chunkCount(bytes: number): number {
  return Math.ceil(bytes / FILE_LIMITS.chunkBytes);
}

/** The bytes of chunk `no`, counted from 0: all are full but the last. */
export function chunkLength(bytes: number, no: number): number {
  return Math.min(FILE_LIMITS.chunkBytes, bytes - no * FILE_LIMITS.chunkBytes);
}

/** The contents that these values of a record name. What is no hash or no length that a file may have names nothing. */
export function filesNamedIn(where: FilesNamed, values: Readonly<Record<string, unknown>>): readonly NamedFile[] {
  const named = where.kind === 'columns' ? [pick(values, where.sha256, where.bytes)] : listed(values, where);
  return named.filter(isNamedFile);
}

/** Has it the form of a content that a record may name? */
export function isNamedFile(value: { readonly sha256: unknown; readonly bytes: unknown }): value is NamedFile {
  const { sha256, bytes } = value;
  if (typeof sha256 !== 'string' || !HASH.test(sha256)) return false;
  return Number.isSafeInteger(bytes) && Number(bytes) > 0 && Number(bytes) <= FILE_LIMITS.fileBytes;
}

interface Claimed {
  readonly sha256: unknown;
  readonly bytes: unknown;
}

function pick(values: Readonly<Record<string, unknown>>, sha256: string, bytes: string): Claimed {
  return { sha256: values[sha256], bytes: values[bytes] };
}

function listed(
  values: Readonly<Record<string, unknown>>,
  { column, list }: Extract<FilesNamed, { kind: 'list' }>,
): readonly Claimed[] {
  const whole = values[column];
  const found = isObject(whole) ? whole[list] : undefined;
  return Array.isArray(found) ? found.filter(isObject).map((each) => pick(each, 'sha256', 'bytes')) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
