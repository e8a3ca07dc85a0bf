import { Refusal, refusal } from './refusal.ts';

/** What can be wrong with the file of an office, each with its own message to the user. */
export type DatabaseProblem =
  | 'DATABASE_WRONG_KEY'
  | 'DATABASE_CORRUPT'
  | 'DATABASE_LOCKED'
  | 'DATABASE_READ_ONLY'
  | 'DATABASE_DISK_FULL'
  | 'DATABASE_CANNOT_OPEN'
  | 'DATABASE_NEWER';

const byCode: readonly (readonly [prefix: string, DatabaseProblem])[] = [
  ['SQLITE_NOTADB', 'DATABASE_WRONG_KEY'],
  ['SQLITE_CORRUPT', 'DATABASE_CORRUPT'],
  ['SQLITE_IOERR_SHORT_READ', 'DATABASE_CORRUPT'],
  ['SQLITE_IOERR_DATA', 'DATABASE_CORRUPT'],
  ['SQLITE_BUSY', 'DATABASE_LOCKED'],
  ['SQLITE_LOCKED', 'DATABASE_LOCKED'],
  ['SQLITE_READONLY', 'DATABASE_READ_ONLY'],
  ['SQLITE_FULL', 'DATABASE_DISK_FULL'],
  ['SQLITE_IOERR_WRITE', 'DATABASE_DISK_FULL'],
  ['SQLITE_CANTOPEN', 'DATABASE_CANNOT_OPEN'],
  ['SQLITE_PERM', 'DATABASE_READ_ONLY'],
  ['ENOSPC', 'DATABASE_DISK_FULL'],
  ['EROFS', 'DATABASE_READ_ONLY'],
  ['EACCES', 'DATABASE_READ_ONLY'],
  ['EPERM', 'DATABASE_READ_ONLY'],
];

/** What is wrong with the disk or the file, as an error or a refusal says it; null for every other. */
export function databaseProblemOf(error: unknown): DatabaseProblem | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof Refusal) {
    const [said] = error.problems;
    return byCode.find(([, problem]) => problem === said?.code)?.[1] ?? null;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return byCode.find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`))?.[1] ?? null;
}

/** The refusal that tells the user what is wrong with the disk or the file; any other error comes back as it was. */
export function asDatabaseRefusal(error: unknown): unknown {
  const known = error instanceof Refusal ? null : databaseProblemOf(error);
  return known === null ? error : Object.assign(refusal(known), { cause: error });
}

/** Runs work on the file system or the database and turns what can go wrong there into refusals. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asDatabaseRefusal(error);
  }
}
