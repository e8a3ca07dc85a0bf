import { and, eq, isNull, ne } from 'drizzle-orm';
import { demand } from '#db/refusal.ts';
import { mayAt, type Context } from '#modules/module.ts';
import {
  TOGETHER_LIMIT,
  type AcceptSlice,
  type ArrivalInput,
  type ArrivalRow,
  type HandoverFile,
  type SliceResult,
} from '../contract/index.ts';
import { judgeAccept } from '../rules/handover.ts';
import { handover, handoverAnswer } from '../schema.ts';
import { eachApart, nextTurn } from './apart.ts';
import { findHandover, findHandovers, halvesOf, type Told } from './handover-book.ts';
import { FILES_AT_ONCE, readFiles } from './handover-file.ts';
import { acceptHandover, cardOf, holdersOf } from './handover-receiving.ts';

/** Many people who came together: looked at first, then accepted, each by a command of his own. */

/** Who came from an office, or by an order, and waits for his answer. Refuses `OUTSIDE_YOUR_UNIT`. */
export async function arrivals(context: Context, { fromOffice, orderNumber }: ArrivalInput): Promise<ArrivalRow[]> {
  const { db, office, access } = context;
  // What came to the office has no unit yet.
  demand(mayAt(access, 'hr.handover.accept', null));
  const waiting = findHandovers(
    db,
    and(
      ...[ne(handover.ownerOffice, office), isNull(handoverAnswer.id)],
      fromOffice === null ? undefined : eq(handover.ownerOffice, fromOffice),
      orderNumber === null ? undefined : eq(handover.orderNumber, orderNumber),
    ),
  ).slice(0, TOGETHER_LIMIT);
  const rows: ArrivalRow[] = [];
  for (let start = 0; start < waiting.length; start += FILES_AT_ONCE) {
    await nextTurn();
    rows.push(...presentArrivals(context, waiting.slice(start, start + FILES_AT_ONCE)));
  }
  return rows.toSorted(firstThoseThatCannot);
}

/** Accepts some of them. Who was accepted before is told so, and nothing is written of him. */
export function acceptSlice(context: Context, { people }: AcceptSlice): Promise<SliceResult[]> {
  return eachApart(
    people,
    ({ id, unitId }) => acceptHandover(context, { id, unitId, jobTitle: null, officeNumber: null }),
    ({ id }, { problems }) =>
      problems.some(({ code }) => code === 'HANDOVER_ANSWERED_HERE') &&
      findHandover(context.db, id).answer?.outcome === 'accepted',
  );
}

function presentArrivals(context: Context, waiting: readonly Told[]): readonly ArrivalRow[] {
  const { db, office } = context;
  const files = readFiles(
    db,
    waiting.map(({ row }) => row.id),
  );
  const fileOf = ({ row }: Told): HandoverFile | null => files.get(row.id) ?? null;
  const today = context.today();
  const holderOn = holdersOf(
    db,
    waiting.flatMap((told) => cardOf(fileOf(told)) ?? []),
  );
  return waiting.map((told) => {
    const { row } = told;
    const file = fileOf(told);
    const holder = holderOn(cardOf(file), { today, effectiveDate: row.effectiveDate });
    const verdict = judgeAccept({ ...halvesOf(told, office), isReadable: file !== null, holder });
    return {
      ...{ id: row.id, fullName: row.fullName, otherOffice: row.ownerOffice, otherName: row.fromName },
      ...{ orderNumber: row.orderNumber, effectiveDate: row.effectiveDate, lastPaidMonth: row.lastPaidMonth },
      ...{ unitName: file?.unitName ?? '', jobTitle: file?.jobTitle ?? null },
      debts: (file?.lastPay?.loans.length ?? 0) + (file?.lastPay?.courtOrders.length ?? 0),
      answer: verdict,
    };
  });
}

/** Those that need a look stand first, each group by name. */
function firstThoseThatCannot(left: ArrivalRow, right: ArrivalRow): number {
  return Number(left.answer.ok) - Number(right.answer.ok) || left.fullName.localeCompare(right.fullName, 'ar');
}
