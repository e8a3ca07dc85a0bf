import { and, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { bankAccount, dependant, employee, employeeNumber, fact } from './schema.ts';

/** One employee with everything that is known of him: what payroll and seniority are worked out from. */
export interface Personnel {
  readonly employee: typeof employee.$inferSelect;
  /** In force as the office knows them, by start. Read one kind with `factsOfKind`. */
  readonly facts: readonly Fact[];
  readonly dependants: readonly (typeof dependant.$inferSelect)[];
  readonly accounts: readonly (typeof bankAccount.$inferSelect)[];
  readonly numbers: readonly (typeof employeeNumber.$inferSelect)[];
}

export type Fact = typeof fact.$inferSelect;

export interface PersonnelQuery {
  /** Only these; all employees of the office when absent. */
  readonly employeeIds?: readonly string[];
  /** What the office knew at that moment; what it knows now when absent. */
  readonly knownAt?: number;
}

/** So many ids fit into one query. */
const CHUNK = 500;

/** Employees with their facts, in five queries however many they are (for many ids, five for each 500). */
export function personnelOf(db: BetterSQLite3Database, query: PersonnelQuery = {}): readonly Personnel[] {
  const { employeeIds } = query;
  if (employeeIds === undefined) return read(db, null, query.knownAt);
  const chunks = Array.from({ length: Math.ceil(employeeIds.length / CHUNK) }, (_, index) =>
    employeeIds.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  return chunks.flatMap((ids) => read(db, ids, query.knownAt));
}

function read(
  db: BetterSQLite3Database,
  ids: readonly string[] | null,
  knownAt: number | undefined,
): readonly Personnel[] {
  const employees = db
    .select()
    .from(employee)
    .where(and(isNull(employee.deletedAt), ids === null ? undefined : inArray(employee.id, [...ids])))
    .all();
  const known =
    knownAt === undefined
      ? isNull(fact.retractedAt)
      : and(lte(fact.knownAt, knownAt), or(isNull(fact.retractedAt), gt(fact.retractedAt, knownAt)));
  const facts = db
    .select()
    .from(fact)
    .where(and(isNull(fact.deletedAt), known, ids === null ? undefined : inArray(fact.employeeId, [...ids])))
    .all();
  const factsBy = byEmployee(facts);
  const dependantsBy = byEmployee(readAll(db, dependant, ids));
  const accountsBy = byEmployee(readAll(db, bankAccount, ids));
  const numbersBy = byEmployee(readAll(db, employeeNumber, ids));
  return employees.map((each) => ({
    employee: each,
    facts: (factsBy.get(each.id) ?? []).sort((left, right) => compareText(left.validFrom, right.validFrom)),
    dependants: dependantsBy.get(each.id) ?? [],
    accounts: accountsBy.get(each.id) ?? [],
    numbers: numbersBy.get(each.id) ?? [],
  }));
}

function readAll<T extends typeof dependant | typeof bankAccount | typeof employeeNumber>(
  db: BetterSQLite3Database,
  table: T,
  ids: readonly string[] | null,
): T['$inferSelect'][] {
  const chosen = ids === null ? undefined : inArray(table.employeeId, [...ids]);
  // The rows of the table that was asked for; drizzle loses the type of a table that is a parameter.
  return db
    .select()
    .from(table)
    .where(and(isNull(table.deletedAt), chosen))
    .all() as T['$inferSelect'][];
}

function byEmployee<T extends { readonly employeeId: string }>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, (row) => row.employeeId);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
