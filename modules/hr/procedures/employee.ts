import { implement } from '@orpc/server';
import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { attachment } from '#modules/files/schema.ts';
import { unit } from '#modules/org/schema.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import { contract, type EmployeeInput, type EmployeeListRow, type FactKind } from '../contract/index.ts';
import {
  areAlike,
  fullNameOf,
  judgeAccounts,
  judgeDependants,
  judgeNumbers,
  judgePapers,
  plainNumber,
  plainPapers,
} from '../rules/papers.ts';
import { judgePresent } from '../rules/handover.ts';
import type { KnownFact } from '../rules/facts.ts';
import { bankAccount, dependant, employee, employeeNumber, fact, qualification } from '../schema.ts';
import { awayBy, demandPresent, lastDispatchOf, standingOfDispatch } from './handover-book.ts';
import { noticesOf } from './double-file.ts';
import { keepRows, listsOf } from './employee-lists.ts';
import { tellFacts } from './facts-told.ts';
import { totalService } from '../rules/service-record.ts';
import { prospectsOf } from './prospects.ts';
import { unpaidEmployees } from './unpaid.ts';
import { factsOf, findEmployee, findEmployees, mayOf, numbersOf, standingOf, type Employee } from './staff.ts';

const os = implement(contract.employee).$context<Context>();

export const employeeProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const rows = findEmployees(context.db, input.search)
      .filter((row) => mayOf(context.access, 'hr.employee.view', row).ok)
      .slice(0, LIST_LIMIT);
    return presentAll(context, rows);
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const row = findEmployee(context.db, id);
    demand(mayOf(context.access, 'hr.employee.view', row));
    const told = lastDispatchOf(context.db, id);
    const present = judgePresent(standingOfDispatch(told));
    const may = (permission: string): Verdict => all(mayOf(context.access, permission, row), present);
    return {
      ...row,
      ...listsOf(context.db, id),
      handover: awayBy(told),
      doubleFiles: noticesOf(context, id).slice(0, 100),
      can: {
        edit: may('hr.employee.edit'),
        draftOrder: may('hr.order.draft'),
        requestLeave: may('hr.leave.request'),
        handOver: may('hr.handover.send'),
      },
    };
  }),

  career: os.career.handler(({ input: { id }, context }) => {
    const row = findEmployee(context.db, id);
    demand(mayOf(context.access, 'hr.employee.view', row));
    const [today, facts] = [context.today(), factsOf(context.db, id)];
    return {
      facts: tellFacts(context.db, id),
      prospects: prospectsOf({ row, facts, today, rules: rulesInForce(context.db, today) }),
      service: totalService(facts, today),
    };
  }),

  unpaid: os.unpaid.handler(({ context }) => unpaidEmployees(context).slice(0, LIST_LIMIT)),

  similar: os.similar.handler(({ input, context }) =>
    alikeTo(context.db, { ...input, fullName: fullNameOf(input) }).map((row) => ({
      ...{ id: row.id, fullName: row.fullName, birthDate: row.birthDate, motherName: row.motherName },
      number: numbersOf(context.db, [row.id]).get(row.id) ?? null,
    })),
  ),

  create: os.create.handler(({ input: { officeNumber, isOtherPerson, ...input }, context }) => {
    demand(mayAt(context.access, 'hr.employee.edit', input.unitId));
    return context.write('hr.employee.create', (tx) => {
      tx.get(unit, input.unitId);
      const [alike] = isOtherPerson ? [] : alikeTo(tx.db, { ...input, fullName: fullNameOf(input) });
      if (alike) throw refusal('POSSIBLE_DUPLICATE', { name: alike.fullName }, 'isOtherPerson');
      const id = createEmployee(tx, input, context.today());
      if (officeNumber !== null) addNumber(tx, id, officeNumber);
      return { id };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) =>
    context.write('hr.employee.edit', (tx) => {
      const row = tx.get(employee, id);
      demand(mayOf(context.access, 'hr.employee.edit', row));
      editEmployee(tx, row, { ...patch, today: context.today(), expected: { revision } });
      return { revision: tx.get(employee, id).revision };
    }),
  ),

  setPhoto: os.setPhoto.handler(({ input: { id, revision, photoId }, context }) =>
    context.write('hr.employee.setPhoto', (tx) => {
      demand(mayOf(context.access, 'hr.employee.edit', tx.get(employee, id)));
      demandPresent(tx.db, id);
      if (photoId !== null) {
        const file = tx.get(attachment, photoId);
        const isOwn = file.table === 'hr_employee' && file.recordId === id;
        demand(isOwn && file.contentType.startsWith('image/') ? accept() : refuse('PHOTO_NO_PICTURE'));
      }
      tx.update(employee, id, { photoId }, { revision });
      return { revision: tx.get(employee, id).revision };
    }),
  ),

  keepNumbers: os.keepNumbers.handler(({ input: { id, revision, rows }, context }) =>
    context.write('hr.employee.keepNumbers', (tx) => {
      demandOwn(tx, context, { id, revision });
      demand(judgeNumbers(rows));
      const plain = rows.map((row) => ({ ...row, number: plainNumber(row.number) }));
      for (const { kind, number } of plain) demandFreeNumber(tx, { kind, number, employeeId: id });
      keepRows(tx, employeeNumber, { employeeId: id, rows: plain });
      return { revision: tx.get(employee, id).revision };
    }),
  ),

  keepQualifications: os.keepQualifications.handler(({ input: { id, revision, rows }, context }) =>
    context.write('hr.employee.keepQualifications', (tx) => {
      demandOwn(tx, context, { id, revision });
      keepRows(tx, qualification, { employeeId: id, rows });
      return { revision: tx.get(employee, id).revision };
    }),
  ),

  keepAccounts: os.keepAccounts.handler(({ input: { id, revision, rows }, context }) =>
    context.write('hr.employee.keepAccounts', (tx) => {
      demandOwn(tx, context, { id, revision });
      keepRows(tx, bankAccount, { employeeId: id, rows: demand(judgeAccounts(rows)) });
      return { revision: tx.get(employee, id).revision };
    }),
  ),

  keepDependants: os.keepDependants.handler(({ input: { id, revision, rows }, context }) =>
    context.write('hr.employee.keepDependants', (tx) => {
      demandOwn(tx, context, { id, revision });
      demand(judgeDependants(rows));
      keepRows(tx, dependant, { employeeId: id, rows });
      return { revision: tx.get(employee, id).revision };
    }),
  ),
});

