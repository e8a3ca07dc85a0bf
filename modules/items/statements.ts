import { and, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { countsIn } from './counting.ts';
import { edition, group, item } from './schema.ts';

type Db = BetterSQLite3Database;
type Statements = ReturnType<typeof compile>;

const compiled = new WeakMap<Db, Statements>();

/**
 * What is asked for every row of a sheet, compiled once a database: to put such a question together takes ten times as
 * long as to answer it, and the rows of a sheet are written in one go, during which nobody else is answered.
 */
export function statementsOf(db: Db): Statements {
  const known = compiled.get(db);
  if (known) return known;
  const statements = compile(db);
  compiled.set(db, statements);
  return statements;
}

const [ownerOffice, version] = [sql.placeholder('ownerOffice'), sql.placeholder('version')];
const [code, externalCode] = [sql.placeholder('code'), sql.placeholder('externalCode')];

function compile(db: Db) {
  const asOf = { ownerOffice, version };
  const isDraft = and(eq(edition.state, 'draft'), eq(edition.ownerOffice, ownerOffice), isNull(edition.deletedAt));
  const isItem = and(eq(item.code, code), countsIn(item, asOf));
  const isGroup = and(eq(group.code, code), countsIn(group, asOf));
  const hasOldCode = and(eq(item.externalCode, externalCode), countsIn(item, asOf));
  return {
    draft: db.select().from(edition).where(isDraft).prepare(),
    item: db.select().from(item).where(isItem).prepare(),
    group: db.select().from(group).where(isGroup).prepare(),
    /** Two of them are as good as many. */
    itemsOfOldCode: db.select().from(item).where(hasOldCode).limit(2).prepare(),
    highestItem: highestBelow(db, item),
    highestGroup: highestBelow(db, group),
  };
}

/** The highest code between two, without those of the levels further below: behind `start` they have another part. */
function highestBelow(db: Db, table: typeof item | typeof group) {
  const [start, end] = [sql.placeholder('start'), sql.placeholder('end')];
  const isDirect = sql`instr(substr(${table.code}, length(${start}) + 1), '-') = 0`;
  return db
    .select({ code: table.code })
    .from(table)
    .where(and(eq(table.ownerOffice, ownerOffice), gte(table.code, start), lt(table.code, end), isDirect))
    .orderBy(desc(table.code))
    .limit(1)
    .prepare();
}
