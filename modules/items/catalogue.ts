import { and, asc, count, desc, eq, gte, inArray, isNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { modelOf } from '#db/columns.ts';
import { matches } from '#db/search.ts';
import type { Known } from './rules/judge-item.ts';
import { draftOf, editionsInForce, isWrittenBy, type Edition, type Group, type Item } from './editions.ts';
import { edition, group, item } from './schema.ts';

type Db = BetterSQLite3Database;

/** A state of the catalogue: the lines of one writer up to one of his editions, of each code the latest. */
export interface AsOf {
  readonly ownerOffice: number;
  readonly version: number;
}

/** The catalogue that is in force; null before the first edition. */
export function inForce(db: Db): AsOf | null {
  return editionsInForce(db).at(-1) ?? null;
}

/** The catalogue as it will be when this office publishes its draft. */
export function withDraft(db: Db, office: number): AsOf | null {
  return draftOf(db, office) ?? inForce(db);
}

/** The condition under which a line of a table counts in a state of the catalogue. */
export function countsIn(table: typeof item | typeof group, asOf: AsOf | null): SQL | undefined {
  if (asOf === null) return sql`1 = 0`;
  const own = sql.identifier(modelOf(table).name);
  const { ownerOffice, version } = asOf;
  // Not those of drafts that were thrown away: their lines stay, so that their codes are not given again.
  const editions = sql`(SELECT counted.version FROM ${edition} counted
    WHERE counted.owner_office = ${ownerOffice} AND counted.version <= ${version} AND counted.deleted_at IS NULL)`;
  return and(
    eq(table.ownerOffice, ownerOffice),
    sql`${table.edition} IN ${editions}`,
    isNull(table.deletedAt),
    sql`NOT EXISTS (SELECT 1 FROM ${own} later WHERE later.code = ${own}.code
      AND later.edition > ${own}.edition AND later.edition IN ${editions}
      AND later.owner_office = ${ownerOffice} AND later.deleted_at IS NULL)`,
  );
}

/** The groups, by their codes. */
export function groupsIn(db: Db, asOf: AsOf | null): readonly Group[] {
  return db.select().from(group).where(countsIn(group, asOf)).orderBy(asc(group.code)).all();
}

interface Asked {
  /** The code of a group, below which is looked. */
  readonly group?: string | undefined;
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

/** How many items lie in each kind. */
export function itemsByKind(db: Db, asOf: AsOf | null): ReadonlyMap<string, number> {
  const kind = sql<string>`substr(${item.code}, 1, 9)`;
  const rows = db.select({ kind, items: count() }).from(item).where(countsIn(item, asOf)).groupBy(kind).all();
  return new Map(rows.map((row) => [row.kind, row.items]));
}

/** The wording of a code that counts, or null. */
export function itemOf(db: Db, asOf: AsOf | null, code: string): Item | null {
  const where = and(eq(item.code, code), countsIn(item, asOf));
  return db.select().from(item).where(where).get() ?? null;
}

export function groupOf(db: Db, asOf: AsOf | null, code: string): Group | null {
  const where = and(eq(group.code, code), countsIn(group, asOf));
  return db.select().from(group).where(where).get() ?? null;
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
