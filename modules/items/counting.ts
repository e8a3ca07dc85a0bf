import { and, eq, isNull, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { modelOf } from '#db/columns.ts';
import { edition, type group, type item } from './schema.ts';

/** A state of the catalogue: the lines of one writer up to one of his editions, of each code the latest. */
export interface AsOf {
  readonly ownerOffice: number;
  readonly version: number;
}

/** The same where a statement is compiled before the state is known. */
type AskedLater = Readonly<Record<keyof AsOf, Placeholder>>;

/** The condition under which a line of a table counts in a state of the catalogue. */
export function countsIn(table: typeof item | typeof group, asOf: AsOf | AskedLater | null): SQL | undefined {
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
