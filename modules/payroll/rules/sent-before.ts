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
}

/**
 * Whose pay a file carries, of those whom the run pays through banks. One that sends again carries what had come back
 * when it was made; what came back of the same file later is not in it.
 */
export function carriedBy<T extends Paid>(file: FileOfRun, files: readonly FileOfRun[], paid: readonly T[]): T[] {
  const sentAgain = returnedWhen(file, files);
  return paid
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
