import { implement } from '@orpc/server';
import { and, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract, type DoubleFileNotice } from '../contract/index.ts';
import { isWaiting, stateOfFile } from '../rules/double-file.ts';
import { isInService, type KnownFact } from '../rules/facts.ts';
import { doubleFile, employee, fact } from '../schema.ts';
import { partsOf } from './staff.ts';

/** What the data centre has told this office of its own files: read here, written by the data centre alone. */

const os = implement(contract.doubleFile).$context<Context>();

const NOTICES_LIMIT = 1_000;

export const doubleFileProcedures = os.router({
  list: os.list.handler(({ context }) => [
    ...notices(context).flatMap(({ unitId, ...notice }) =>
      mayAt(context.access, 'hr.handover.view', unitId).ok ? [notice] : [],
    ),
  ]),
});

/** What was decided on the files that may be this employee's too, the latest first; nothing of other persons' files. */
export function noticesOf(context: Context, employeeId: string): readonly DoubleFileNotice[] {
  return notices(context, eq(doubleFile.employeeId, employeeId)).flatMap(({ unitId, ...notice }) => {
    void unitId;
    return notice.state === 'otherPerson' ? [] : [notice];
  });
}

type Located = DoubleFileNotice & { readonly unitId: string };

/** Of each two files the latest decision. Nobody but the data centre decides on files, whoever may have sent one. */
function notices({ db, office, now, today }: Context, condition?: SQL): readonly Located[] {
  const rows = db
    .select({ told: doubleFile, fullName: employee.fullName, unitId: employee.unitId })
    .from(doubleFile)
    .innerJoin(employee, eq(employee.id, doubleFile.employeeId))
    .where(
      and(
        ...[eq(doubleFile.ownerOffice, DATACENTER_OFFICE), eq(doubleFile.toOffice, office)],
        ...[isNull(doubleFile.deletedAt), isNull(employee.deletedAt), condition],
      ),
    )
    .orderBy(desc(doubleFile.createdAt), desc(doubleFile.id))
    .limit(NOTICES_LIMIT)
    .all();
  const byPair = Map.groupBy(rows, ({ told }) => `${told.employeeId} ${told.otherOffice} ${told.otherEmployeeId}`);
  const latest = [...byPair.values()].flatMap(([row]) => row ?? []);
  const services = servicesOf(
    db,
    rows.map(({ told }) => told.employeeId),
  );
  return latest.map(({ told, fullName, unitId }) => {
    const { id, employeeId, otherOffice, otherName, verdict, reason, decidedBy, createdAt: decidedAt } = told;
    const state = stateOfFile(verdict, { isInService: isInService(services.get(employeeId) ?? [], today()) });
    return {
      ...{ id, employeeId, fullName, unitId, otherOffice, otherName: otherName ?? '', state },
      ...{ reason, decidedBy, decidedAt, isWaiting: isWaiting(state, { decidedAt, now: now() }) },
    };
  });
}

function servicesOf(db: Context['db'], employeeIds: readonly string[]): ReadonlyMap<string, readonly KnownFact[]> {
  const ofThese = (ids: readonly string[]) =>
    and(
      ...[inArray(fact.employeeId, [...ids]), eq(fact.kind, 'SERVICE')],
      ...[isNull(fact.retractedAt), isNull(fact.deletedAt)],
    );
  const facts = partsOf(employeeIds).flatMap((ids) => db.select().from(fact).where(ofThese(ids)).all());
  return Map.groupBy(facts, ({ employeeId }) => employeeId);
}
