import { and, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import { mayAt, type Access, type Context } from '#modules/module.ts';
import { factsOfKind } from '../rules/facts-of-kind.ts';
import type { KnownFact } from '../rules/facts.ts';
import type { StoredFact } from '../rules/reversal.ts';
import { employee, employeeNumber, fact } from '../schema.ts';

export type Employee = typeof employee.$inferSelect;
type Db = Context['db'];

/** So many ids fit into one query. */
export const IDS_PER_QUERY = 500;

/** A long list of ids in parts that fit into a query. */
export function partsOf<T>(ids: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(ids.length / IDS_PER_QUERY) }, (_, index) =>
    ids.slice(index * IDS_PER_QUERY, (index + 1) * IDS_PER_QUERY),
  );
}

export function mayOf(access: Access | null, permission: string, row: Pick<Employee, 'unitId'>): Verdict {
  return mayAt(access, permission, row.unitId);
}

/** Who is meant by these words: by name, mother, card, telephone or one of his numbers; everybody by none. */
export function isFoundBy(db: Db, search: string): SQL | undefined {
  if (search.trim() === '') return undefined;
  const byNumber = db
    .select({ id: employeeNumber.employeeId })
    .from(employeeNumber)
    .where(and(isNull(employeeNumber.deletedAt), matches(employeeNumber, search)));
  return or(matches(employee, search), inArray(employee.id, byNumber));
}

/** The employees found by these words, by name. */
export function findEmployees(db: Db, search: string): readonly Employee[] {
  return db
    .select()
    .from(employee)
    .where(and(isNull(employee.deletedAt), isFoundBy(db, search)))
    .orderBy(employee.fullName)
    .all();
}

/** The employee, or the refusal `NOT_FOUND`. */
export function findEmployee(db: Db, id: string): Employee {
  const found = db
    .select()
    .from(employee)
    .where(and(eq(employee.id, id), isNull(employee.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

/** By employee: his number in the office, or the first that he has. */
export function numbersOf(db: Db, ids: readonly string[] | null): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  const read = (part: readonly string[] | null): void => {
    const rows = db
      .select()
      .from(employeeNumber)
      .where(
        and(
          isNull(employeeNumber.deletedAt),
          part === null ? undefined : inArray(employeeNumber.employeeId, [...part]),
        ),
      )
      .all();
    for (const { employeeId, kind, number } of rows) {
      if (kind === 'OFFICE' || !numbers.has(employeeId)) numbers.set(employeeId, number);
    }
  };
  if (ids === null) read(null);
  else partsOf(ids).forEach(read);
  return numbers;
}

/** The facts in force of one employee, as the office knows them now. */
export function factsOf(db: Db, employeeId: string): readonly KnownFact[] {
  return db
    .select()
    .from(fact)
    .where(and(eq(fact.employeeId, employeeId), isNull(fact.retractedAt), isNull(fact.deletedAt)))
    .orderBy(fact.validFrom)
    .all();
}

/** All facts of one employee that were ever known, retracted ones too. */
export function storedFactsOf(db: Db, employeeId: string): readonly (StoredFact & { readonly knownAt: number })[] {
  return db
    .select()
    .from(fact)
    .where(and(eq(fact.employeeId, employeeId), isNull(fact.deletedAt)))
    .orderBy(fact.validFrom)
    .all();
}

/** Where he stands by the last fact of each kind, whatever day it begins on, up to a day. */
export function standingOf(facts: readonly KnownFact[], day: LocalDate) {
  const last = <K extends 'GRADE' | 'PLACE' | 'CERTIFICATE'>(kind: K) =>
    factsOfKind(facts, kind)
      .filter(({ validFrom }) => validFrom <= day)
      .toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1))
      .at(-1)?.value;
  const grade = last('GRADE');
  return {
    grade: grade?.grade ?? null,
    step: grade?.step ?? null,
    jobTitle: last('PLACE')?.jobTitle ?? null,
    certificate: last('CERTIFICATE')?.code ?? null,
    isInService: factsOfKind(facts, 'SERVICE').some(
      ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
    ),
  };
}
