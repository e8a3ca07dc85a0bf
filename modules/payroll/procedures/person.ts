import { implement } from '@orpc/server';
import { and, asc, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import { LIST_LIMIT } from '#modules/contract.ts';
import { employee, employeeNumber, fact } from '#modules/hr/schema.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';

const os = implement(contract.person).$context<Context>();

export const personProcedures = os.router({
  list: os.list.handler(({ context: { db, access, today } }) => {
    const day = today();
    const serving = db
      .selectDistinct({ employeeId: fact.employeeId })
      .from(fact)
      .where(
        and(
          ...[eq(fact.kind, 'SERVICE'), isNull(fact.deletedAt), isNull(fact.retractedAt), lte(fact.validFrom, day)],
          or(isNull(fact.validTo), gte(fact.validTo, day)),
        ),
      )
      .all();
    const inService = new Set(serving.map(({ employeeId }) => employeeId));
    const numbers = db
      .select({ employeeId: employeeNumber.employeeId, number: employeeNumber.number })
      .from(employeeNumber)
      .where(and(isNull(employeeNumber.deletedAt), isNull(employeeNumber.validTo)))
      // The last one that is read stays: the office's own number.
      .orderBy(sql`${employeeNumber.kind} = 'OFFICE'`, asc(employeeNumber.id))
      .all();
    const numberOf = new Map(numbers.map(({ employeeId, number }) => [employeeId, number]));
    return db
      .select({ id: employee.id, fullName: employee.fullName, unitId: employee.unitId })
      .from(employee)
      .where(isNull(employee.deletedAt))
      .orderBy(asc(employee.fullName), asc(employee.id))
      .all()
      .filter(({ unitId }) => mayAt(access, 'payroll.run.view', unitId).ok)
      .slice(0, LIST_LIMIT)
      .map((row) => ({ ...row, number: numberOf.get(row.id) ?? null, isInService: inService.has(row.id) }));
  }),
});