const ALIKE_SHOWN = 20;

/** Those who may be the same person; the birth date narrows them, the rule decides. */
function alikeTo(
  db: Context['db'],
  wanted: Pick<Employee, 'fullName' | 'birthDate' | 'motherName'>,
): readonly Employee[] {
  if (wanted.birthDate === null) return [];
  return db
    .select()
    .from(employee)
    .where(and(eq(employee.birthDate, wanted.birthDate), isNull(employee.deletedAt)))
    .all()
    .filter((row) => areAlike(row, wanted))
    .slice(0, ALIKE_SHOWN);
}

/** Creates an employee after judging his papers; used by the procedure and by the import. */
export function createEmployee(tx: Tx, input: EmployeeInput, today: LocalDate): string {
  const papers = plainPapers(input);
  demand(judgePapers(papers, today));
  demandFreeCard(tx, papers.nationalCard, null);
  return tx.insert(employee, { ...papers, fullName: fullNameOf(papers) });
}

/** Changes what his papers say of him; his unit is moved by orders. */
export function editEmployee(
  tx: Tx,
  row: Employee,
  change: Omit<EmployeeInput, 'unitId'> & {
    readonly today: LocalDate;
    readonly expected?: { readonly revision: number };
  },
): boolean {
  const { today, expected, ...patch } = change;
  demandPresent(tx.db, row.id);
  const papers = plainPapers(patch);
  demand(judgePapers(papers, today));
  // Who came back has his card on the file that he once left, too: only a card that is new to the file is asked about.
  if (papers.nationalCard !== row.nationalCard) demandFreeCard(tx, papers.nationalCard, row.id);
  return tx.update(employee, row.id, { ...papers, fullName: fullNameOf(papers) }, expected);
}

/** Gives an employee his number in the office. Refuses `NUMBER_TAKEN`. */
export function addNumber(tx: Tx, employeeId: string, typed: string): void {
  const number = plainNumber(typed);
  demandFreeNumber(tx, { kind: 'OFFICE', number, employeeId });
  tx.insert(employeeNumber, { employeeId, kind: 'OFFICE', number, validFrom: null, validTo: null });
}

function demandOwn(tx: Tx, { access }: Context, { id, revision }: { id: string; revision: number }): void {
  const row = tx.get(employee, id);
  demand(mayOf(access, 'hr.employee.edit', row));
  demandPresent(tx.db, id);
  // The record counts the change of what belongs to it, and a change made meanwhile is a conflict.
  tx.update(employee, id, {}, { revision });
  tx.touch(employee, id);
}

/** Nobody else holds this national card. Refuses `NATIONAL_CARD_TAKEN`. */
export function demandFreeCard(tx: Tx, card: string | null, ownId: string | null): void {
  if (card === null) return;
  const holder = tx.db
    .select({ fullName: employee.fullName })
    .from(employee)
    .where(
      and(
        ...[eq(employee.nationalCard, card), isNull(employee.deletedAt)],
        ownId === null ? undefined : ne(employee.id, ownId),
      ),
    )
    .get();
  if (holder) throw refusal('NATIONAL_CARD_TAKEN', { card, name: holder.fullName }, 'nationalCard');
}

/** Nobody else has this number of its kind. Refuses `NUMBER_TAKEN`. */
export function demandFreeNumber(
  tx: Tx,
  { kind, number, employeeId }: { readonly kind: string; readonly number: string; readonly employeeId: string },
): void {
  const holder = tx.db
    .select({ fullName: employee.fullName, kind: employeeNumber.kind })
    .from(employeeNumber)
    .innerJoin(employee, eq(employee.id, employeeNumber.employeeId))
    .where(
      and(
        eq(employeeNumber.number, number),
        ne(employeeNumber.employeeId, employeeId),
        isNull(employeeNumber.deletedAt),
        isNull(employee.deletedAt),
      ),
    )
    .all()
    .find((other) => other.kind === kind);
  if (holder) throw refusal('NUMBER_TAKEN', { number, name: holder.fullName }, 'officeNumber');
}

/** The lines of the list, each with where the employee stands today. */
export function presentAll(context: Context, rows: readonly Employee[]): EmployeeListRow[] {
  const { db } = context;
  const today = context.today();
  const shown: readonly FactKind[] = ['GRADE', 'PLACE', 'CERTIFICATE', 'SERVICE'];
  const facts = Map.groupBy(
    db
      .select()
      .from(fact)
      .where(and(inArray(fact.kind, [...shown]), isNull(fact.retractedAt), isNull(fact.deletedAt)))
      .all(),
    ({ employeeId }) => employeeId,
  );
  const numbers = numbersOf(db, null);
  const none: readonly KnownFact[] = [];
  return rows.map((row) => ({
    ...{ id: row.id, fullName: row.fullName, nationalCard: row.nationalCard, unitId: row.unitId },
    ...{ employmentKind: row.employmentKind, gender: row.gender, birthDate: row.birthDate },
    number: numbers.get(row.id) ?? null,
    ...standingOf(facts.get(row.id) ?? none, today),
  }));
}
