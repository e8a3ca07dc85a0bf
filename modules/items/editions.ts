import { createHash } from 'node:crypto';
import { and, asc, count, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { modelOf } from '#db/columns.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { edition, group, item } from './schema.ts';
import { statementsOf } from './statements.ts';

type Db = BetterSQLite3Database;
export type Edition = typeof edition.$inferSelect;
export type Item = typeof item.$inferSelect;
export type Group = typeof group.$inferSelect;

/**
 * The editions in force, the oldest first. Where the data centre has spoken, it speaks alone. An edition counts when all
 * of its lines are here, which its hash tells, and all editions before it count: it writes only what it changes.
 */
export function editionsInForce(db: Db): readonly Edition[] {
  const published = db
    .select()
    .from(edition)
    .where(and(eq(edition.state, 'published'), isNull(edition.deletedAt)))
    .orderBy(asc(edition.version))
    .all();
  const ofCentre = wholeOnes(db, published.filter(isOfCentre));
  if (ofCentre.length > 0) return ofCentre;
  return wholeOnes(
    db,
    published.filter((each) => !isOfCentre(each)),
  );
}

const isOfCentre = ({ ownerOffice }: Edition): boolean => ownerOffice === DATACENTER_OFFICE;

function wholeOnes(db: Db, published: readonly Edition[]): readonly Edition[] {
  const whole: Edition[] = [];
  for (const each of published) {
    if (!isWhole(db, each, whole.at(-1)?.hash ?? null)) break;
    whole.push(each);
  }
  return whole;
}

/**
 * What was found of editions while this office runs: that all is there, which stays so, since lines of a published one
 * never change; or with how many lines it was not, and is looked at again when there are more.
 */
const found = new WeakMap<Db, Map<string, 'whole' | number>>();

function isWhole(db: Db, row: Edition, before: string | null): boolean {
  const known = found.get(db) ?? new Map<string, 'whole' | number>();
  found.set(db, known);
  const key = `${row.id} ${row.hash} ${before}`;
  const told = known.get(key);
  if (told === 'whole') return true;
  const lines = countLines(db, row);
  if (told === lines) return false;
  const isSame = hashOfEdition(db, row, before) === row.hash;
  known.set(key, isSame ? 'whole' : lines);
  return isSame;
}

/** The draft of this office, of which there is one at a time. */
export function draftOf(db: Db, office: number): Edition | null {
  return statementsOf(db).draft.get({ ownerOffice: office }) ?? null;
}

/** Is it a line of this edition? Each writer counts his own, so that the number alone does not tell. */
export function isIn(line: Item | Group, of: Edition | null): boolean {
  return of !== null && line.edition === of.version && line.ownerOffice === of.ownerOffice;
}

export interface Lines {
  readonly groups: readonly Group[];
  readonly items: readonly Item[];
}

/** What an edition writes, in the order of the codes: the groups, and items until there are so many lines. */
export function linesOf(
  db: Db,
  { version, ownerOffice }: Pick<Edition, 'version' | 'ownerOffice'>,
  limit = Number.MAX_SAFE_INTEGER,
): Lines {
  const [groupLines, itemLines] = [group, item].map((table) => isWrittenBy(table, { version, ownerOffice }));
  const groups = db.select().from(group).where(groupLines).orderBy(asc(group.code)).limit(limit).all();
  const left = limit - groups.length;
  return { groups, items: db.select().from(item).where(itemLines).orderBy(asc(item.code)).limit(left).all() };
}

/** The condition under which a line is one of an edition. */
export function isWrittenBy(
  table: typeof group | typeof item,
  { version, ownerOffice }: Pick<Edition, 'version' | 'ownerOffice'>,
): SQL | undefined {
  return and(eq(table.edition, version), eq(table.ownerOffice, ownerOffice), isNull(table.deletedAt));
}

/** How many groups and items an edition writes. */
export function countLines(db: Db, { version, ownerOffice }: Pick<Edition, 'version' | 'ownerOffice'>): number {
  const counted = [group, item].map((table) => {
    const lines = isWrittenBy(table, { version, ownerOffice });
    return db.select({ lines: count() }).from(table).where(lines).get()?.lines ?? 0;
  });
  return counted.reduce((sum, each) => sum + each, 0);
}

/** The columns over which is hashed, in an order of their own, so that it does not matter where a later one is added. */
const hashedColumns = [group, item].map((table) => {
  const { name, columns } = modelOf(table);
  return { name, columns: columns.filter((each) => !each.isSynced && each.key !== 'edition').toSorted(byName) };
});

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : 1;
}

/**
 * SHA-256 over the lines of an edition, as they lie in the database, and the hash of the edition before. What is empty is
 * left out, so that a column that a later program adds changes no hash of earlier editions; an office that does not know
 * a column that is filled waits for a newer program with the edition before.
 */
export function hashOfEdition(
  db: Db,
  { version, ownerOffice }: Pick<Edition, 'version' | 'ownerOffice'>,
  before: string | null,
): string {
  const hash = createHash('sha256').update(before ?? '');
  for (const { name, columns } of hashedColumns) {
    const named = sql.join(
      columns.map((each) => sql.identifier(each.name)),
      sql`, `,
    );
    // As plain values: turning 80,000 rows into records of the program would hold the office for seconds.
    const rows = db.values<unknown[]>(sql`SELECT ${named} FROM ${sql.identifier(name)}
      WHERE edition = ${version} AND owner_office = ${ownerOffice} AND deleted_at IS NULL ORDER BY code`);
    for (const row of rows) {
      const told = row.flatMap((value, index) => (value === null ? [] : [columns[index]?.name, value]));
      hash.update(JSON.stringify(told)).update('\n');
    }
  }
  return hash.digest('hex');
}
