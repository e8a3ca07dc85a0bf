import { and, gt, isNull, lte, or } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { among } from '#db/among.ts';
import { bankAccount, dependant, employee, employeeNumber, fact } from './schema.ts';

/** What is read of each table: offices have many employees, and decoding a column that nobody asks for takes its time. */
const columns = {
  employee: {
    ...{ id: employee.id, fullName: employee.fullName, birthDate: employee.birthDate, unitId: employee.unitId },
    maritalStatus: employee.maritalStatus,
  },
  fact: {
    ...{ id: fact.id, employeeId: fact.employeeId, kind: fact.kind, value: fact.value, orderId: fact.orderId },
    ...{ validFrom: fact.validFrom, validTo: fact.validTo, knownAt: fact.knownAt },
  },
  dependant: {
    ...{ id: dependant.id, employeeId: dependant.employeeId, kind: dependant.kind },
    ...{ allowanceFrom: dependant.allowanceFrom, allowanceTo: dependant.allowanceTo },
    ...{ taxFrom: dependant.taxFrom, taxTo: dependant.taxTo },
  },
  account: {
    ...{ employeeId: bankAccount.employeeId, bank: bankAccount.bank, iban: bankAccount.iban },
    ...{ accountNumber: bankAccount.accountNumber, validFrom: bankAccount.validFrom, validTo: bankAccount.validTo },
  },
  number: {
    ...{ employeeId: employeeNumber.employeeId, kind: employeeNumber.kind, number: employeeNumber.number },
    ...{ validTo: employeeNumber.validTo },
  },
} as const;

type Of<Table extends { readonly $inferSelect: object }, Columns> = Pick<
  Table['$inferSelect'],
  keyof Columns & keyof Table['$inferSelect']
>;

/** One employee with what payroll and seniority are worked out from. */
export interface Personnel {
  readonly employee: Of<typeof employee, typeof columns.employee>;
  /** In force as the office knows them, by start. Read one kind with `factsOfKind`. */
  readonly facts: readonly Of<typeof fact, typeof columns.fact>[];
  readonly dependants: readonly Of<typeof dependant, typeof columns.dependant>[];
  readonly accounts: readonly Of<typeof bankAccount, typeof columns.account>[];
  readonly numbers: readonly Of<typeof employeeNumber, typeof columns.number>[];
}

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
  const chosen = (column: AnySQLiteColumn) => (ids === null ? undefined : among(column, ids));
  const employees = db
    .select(columns.employee)
    .from(employee)
    .where(and(isNull(employee.deletedAt), chosen(employee.id)))
    .all();
  const known =
    knownAt === undefined
      ? isNull(fact.retractedAt)
      : and(lte(fact.knownAt, knownAt), or(isNull(fact.retractedAt), gt(fact.retractedAt, knownAt)));
  const facts = db
    .select(columns.fact)
    .from(fact)
    .where(and(isNull(fact.deletedAt), known, chosen(fact.employeeId)))
    .all();
  const living = (table: typeof dependant | typeof bankAccount | typeof employeeNumber) =>
    and(isNull(table.deletedAt), chosen(table.employeeId));
  const factsBy = byEmployee(facts);
  const dependantsBy = byEmployee(db.select(columns.dependant).from(dependant).where(living(dependant)).all());
  const accountsBy = byEmployee(db.select(columns.account).from(bankAccount).where(living(bankAccount)).all());
  const numbersBy = byEmployee(db.select(columns.number).from(employeeNumber).where(living(employeeNumber)).all());
  return employees.map((each) => ({
    employee: each,
    facts: (factsBy.get(each.id) ?? []).sort((left, right) => compareText(left.validFrom, right.validFrom)),
    dependants: dependantsBy.get(each.id) ?? [],
    accounts: accountsBy.get(each.id) ?? [],
    numbers: numbersBy.get(each.id) ?? [],
  }));
}

function byEmployee<T extends { readonly employeeId: string }>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, (row) => row.employeeId);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
