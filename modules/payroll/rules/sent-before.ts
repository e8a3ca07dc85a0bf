import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { ReturnedRow } from '../contract/index.ts';

/** A file as far as it says whose pay it carries. */
export interface FileOfRun {
  readonly id: string;
  readonly fileName: string;
  readonly createdAt: number;
  /** Only the accounts of this bank; null for all. */
  readonly bank: string | null;
  readonly resendOf: string | null;
  readonly returned: readonly ReturnedRow[];
}

interface Paid {
  readonly employeeId: string;
  readonly bank: string | null;
  readonly net: number;
}

/**
 * Whose pay a file carries, of those whom the run pays through banks. One that sends again carries what had come back
 * when it was made; what came back of the same file later is not in it.
 */
export function carriedBy<T extends Paid>(file: FileOfRun, files: readonly FileOfRun[], paid: readonly T[]): T[] {
  const sentAgain = returnedWhen(file, files);
  return paid
    .filter(({ net }) => net > 0)
    .filter(({ bank }) => file.bank === null || bank === file.bank)
    .filter(({ employeeId }) => sentAgain === null || sentAgain.has(employeeId));
}

function returnedWhen({ resendOf, createdAt }: FileOfRun, files: readonly FileOfRun[]): ReadonlySet<string> | null {
  if (resendOf === null) return null;
  const returned = files.find(({ id }) => id === resendOf)?.returned ?? [];
  // Rows of older versions do not say when they were written down.
  const known = returned.filter(({ keptAt }) => keptAt === undefined || keptAt <= createdAt);
  return new Set(known.map(({ employeeId }) => employeeId));
}

/** By employee, the file in which his pay went to a bank and from which it did not come back. */
export function sentBefore(files: readonly FileOfRun[], paid: readonly Paid[]): ReadonlyMap<string, string> {
  const sent = files.flatMap((file) => {
    const back = new Set(file.returned.map(({ employeeId }) => employeeId));
    return carriedBy(file, files, paid)
      .filter(({ employeeId }) => !back.has(employeeId))
      .map(({ employeeId }) => [employeeId, file.fileName] as const);
  });
  return new Map(sent);
}

/**
 * May these be paid by a new file? Not those whose pay went to a bank already, unless somebody acknowledged it: they
 * would be paid twice. Refuses `BANK_ROWS_SENT_BEFORE`.
 */
export function judgePaidOnce(
  payments: readonly { readonly employeeId: string }[],
  sent: ReadonlyMap<string, string>,
): Verdict {
  const files = payments.flatMap(({ employeeId }) => sent.get(employeeId) ?? []);
  const [file] = files;
  return file === undefined
    ? accept()
    : refuse('BANK_ROWS_SENT_BEFORE', { count: files.length, file }, 'acknowledgeSentBefore');
}

/** A name that no file of the run has yet: the second of a bank and month says that it is the second. */
export function freeFileName(name: string, ending: string, files: readonly Pick<FileOfRun, 'fileName'>[]): string {
  const taken = new Set(files.map(({ fileName }) => fileName));
  const isFree = (candidate: string): boolean => !taken.has(candidate);
  const numbered = files.map((_, index) => `${name} (${index + 2}).${ending}`);
  return [`${name}.${ending}`, ...numbered].find(isFree) ?? `${name}.${ending}`;
}
