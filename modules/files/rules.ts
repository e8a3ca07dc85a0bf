import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { FILE_BYTES_LIMIT, fileTypes, type FileType } from './contract.ts';

/** What is known of a file before it is stored. */
export interface IncomingFile {
  readonly fileName: string;
  readonly bytes: number;
  /** What its first bytes say it is; undefined when they say nothing known. */
  readonly sniffedType: string | undefined;
}

/** May this file be kept? Its type is what its bytes say, and its name may not say otherwise. */
export function judgeFile({ fileName, bytes, sniffedType }: IncomingFile): Verdict<FileType> {
  const name = judgeFileName(fileName);
  const size = all(
    bytes === 0 ? refuse('FILE_EMPTY') : accept(),
    bytes > FILE_BYTES_LIMIT ? refuse('FILE_TOO_LARGE', { limit: FILE_BYTES_LIMIT / 1024 / 1024 }) : accept(),
  );
  if (!name.ok || !size.ok)
    return { ok: false, problems: [name, size].flatMap((each) => (each.ok ? [] : each.problems)) };
  if (sniffedType === undefined || !isKept(sniffedType)) return refuse('FILE_TYPE_REFUSED');
  const endings: readonly string[] = fileTypes[sniffedType];
  return endings.includes(endingOf(fileName))
    ? accept(sniffedType)
    : refuse('FILE_TYPE_DIFFERS', { type: endings[0] ?? '' });
}

/** A file name is a name, not a path, and every system that the office uses can write it. */
export function judgeFileName(fileName: string): Verdict {
  const isForm =
    fileName.length <= 200 &&
    !/[\\/:*?"<>|\p{Cc}\p{Cf}]/u.test(fileName) &&
    !/^\.|[. ]$/.test(fileName) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(fileName) &&
    fileName.trim() !== '';
  return isForm ? accept() : refuse('FILE_NAME_FORM', undefined, 'fileName');
}

/** Is there room for so many bytes more? A content that is stored already takes none. */
export function judgeQuota(store: { readonly bytesStored: number; readonly quotaMb: number }, bytes: number): Verdict {
  const isWithin = store.bytesStored + bytes <= store.quotaMb * 1024 * 1024;
  return isWithin ? accept() : refuse('FILE_QUOTA_EXCEEDED', { quota: store.quotaMb });
}

function isKept(type: string): type is FileType {
  return Object.hasOwn(fileTypes, type);
}

function endingOf(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
}
