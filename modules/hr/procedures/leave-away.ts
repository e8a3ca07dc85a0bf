import { and, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { ClosedRange } from '#kernel/range.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import type { AwayRow } from '../contract/index.ts';
import { employee, fact, leave } from '../schema.ts';
import { mayOf, numbersOf } from './staff.ts';

/** Who is away on a day of a period by an order of any kind, and who asks to be; within the reader's reach. */
export function awayIn({ db, access }: Pick<Context, 'db' | 'access'>, { from, to }: ClosedRange): AwayRow[] {
  const granted = db
    .select({ who: employee, row: fact })
    .from(fact)
    .innerJoin(employee, eq(employee.id, fact.employeeId))
    .where(
      and(
        eq(fact.kind, 'LEAVE'),
        isNull(fact.retractedAt),
        isNull(fact.deletedAt),
        isNull(employee.deletedAt),
        lte(fact.validFrom, to),
        or(isNull(fact.validTo), gte(fact.validTo, from)),
      ),
    )
    .all()
    .map(({ who, row }) => ({
      who,
      type: 'type' in row.value ? row.value.type : '',
      ...{ from: row.validFrom, to: row.validTo, isGranted: true },
    }));
  const asked = db
    .select({ who: employee, row: leave })
    .from(leave)
    .innerJoin(employee, eq(employee.id, leave.employeeId))
    .where(
      and(
        eq(leave.state, 'requested'),
        isNull(leave.deletedAt),
        isNull(employee.deletedAt),
        lte(leave.fromDate, to),
        gte(leave.toDate, from),
      ),
    )
    .all()
    .map(({ who, row }) => ({ who, type: row.type, from: row.fromDate, to: row.toDate, isGranted: false }));
  const visible = [...granted, ...asked].filter(({ who }) => mayOf(access, 'hr.leave.view', who).ok);
  const numbers = numbersOf(db, [...new Set(visible.map(({ who }) => who.id))]);
  return visible
    .map(({ who, ...row }) => ({
      ...{ employeeId: who.id, fullName: who.fullName, number: numbers.get(who.id) ?? null, unitId: who.unitId },
      ...row,
    }))
    .sort((left, right) => (left.from < right.from ? -1 : Number(left.from > right.from)))
    .slice(0, LIST_LIMIT);
}
