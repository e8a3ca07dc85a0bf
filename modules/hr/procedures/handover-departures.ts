import { and, isNull, type SQL } from 'drizzle-orm';
import { later } from '#kernel/date.ts';
import { andThen, type Verdict } from '#kernel/verdict.ts';
import { among } from '#db/among.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Context } from '#modules/module.ts';
import { subtree } from '#modules/org/index.ts';
import { unit } from '#modules/org/schema.ts';
import {
  departureStandings,
  type DepartureInput,
  type DepartureList,
  type DepartureRow,
  type DispatchInput,
  type SendSlice,
  type SliceResult,
} from '../contract/index.ts';
import { payDesk, type PayStanding } from '../port.ts';
import { isInService, type KnownFact } from '../rules/facts.ts';
import { judgeDispatch, judgeWay } from '../rules/handover.ts';
import {
  departureStanding,
  isGoneBy,
  isMeant,
  judgeChosen,
  proposedDay,
  type Earlier,
} from '../rules/handovers-together.ts';
import { judgeBegin } from '../rules/paper-dates.ts';
import { employee } from '../schema.ts';
import { eachApart } from './apart.ts';
import { lastDispatchOf, standingOfDispatch, type Told } from './handover-book.ts';
import { peersOf, sendHandover } from './handover-sending.ts';
import { servicesOf, waysOf } from './handover-ways.ts';
import { mayOf, numbersOf, partsOf, type Employee } from './staff.ts';

/** Many people who leave together: looked at first, then sent, each by a command of his own. */

/** Who of those that were chosen may go by this paper, and why the others may not. Writes nothing. */
export function departures(context: Context, input: DepartureInput): DepartureList {
  const { db, access, office } = context;
  const known = peersOf(context).map((peer) => peer.office);
  demand(judgeWay({ office, toOffice: input.toOffice, known }));
  demand(judgeBegin(input.effectiveDate, { today: context.latestDay(), field: 'effectiveDate' }));
  const chosen = chosenPeople(context, input);
  const seen = chosen.filter(
    ({ row }) => mayOf(access, 'hr.employee.view', row).ok || mayOf(access, 'hr.handover.send', row).ok,
  );
  if (seen.length === 0 && chosen.length > 0) throw refusal('OUTSIDE_YOUR_UNIT', undefined, 'unitIds');
  demand(judgeChosen(seen.length));
  const ids = seen.map(({ row }) => row.id);
  // How somebody is paid is shown to whoever may send him.
  const sendable = seen.filter(({ row }) => mayOf(access, 'hr.handover.send', row).ok);
  const standings = context.service(payDesk)?.standingsOf(
    db,
    sendable.map(({ row }) => row.id),
  );
  const standingOf = (id: string): PayStanding => standings?.get(id) ?? { lastMonth: null, debts: 0 };
  const numbers = numbersOf(db, ids);
  const dayOf = (people: readonly Chosen[]) => proposedDay(people.map(({ row }) => standingOf(row.id).lastMonth));
  const proposedDate = dayOf(sendable.filter(({ earlier }) => !isGoneBy(input, earlier))) ?? dayOf(sendable);
  const effectiveDate = input.effectiveDate ?? proposedDate;
  if (effectiveDate === null) throw refusal('HANDOVER_DAY_NEEDED', undefined, 'effectiveDate');
  const rows = seen.map(({ row, facts, ways, earlier }): DepartureRow => {
    const { lastMonth: lastPaidMonth, debts } = standingOf(row.id);
    const leaving = { ...ways, office, toOffice: input.toOffice, known, facts, effectiveDate, lastPaidMonth };
    const verdict = andThen(mayOf(access, 'hr.handover.send', row), () => judgeDispatch(leaving));
    const standing = departureStanding(verdict, isGoneBy(input, earlier));
    return {
      ...{ employeeId: row.id, fullName: row.fullName, unitId: row.unitId, number: numbers.get(row.id) ?? null },
      ...{ lastPaidMonth, debts, standing, problems: standing === 'stays' ? problemsOf(verdict) : [] },
    };
  });
  return { effectiveDate, proposedDate, unseen: chosen.length - seen.length, rows: rows.toSorted(firstThoseThatStay) };
}

/** Sends some of them. Who went by this paper before is told so, and nothing is written of him. */
export function sendSlice(context: Context, { employeeIds, ...paper }: SendSlice): Promise<SliceResult[]> {
  return eachApart(
    [...new Set(employeeIds)].map((id) => ({ id })),
    ({ id }) => sendHandover(context, { ...paper, employeeId: id } satisfies DispatchInput),
    ({ id }, { problems }) => {
      const isAway = problems.some(({ code }) => code === 'EMPLOYEE_IN_TRANSIT' || code === 'EMPLOYEE_MOVED');
      return isAway && isGoneBy(paper, earlierOf(lastDispatchOf(context.db, id)));
    },
  );
}

interface Chosen {
  readonly row: Employee;
  readonly facts: readonly KnownFact[];
  readonly ways: ReturnType<ReturnType<typeof waysOf>>;
  readonly earlier: Earlier | null;
}

/** Everybody who was named, and of the units those that are meant. */
function chosenPeople(context: Context, input: DepartureInput): readonly Chosen[] {
  const { db } = context;
  const named = new Set(input.employeeIds);
  const found = [
    ...partsOf(unitsBelow(db, input.unitIds)).flatMap((ids) => employeesWhere(db, among(employee.unitId, ids))),
    ...partsOf(input.employeeIds).flatMap((ids) => employeesWhere(db, among(employee.id, ids))),
  ];
  const rows = [...new Map(found.map((row) => [row.id, row])).values()];
  const ids = rows.map(({ id }) => id);
  const [services, ways] = [servicesOf(db, ids), waysOf(context, ids)];
  return rows.flatMap((row) => {
    const facts = services.get(row.id) ?? [];
    const own = ways(row.id);
    const earlier = earlierOf(own.dispatch);
    // Who begins here after today but before he leaves serves there as well.
    const day = later(context.today(), input.effectiveDate ?? context.today());
    const serves = isInService(facts, context.today()) || isInService(facts, day);
    if (!named.has(row.id) && !isMeant({ isInService: serves, earlier, paper: input })) return [];
    return [{ row, facts, ways: own, earlier }];
  });
}

function employeesWhere(db: Context['db'], condition: SQL): readonly Employee[] {
  return db
    .select()
    .from(employee)
    .where(and(isNull(employee.deletedAt), condition))
    .all();
}

/** These units and everything below them. */
function unitsBelow(db: Context['db'], unitIds: readonly string[]): readonly string[] {
  if (unitIds.length === 0) return [];
  const units = db.select({ id: unit.id, parentId: unit.parentId }).from(unit).where(isNull(unit.deletedAt)).all();
  return [...new Set(unitIds.flatMap((id) => [...subtree(id, units)]))];
}

function earlierOf(told: Told | null): Earlier | null {
  const state = standingOfDispatch(told);
  return told === null || state === null
    ? null
    : { state, toOffice: told.row.toOffice, orderNumber: told.row.orderNumber };
}

function problemsOf(verdict: Verdict): DepartureRow['problems'] {
  return verdict.ok ? [] : ([...verdict.problems] as DepartureRow['problems']);
}

/** Those that must be mended stand first, each group by name. */
function firstThoseThatStay(left: DepartureRow, right: DepartureRow): number {
  const place = ({ standing }: DepartureRow): number => departureStandings.indexOf(standing);
  return place(left) - place(right) || left.fullName.localeCompare(right.fullName, 'ar');
}
