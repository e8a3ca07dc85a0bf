import { and, asc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Month } from '#kernel/date.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import { rule, rulePackage } from '#modules/regulation/schema.ts';
import { bookOfPackage } from '../rules/book-of-package.ts';
import type { RuleBook } from '../rules/rule-book.ts';

/** A published package with its rules, and the form in which the calculation reads them. */
export interface Package {
  readonly id: string;
  readonly titleAr: string;
  readonly firstMonth: Month;
  readonly hash: string;
  readonly publishedAt: number;
  readonly rules: readonly Rule[];
  readonly book: RuleBook;
}

type Db = BetterSQLite3Database;

/** Rules of packages that were published never change: they are read once for each database and package. */
const read = new WeakMap<Db, Map<string, Package>>();

/** One package by its id, whatever became of it since: what a locked run stands on. Refuses `NO_PACKAGE`. */
export function packageById(db: Db, id: string): Package {
  const kept = read.get(db) ?? new Map<string, Package>();
  read.set(db, kept);
  const known = kept.get(id);
  if (known) return known;
  const row = db.select().from(rulePackage).where(eq(rulePackage.id, id)).get();
  if (row?.hash == null || row.publishedAt === null) throw refusal('NO_PACKAGE', { month: row?.firstMonth ?? '' });
  // The write path judged each rule by `zRule`; the row is that rule with its columns.
  const rules = db
    .select()
    .from(rule)
    .where(and(eq(rule.packageId, id), isNull(rule.deletedAt)))
    .orderBy(asc(rule.position))
    .all() as unknown as readonly Rule[];
  const made = {
    ...{ id, titleAr: row.titleAr, firstMonth: row.firstMonth, hash: row.hash, publishedAt: row.publishedAt, rules },
    book: demand(bookOfPackage({ firstMonth: row.firstMonth, rules })),
  };
  kept.set(id, made);
  return made;
}

/** The packages in force, the latest first month first; of equal months the latest version first. */
export function packagesInForce(db: Db): readonly Package[] {
  return db
    .select({ id: rulePackage.id, firstMonth: rulePackage.firstMonth, version: rulePackage.version })
    .from(rulePackage)
    .where(and(eq(rulePackage.state, 'published'), isNull(rulePackage.deletedAt)))
    .all()
    .sort((left, right) => {
      if (left.firstMonth === right.firstMonth) return right.version - left.version;
      return left.firstMonth < right.firstMonth ? 1 : -1;
    })
    .map(({ id }) => packageById(db, id));
}

/** The package by which a month is calculated. Refuses `NO_PACKAGE`. */
export function packageOfMonth(packages: readonly Package[], month: Month): Package {
  const found = packages.find(({ firstMonth }) => firstMonth <= month);
  if (!found) throw refusal('NO_PACKAGE', { month });
  return found;
}
