import { and, eq, ne, sql } from 'drizzle-orm';
import { monthOf } from '#kernel/date.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { mayAt, type Context } from '#modules/module.ts';
import {
  TOGETHER_LIMIT,
  type DebtsSlice,
  type HandoverFile,
  type LastPay,
  type SliceResult,
  type WaitingDebts,
} from '../contract/index.ts';
import { payDesk } from '../port.ts';
import { employee, handover, handoverAnswer } from '../schema.ts';
import { eachApart, nextTurn } from './apart.ts';
import { findHandover, findHandovers, halvesOf, type Told } from './handover-book.ts';
import { FILES_AT_ONCE, readFile, readFiles } from './handover-file.ts';

/** The debts of who was accepted: they are confirmed by who keeps the books, of one or of many. */

/** Writes what he owes into the books of this office, once, by who may write there. */
export function takeDebts(context: Context, id: string): { employeeId: string } {
  return context.write('hr.handover.takeDebts', (tx) => {
    const told = findHandover(tx.db, id);
    const file = readFile(tx.db, id);
    demand(judgeDebts(context, told, file));
    const desk = context.service(payDesk);
    const { answer, row } = told;
    const newId = answer?.employeeId ?? null;
    if (!desk || !answer || newId === null || !file?.lastPay) throw refusal('HANDOVER_MOVE');
    desk.takeDebts(tx, { employeeId: newId, from: monthOf(row.effectiveDate), lastPay: file.lastPay });
    tx.update(handoverAnswer, answer.id, { debtsTakenAt: tx.now });
    return { employeeId: newId };
  });
}

/** May this user confirm the debts of who was accepted here? */
export function judgeDebts({ access, office, db, service }: Context, told: Told, file: HandoverFile | null): Verdict {
  const { answer } = told;
  if (halvesOf(told, office).side === 'sender') return refuse('HANDOVER_NOT_OURS');
  const desk = service(payDesk);
  if (desk === null || answer?.outcome !== 'accepted' || answer.employeeId === null) return refuse('HANDOVER_MOVE');
  if (answer.debtsTakenAt !== null) return refuse('HANDOVER_DEBTS_TAKEN');
  return all(
    mayAt(access, desk.permission, unitOf({ db }, told)),
    owesAnything(file) ? accept() : refuse('HANDOVER_MOVE'),
  );
}

/** Where he serves in this office. */
function unitOf({ db }: Pick<Context, 'db'>, { answer }: Told): string | null {
  const id = answer?.employeeId;
  if (!id) return null;
  return db.select({ unitId: employee.unitId }).from(employee).where(eq(employee.id, id)).get()?.unitId ?? null;
}

function owesAnything(file: HandoverFile | null): boolean {
  const pay = file?.lastPay;
  if (!pay) return false;
  return pay.loans.length + pay.courtOrders.length + pay.exemptions.length > 0;
}

/** Whose debts wait here, of those for whom this user may write. */
export async function waitingDebts(context: Context): Promise<WaitingDebts[]> {
  const { db, office } = context;
  const desk = context.service(payDesk);
  if (desk === null) return [];
  const waiting = findHandovers(db, and(ne(handover.ownerOffice, office), owesByPaper))
    .filter(({ answer }) => answer?.outcome === 'accepted' && answer.debtsTakenAt === null)
    .filter((told) => mayAt(context.access, desk.permission, unitOf(context, told)).ok)
    .slice(0, TOGETHER_LIMIT);
  const rows: WaitingDebts[] = [];
  for (let start = 0; start < waiting.length; start += FILES_AT_ONCE) {
    await nextTurn();
    const some = waiting.slice(start, start + FILES_AT_ONCE);
    const files = readFiles(
      db,
      some.map(({ row }) => row.id),
    );
    rows.push(...some.flatMap((told) => presentDebts(context, told, files.get(told.row.id) ?? null)));
  }
  return rows.toSorted((left, right) => left.fullName.localeCompare(right.fullName, 'ar'));
}

/** Confirms the debts of some of them. Whose debts were confirmed before is told so, and nothing is written for him. */
export function takeDebtsSlice(context: Context, { ids }: DebtsSlice): Promise<SliceResult[]> {
  return eachApart(
    ids.map((id) => ({ id })),
    ({ id }) => takeDebts(context, id),
    (_, { problems }) => problems.some(({ code }) => code === 'HANDOVER_DEBTS_TAKEN'),
  );
}

const lengthOf = (list: keyof LastPay) => sql`coalesce(json_array_length(${handover.file}, ${`$.lastPay.${list}`}), 0)`;

/** Does the certificate name any debt? Asked of the database: most files name none, and each of them is long. */
const owesByPaper = sql`${lengthOf('loans')} + ${lengthOf('courtOrders')} + ${lengthOf('exemptions')} > 0`;

function presentDebts(context: Context, told: Told, file: HandoverFile | null): readonly WaitingDebts[] {
  const unitId = unitOf(context, told);
  if (unitId === null) return [];
  const { row } = told;
  const { loans = [], courtOrders = [], exemptions = [] } = file?.lastPay ?? {};
  const sum = (amounts: readonly (number | null)[]): number =>
    amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  return [
    {
      ...{ id: row.id, fullName: row.fullName, unitId, otherOffice: row.ownerOffice, otherName: row.fromName },
      ...{ effectiveDate: row.effectiveDate, loans: loans.length, courtOrders: courtOrders.length },
      exemptions: exemptions.length,
      monthly: sum([...loans.map(({ instalment }) => instalment), ...courtOrders.map(({ monthly }) => monthly)]),
      balance: sum([...loans, ...courtOrders].map(({ balance }) => balance)),
      answer: file === null ? refuse('HANDOVER_FILE_UNREADABLE') : judgeDebts(context, told, file),
    },
  ];
}
