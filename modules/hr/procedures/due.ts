import { implement } from '@orpc/server';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { lastDay, type LocalDate, type Month } from '#kernel/date.ts';
import { demand, refusal } from '#db/refusal.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import { contract, type DueRow } from '../contract/index.ts';
import { personnelOf } from '../personnel.ts';
import { dueBy } from '../rules/due.ts';
import { listOfRetirement, retirementDateOf } from '../rules/retirement.ts';
import { seniorityRulesOf } from '../rules/seniority-facts.ts';
import { fact, order, orderLine } from '../schema.ts';
import { draftOrder } from './order.ts';
import { findEmployees, mayOf, numbersOf, standingOf } from './staff.ts';

const os = implement(contract.due).$context<Context>();

export const dueProcedures = os.router({
  list: os.list.handler(({ input: { month }, context }) => dueIn(context, month).slice(0, LIST_LIMIT)),

  retirements: os.retirements.handler(({ input: { asOf }, context }) => {
    const rules = rulesInForce(context.db, asOf);
    const numbers = numbersOf(context.db, null);
    const serving = servingOn(context, asOf);
    return findEmployees(context.db, '')
      .filter((row) => mayOf(context.access, 'hr.employee.view', row).ok && serving.has(row.id))
      .flatMap((row) => {
        const retiresOn = row.birthDate === null ? null : retirementDateOf(row.birthDate, rules);
        const within = retiresOn === null ? null : listOfRetirement(retiresOn, asOf);
        if (row.birthDate === null || retiresOn === null || within === null) return [];
        return [
          {
            ...{ employeeId: row.id, fullName: row.fullName, unitId: row.unitId, birthDate: row.birthDate },
            ...{ isBirthDayAssumed: row.isBirthDayAssumed, retiresOn, within },
            number: numbers.get(row.id) ?? null,
          },
        ];
      })
      .sort((left, right) => (left.retiresOn < right.retiresOn ? -1 : 1))
      .slice(0, LIST_LIMIT);
  }),

  batch: os.batch.handler(({ input: { month, kind, employeeIds, ...paper }, context }) => {
    demand(mayAt(context.access, 'hr.order.draft', paper.unitId));
    const due = new Map(dueIn(context, month).map((row) => [row.employeeId, row]));
    const lines = employeeIds.map((employeeId) => {
      const row = due.get(employeeId);
      if (row?.kind !== kind || row.exception !== null) throw refusal('DUE_CHANGED');
      return {
        employeeId,
        terms: {
          on: row.due,
          step: row.toStep,
          ...(kind === 'PROMOTION' && { grade: row.toGrade }),
        },
        note: null,
      };
    });
    const effectiveDate = lines.map(({ terms }) => terms.on).sort()[0] ?? lastDay(month);
    return context.write('hr.order.draft', (tx) => ({
      id: draftOrder(tx, context, { ...paper, kind, effectiveDate, subject: null, lines }),
    }));
  }),
});

/** Whoever is due an increment or a promotion by the end of a month, within the reader's reach. */
function dueIn(context: Context, month: Month): DueRow[] {
  const day = lastDay(month);
  const rules = seniorityRulesOf(rulesInForce(context.db, day));
  const inOrder = employeesInOpenOrders(context);
  const numbers = numbersOf(context.db, null);
  return personnelOf(context.db).flatMap(({ employee: row, facts }) => {
    if (!mayOf(context.access, 'hr.order.view', row).ok) return [];
    const due = dueBy(day, { facts, isInOpenOrder: inOrder.has(row.id) }, rules);
    // Who left the service in an earlier month is not listed month after month.
    if (due === null || (due.exception === 'LEFT_SERVICE' && due.due.slice(0, 7) < month)) return [];
    return [
      {
        ...{ employeeId: row.id, fullName: row.fullName, number: numbers.get(row.id) ?? null, unitId: row.unitId },
        jobTitle: standingOf(facts, day).jobTitle,
        further: [...due.further],
        ...{ kind: due.kind, due: due.due, explained: due.explained, exception: due.exception },
        ...{ fromGrade: due.from.grade, fromStep: due.from.step, toGrade: due.to.grade, toStep: due.to.step },
      },
    ];
  });
}

function employeesInOpenOrders({ db }: Context): ReadonlySet<string> {
  const rows = db
    .select({ employeeId: orderLine.employeeId })
    .from(orderLine)
    .innerJoin(order, eq(order.id, orderLine.orderId))
    .where(
      and(
        inArray(order.state, ['draft', 'checked']),
        inArray(order.kind, ['INCREMENT', 'PROMOTION']),
        isNull(order.deletedAt),
        isNull(orderLine.deletedAt),
      ),
    )
    .all();
  return new Set(rows.map(({ employeeId }) => employeeId));
}

function servingOn({ db }: Context, day: LocalDate): ReadonlySet<string> {
  const rows = db
    .select()
    .from(fact)
    .where(and(eq(fact.kind, 'SERVICE'), isNull(fact.retractedAt), isNull(fact.deletedAt)))
    .all()
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
  return new Set(rows.map(({ employeeId }) => employeeId));
}
