import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { demand } from '#db/refusal.ts';
import * as regulation from '#modules/regulation/index.ts';
import { bookOfPackage } from '../rules/book-of-package.ts';
import type { RuleBook } from '../rules/rule-book.ts';

/** A package with its rules, and the form in which the calculation reads them. */
export interface Package extends regulation.Package {
  readonly book: RuleBook;
}

type Db = BetterSQLite3Database;

/** Each package is read once: the office gives the same one as long as it is open. */
const books = new WeakMap<regulation.Package, Package>();

/** One package by its id, whatever became of it since: what a locked run stands on. Refuses `NO_PACKAGE`. */
export function packageById(db: Db, id: string): Package {
  return withBook(regulation.packageById(db, id));
}

/** The packages in force, the latest first month first. Refuses `PACKAGE_INCOMPLETE`. */
export function packagesInForce(db: Db): readonly Package[] {
  return regulation.packagesInForce(db).map(withBook);
}

/** A package as the calculation reads it. Refuses `PACKAGE_INCOMPLETE`. */
export function withBook(from: regulation.Package): Package {
  const known = books.get(from);
  if (known) return known;
  const made = { ...from, book: demand(bookOfPackage(from)) };
  books.set(from, made);
  return made;
}
