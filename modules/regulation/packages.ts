import { createHash } from 'node:crypto';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { monthOf, type LocalDate, type Month } from '#kernel/date.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { arrivedAt } from '#db/arrivals.ts';
import { modelOf } from '#db/columns.ts';
import { refusal } from '#db/refusal.ts';
import type { Rule } from './contract/rule.ts';
import { ordered } from './rules/differences.ts';
import { rule, rulePackage } from './schema.ts';

/** A published package with its rules in their order. */
export interface Package {
  readonly id: string;
  readonly titleAr: string;
  readonly firstMonth: Month;
  readonly hash: string;
  /** When this office learned of it: when it was published here, or when it came from the data centre. */
  readonly knownAt: number;
  readonly rules: readonly Rule[];
}

type Db = BetterSQLite3Database;
type RuleRecord = typeof rule.$inferSelect;

/** Rules of packages that were published never change: they are read once for each database, package and hash. */
const read = new WeakMap<Db, Map<string, Package>>();

/**
 * One package by its id, whatever became of it since: what a locked run stands on. Refuses `NO_PACKAGE`, also for one
 * whose rules are not those under its hash: they have not all arrived.
 */
export function packageById(db: Db, id: string): Package {
  const found = wholePackage(db, id);
  if (!found) throw refusal('NO_PACKAGE', { month: '' });
  return found;
}

/** The package with its rules, or null where it was never published, or not all of it is here. */
function wholePackage(db: Db, id: string): Package | null {
  const row = db.select().from(rulePackage).where(eq(rulePackage.id, id)).get();
  if (row?.hash == null || row.publishedAt === null) return null;
  const { titleAr, firstMonth, hash, publishedAt } = row;
  const knownAt = Math.max(publishedAt, arrivedAt(db, modelOf(rulePackage).name, id) ?? 0);
  const kept = read.get(db) ?? new Map<string, Package>();
  read.set(db, kept);
  const key = `${id} ${hash} ${knownAt}`;
  const known = kept.get(key);
  if (known) return known;
  const rules = rulesIn(db, id);
  if (hashOfPackage({ firstMonth, rules }) !== hash) return null;
  const made = { id, titleAr, firstMonth, hash, knownAt, rules };
  kept.set(key, made);
  return made;
}

/**
 * The packages in force, the latest first month first; of equal months the latest version first. Where the data centre
 * speaks, it speaks alone: the office's own packages hold only for months before its first.
 */
export function packagesInForce(db: Db): readonly Package[] {
  const { id, firstMonth, version, ownerOffice } = rulePackage;
  const published = db
    .select({ id, firstMonth, version, ownerOffice })
    .from(rulePackage)
    .where(and(eq(rulePackage.state, 'published'), isNull(rulePackage.deletedAt)))
    .all();
  const ofCentre = published.filter((each) => each.ownerOffice === DATACENTER_OFFICE);
  const whole = new Map(published.map((each) => [each.id, wholePackage(db, each.id)]));
  const isHere = (each: { readonly id: string }): boolean => whole.get(each.id) !== null;
  const centre = ofCentre.filter(isHere);
  return published
    .filter(isHere)
    .filter((each) => each.ownerOffice === DATACENTER_OFFICE || centre.every((its) => each.firstMonth < its.firstMonth))
    .sort((left, right) => {
      if (left.firstMonth === right.firstMonth) return right.version - left.version;
      return left.firstMonth < right.firstMonth ? 1 : -1;
    })
    .flatMap((each) => whole.get(each.id) ?? []);
}

/** The package by which a month is calculated, of packages in force. Refuses `NO_PACKAGE`. */
export function packageOfMonth<P extends Pick<Package, 'firstMonth'>>(packages: readonly P[], month: Month): P {
  const found = packages.find(({ firstMonth }) => firstMonth <= month);
  if (!found) throw refusal('NO_PACKAGE', { month });
  return found;
}

/** The rules by which staff matters of a day are judged; of days before all packages, the earliest. */
export function rulesInForce(db: Db, day: LocalDate): readonly Rule[] {
  const packages = packagesInForce(db);
  const month = monthOf(day);
  return (packages.find(({ firstMonth }) => firstMonth <= month) ?? packages.at(-1))?.rules ?? [];
}

/** The rules of a package, drafted or published, in their order. */
export function rulesIn(db: Db, packageId: string): readonly Rule[] {
  return recordsIn(db, packageId).map(ruleOf);
}

export function recordsIn(db: Db, packageId: string): readonly RuleRecord[] {
  return db
    .select()
    .from(rule)
    .where(and(eq(rule.packageId, packageId), isNull(rule.deletedAt)))
    .orderBy(asc(rule.position))
    .all();
}

/** A record as the rule that it says. */
export function ruleOf({ kind, code, titleAr, value, source, article, confidence, isConfirmed }: RuleRecord): Rule {
  // The write path judged each rule by `zRule`: its kind and its value belong together.
  return { kind, code, titleAr, value, source, article, confidence, isConfirmed } as Rule;
}

/** SHA-256 over the first month and the rules: what a payroll run names as the package that it stands on. */
export function hashOfPackage({ firstMonth, rules }: Pick<Package, 'firstMonth' | 'rules'>): string {
  return createHash('sha256').update(ordered({ firstMonth, rules })).digest('hex');
}
