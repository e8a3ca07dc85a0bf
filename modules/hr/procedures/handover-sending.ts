import { and, eq, isNull } from 'drizzle-orm';
import { addDays, type LocalDate } from '#kernel/date.ts';
import { all } from '#kernel/verdict.ts';
import { demand } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { peer } from '#modules/org/schema.ts';
import type { DispatchInput, PeerRow } from '../contract/index.ts';
import { payDesk } from '../port.ts';
import { judgeDispatch, judgeRecall, judgeTakeBack, leavesOn, type Leaving } from '../rules/handover.ts';
import { judgeBegin, judgeOrderDate } from '../rules/paper-dates.ts';
import { employee, fact, handover, handoverAnswer } from '../schema.ts';
import { findHandover, halvesOf } from './handover-book.ts';
import { freezeFile } from './handover-file.ts';
import { waysOf } from './handover-ways.ts';
import { bringFact } from './order-writing.ts';
import { factsOf, mayOf, storedFactsOf } from './staff.ts';

/** The sender's half: he is sent, asked back, and taken back when he was not accepted. */

/** Freezes his file, ends his service on the eve of the day, and puts both on their way in one command. */
export function sendHandover(context: Context, input: DispatchInput): { id: string } {
  const { employeeId, toOffice, effectiveDate } = input;
  return context.write('hr.handover.send', (tx) => {
    const row = tx.get(employee, employeeId);
    demand(mayOf(context.access, 'hr.handover.send', row));
    const today = context.latestDay();
    demand(all(judgeOrderDate(input.orderDate, today), judgeBegin(effectiveDate, { today, field: 'effectiveDate' })));
    const peers = peersOf(context);
    const lastPay = context.service(payDesk)?.lastPayOf(tx.db, employeeId) ?? null;
    const lastPaidMonth = lastPay?.month ?? null;
    const leaving: Leaving = {
      ...{ office: context.office, toOffice, effectiveDate, lastPaidMonth },
      ...{ known: peers.map(({ office }) => office), facts: factsOf(tx.db, employeeId) },
      ...waysOf(context, [employeeId])(employeeId),
    };
    demand(judgeDispatch(leaving));
    const file = freezeFile(context, row, { from: effectiveDate, lastPay });
    const id = tx.insert(handover, {
      ...input,
      ...{ unitId: row.unitId, fullName: row.fullName, fromName: file.office.nameAr, lastPaidMonth, file },
      toName: peers.find(({ office }) => office === toOffice)?.nameAr ?? '',
      state: 'sent',
    });
    endService(tx, employeeId, leaving);
    return { id };
  });
}

/** Asks for him back. He stays in transit until the other office answers: it may have accepted him already. */
export function recallHandover(
  context: Context,
  { id, revision }: { readonly id: string; readonly revision: number },
): { revision: number } {
  return context.write('hr.handover.recall', (tx) => {
    const told = findHandover(tx.db, id);
    const mayRecall = mayAt(context.access, 'hr.handover.send', told.row.unitId);
    demand(all(mayRecall, judgeRecall(halvesOf(told, context.office))));
    tx.update(handover, id, { state: 'recalled' }, { revision });
    return { revision: tx.get(handover, id).revision };
  });
}

/** He was given back: his service goes on as if he had never been sent. */
export function takeBackHandover(
  context: Context,
  { id, revision }: { readonly id: string; readonly revision: number },
): { revision: number } {
  return context.write('hr.handover.takeBack', (tx) => {
    const told = findHandover(tx.db, id);
    const { row, answer } = told;
    demand(all(mayAt(context.access, 'hr.handover.send', row.unitId), judgeTakeBack(halvesOf(told, context.office))));
    if (answer) tx.answers(handoverAnswer, answer.id);
    tx.update(handover, id, { state: 'returned' }, { revision });
    resumeService(tx, row.employeeId, row.effectiveDate);
    return { revision: tx.get(handover, id).revision };
  });
}

/** The offices to which somebody may be sent, as the data centre made them known. */
export function peersOf({ db, office }: Pick<Context, 'db' | 'office'>): readonly PeerRow[] {
  return db
    .select({ office: peer.office, nameAr: peer.nameAr, nameCkb: peer.nameCkb, nameEn: peer.nameEn })
    .from(peer)
    .where(and(eq(peer.isClosed, false), isNull(peer.deletedAt)))
    .orderBy(peer.office)
    .all()
    .filter((row) => row.office !== office);
}

/** By this his pay ends here: payroll reads the service and knows nothing of handovers. */
function endService(tx: Tx, employeeId: string, leaving: Leaving): void {
  const service = leavesOn(leaving);
  if (service === null) return;
  tx.update(fact, service.id, { retractedAt: tx.now });
  bringFact(
    tx,
    { orderId: null, employeeId },
    {
      ...{ kind: 'SERVICE', value: { ...service.value, endedBy: 'TRANSFER' } },
      ...{ from: service.validFrom, to: addDays(leaving.effectiveDate, -1) },
    },
  );
}

function resumeService(tx: Tx, employeeId: string, effectiveDate: LocalDate): void {
  const services = storedFactsOf(tx.db, employeeId).filter(({ kind }) => kind === 'SERVICE');
  const eve = addDays(effectiveDate, -1);
  const cut = services.find(({ validTo, retractedAt }) => validTo === eve && retractedAt === null);
  const whole = services.find(({ retractedAt }) => retractedAt !== null && retractedAt === cut?.knownAt);
  if (cut === undefined || whole === undefined) return;
  tx.update(fact, cut.id, { retractedAt: tx.now });
  const { kind, value, validFrom, validTo, orderId } = whole;
  tx.insert(fact, {
    ...{ employeeId, kind, value, validFrom, validTo, orderId },
    ...{ knownAt: tx.now, retractedAt: null, retractedByOrderId: null },
  });
}
