import { and, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { demand, refusal } from '#db/refusal.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import type { AwayBy, HandoverState } from '../contract/index.ts';
import { judgePresent, stateOf, type Halves } from '../rules/handover.ts';
import { employee, handover, handoverAnswer } from '../schema.ts';
import { partsOf } from './staff.ts';

/** The reading of handovers: each with the answer to it, and how it stands. */

type Db = Context['db'];
export type Answer = typeof handoverAnswer.$inferSelect;

/** The frozen file is long: lists do without it. */
const listed = {
  ...{ id: handover.id, ownerOffice: handover.ownerOffice, revision: handover.revision },
  ...{ createdAt: handover.createdAt, updatedAt: handover.updatedAt, employeeId: handover.employeeId },
  ...{ unitId: handover.unitId, fullName: handover.fullName, fromName: handover.fromName },
  ...{ toOffice: handover.toOffice, toName: handover.toName, orderNumber: handover.orderNumber },
  ...{ orderDate: handover.orderDate, effectiveDate: handover.effectiveDate, note: handover.note },
  ...{ lastPaidMonth: handover.lastPaidMonth, state: handover.state },
};
/** Is it of the office whose files hold the employee? */
const isOwn = sql<number>`EXISTS (SELECT 1 FROM ${employee} WHERE ${employee.id} = ${handover.employeeId} AND ${employee.ownerOffice} = ${handover.ownerOffice})`;

export type Handover = Pick<typeof handover.$inferSelect, keyof typeof listed> & { readonly isOwn: boolean };

export interface Told {
  readonly row: Handover;
  readonly answer: Answer | null;
}

/** The handovers of this office and those that came to it, the latest first. */
export function findHandovers(db: Db, condition?: SQL): readonly Told[] {
  const rows = db
    .select({ row: listed, isOwn, answer: handoverAnswer })
    .from(handover)
    .leftJoin(
      handoverAnswer,
      and(
        eq(handoverAnswer.handoverId, handover.id),
        // Nobody answers for another office.
        eq(handoverAnswer.ownerOffice, handover.toOffice),
        isNull(handoverAnswer.deletedAt),
      ),
    )
    .where(and(isNull(handover.deletedAt), condition))
    .orderBy(desc(handover.createdAt), desc(handover.id))
    .limit(LIST_LIMIT)
    .all();
  return [...Map.groupBy(rows, ({ row }) => row.id).values()].flatMap((same) => {
    const [first] = same;
    // An office that was restored may have answered twice: who was accepted once was accepted.
    const answers = same.flatMap(({ answer }) => answer ?? []);
    const answer = answers.find(({ outcome }) => outcome === 'accepted') ?? answers[0] ?? null;
    return first === undefined ? [] : [{ row: { ...first.row, isOwn: first.isOwn === 1 }, answer }];
  });
}

/** The handover, or the refusal `NOT_FOUND`. */
export function findHandover(db: Db, id: string): Told {
  const [found] = findHandovers(db, eq(handover.id, id));
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

/** The last handover of each of these people out of this office; nothing for who was never sent away. */
export function lastDispatches(db: Db, employeeIds: readonly string[]): ReadonlyMap<string, Told> {
  const found = partsOf(employeeIds).flatMap((ids) => findHandovers(db, inArray(handover.employeeId, [...ids])));
  // What another office sent names its own people only, and none of them is in this office's files.
  const own = found.filter(({ row }) => row.isOwn);
  return new Map(own.toReversed().map((told) => [told.row.employeeId, told]));
}

export function lastDispatchOf(db: Db, employeeId: string): Told | null {
  return lastDispatches(db, [employeeId]).get(employeeId) ?? null;
}

export function halvesOf({ row, answer }: Told, office: number): Halves {
  return {
    side: row.ownerOffice === office ? 'sender' : 'receiver',
    ...{ dispatch: row.state, outcome: answer?.outcome ?? null },
  };
}

/** How the last dispatch of somebody stands, seen from his own office; null for who was never sent away. */
export function standingOfDispatch(told: Told | null): HandoverState | null {
  return told === null ? null : stateOf(halvesOf(told, told.row.ownerOffice));
}

/** Nothing is written into the file of who was sent away. Refuses `EMPLOYEE_IN_TRANSIT`, `EMPLOYEE_MOVED`. */
export function demandPresent(db: Db, employeeId: string): void {
  demand(judgePresent(standingOfDispatch(lastDispatchOf(db, employeeId))));
}

/** By what he left, where he did; who was taken back has left by nothing. */
export function awayBy(told: Told | null): AwayBy | null {
  const state = standingOfDispatch(told);
  if (told === null || state === null || state === 'returned') return null;
  const { id, toName, toOffice } = told.row;
  return { id, state, otherName: toName, otherOffice: toOffice };
}
