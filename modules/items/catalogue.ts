import { and, asc, count, desc, eq, gte, inArray, isNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { matches } from '#db/search.ts';
import { countsIn, type AsOf } from './counting.ts';
import { draftOf, editionsInForce, isWrittenBy, type Edition, type Group, type Item } from './editions.ts';
import { parentOf } from './rules/codes.ts';
import type { Known } from './rules/judge-item.ts';
import { group, item } from './schema.ts';
import { statementsOf } from './statements.ts';

type Db = BetterSQLite3Database;

/** The catalogue that is in force; null before the first edition. */
export function inForce(db: Db): AsOf | null {
  return editionsInForce(db).at(-1) ?? null;
}

/** The catalogue as it will be when this office publishes its draft. */
export function withDraft(db: Db, office: number): AsOf | null {
  return draftOf(db, office) ?? inForce(db);
}

/** The groups, by their codes. */
export function groupsIn(db: Db, asOf: AsOf | null): readonly Group[] {
  return db.select().from(group).where(countsIn(group, asOf)).orderBy(asc(group.code)).all();
}

interface Asked {
  /** The code of a group, below which is looked. */
  readonly group?: string | undefined;
  readonly code?: string | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Items by their codes, and how many there are beyond the limit. */
export function itemsIn(
  db: Db,
  asOf: AsOf | null,
  asked: Asked,
): { readonly rows: readonly Item[]; readonly total: number } {
  const where = and(
    countsIn(item, asOf),
    asked.group === undefined ? undefined : liesBelow(item, asked.group),
    asked.code === undefined ? undefined : eq(item.code, asked.code),
    asked.search === undefined ? undefined : matches(item, asked.search),
  );
  const rows = db.select().from(item).where(where).orderBy(asc(item.code)).limit(asked.limit).all();
  if (rows.length < asked.limit) return { rows, total: rows.length };
  return { rows, total: db.select({ total: count() }).from(item).where(where).get()?.total ?? 0 };
}

/** The codes that begin with that of a group, as a range that the index on the codes answers. */
export function liesBelow(table: typeof item | typeof group, code: string): SQL | undefined {
  return and(gte(table.code, `${code}-`), lt(table.code, `${code}-~`));
}

/** How many items lie in each group, those in the groups below it among them. */
export function itemsByGroup(db: Db, asOf: AsOf | null): ReadonlyMap<string, number> {
  const kind = sql<string>`substr(${item.code}, 1, 9)`;
  const rows = db.select({ kind, items: count() }).from(item).where(countsIn(item, asOf)).groupBy(kind).all();
  const counted = new Map<string, number>();
  for (const { kind: of, items } of rows) {
    for (let code: string | null = of; code !== null; code = parentOf(code)) {
      counted.set(code, (counted.get(code) ?? 0) + items);
    }
  }
  return counted;
}

/** The wording of a code that counts, or null. */
export function itemOf(db: Db, asOf: AsOf | null, code: string): Item | null {
  return asOf === null ? null : (statementsOf(db).item.get({ ...asOf, code }) ?? null);
}

export function groupOf(db: Db, asOf: AsOf | null, code: string): Group | null {
  return asOf === null ? null : (statementsOf(db).group.get({ ...asOf, code }) ?? null);
}

/** The items that have this code in an old paper list; of many of them two. */
export function itemsOfOldCode(db: Db, asOf: AsOf | null, externalCode: string): readonly Item[] {
  return asOf === null ? [] : statementsOf(db).itemsOfOldCode.all({ ...asOf, externalCode });
}

/** What an edition words anew, as it was in force before: groups and items by their codes. */
export function wordingsBefore(
  db: Db,
  { ownerOffice, version }: Edition,
): { readonly groups: ReadonlyMap<string, Group>; readonly items: ReadonlyMap<string, Item> } {
  const earlier = { ownerOffice, version: version - 1 };
  const reworded = (table: typeof item | typeof group) =>
    and(
      countsIn(table, earlier),
      inArray(
        table.code,
        db.select({ code: table.code }).from(table).where(isWrittenBy(table, { ownerOffice, version })),
      ),
    );
  const groups = db.select().from(group).where(reworded(group)).all();
  const items = db.select().from(item).where(reworded(item)).all();
  return {
    groups: new Map(groups.map((row) => [row.code, row])),
    items: new Map(items.map((row) => [row.code, row])),
  };
}

/** Every wording of a code by one writer up to an edition, the newest first. */
export function wordingsOf(db: Db, { ownerOffice, version }: AsOf, code: string): readonly Item[] {
  const own = and(eq(item.code, code), eq(item.ownerOffice, ownerOffice), isNull(item.deletedAt));
  return db
    .select()
    .from(item)
    .where(and(own, lte(item.edition, version)))
    .orderBy(desc(item.edition))
    .limit(1_000)
    .all();
}

/** What lines are judged against. */
export function knownIn(db: Db, asOf: AsOf | null): Known {
  return {
    hasGroup: (code) => groupOf(db, asOf, code) !== null,
    statusOf: (code) => itemOf(db, asOf, code)?.status ?? null,
  };
}
