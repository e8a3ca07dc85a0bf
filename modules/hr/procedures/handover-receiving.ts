import { and, inArray, isNull } from 'drizzle-orm';
import { later, type LocalDate } from '#kernel/date.ts';
import { all } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { mayAt, type Context } from '#modules/module.ts';
import type { AcceptInput, HandoverFile } from '../contract/index.ts';
import { isInService } from '../rules/facts.ts';
import { judgeAccept, judgeGiveBack } from '../rules/handover.ts';
import { plainPapers } from '../rules/papers.ts';
import { employee, handover, handoverAnswer } from '../schema.ts';
import { findHandover, halvesOf } from './handover-book.ts';
import { openFile, readFile } from './handover-file.ts';
import { servicesOf } from './handover-ways.ts';
import { judgePaid } from './unpaid.ts';
import { partsOf } from './staff.ts';

/** The receiver's half: who came is accepted or given back. */

/** Takes him into the staff: his new file and the answer to the other office are one command. */
export function acceptHandover(context: Context, input: AcceptInput): { employeeId: string } {
  const { id, unitId, jobTitle, officeNumber } = input;
  return context.write('hr.handover.accept', (tx) => {
    const told = findHandover(tx.db, id);
    const file = readFile(tx.db, id);
    const today = context.today();
    const from = told.row.effectiveDate;
    const holder = holderOf(tx.db, file, { today, effectiveDate: from });
    const halves = halvesOf(told, context.office);
    // What came to the office has no unit yet: who takes it in holds the right over the whole office.
    const mayTake = mayAt(context.access, 'hr.handover.accept', null);
    demand(all(mayTake, judgeAccept({ ...halves, isReadable: file !== null, holder }), judgePaid(tx.db, unitId)));
    if (file === null) throw refusal('HANDOVER_FILE_UNREADABLE');
    const employeeId = openFile(tx, file, { from, unitId, jobTitle, officeNumber, today });
    tx.insert(handoverAnswer, {
      ...{ handoverId: id, toOffice: told.row.ownerOffice, outcome: 'accepted' },
      ...{ answeredOn: today, reason: null, employeeId, debtsTakenAt: null },
    });
    tx.answers(handover, id);
    return { employeeId };
  });
}

/** Gives him back to his office, asked or not, and says why. */
export function giveBack(
  context: Context,
  { id, reason }: { readonly id: string; readonly reason: string },
): { id: string } {
  return context.write('hr.handover.refuse', (tx) => {
    const told = findHandover(tx.db, id);
    const mayTake = mayAt(context.access, 'hr.handover.accept', null);
    demand(all(mayTake, judgeGiveBack(halvesOf(told, context.office))));
    const answerId = tx.insert(handoverAnswer, {
      ...{ handoverId: id, toOffice: told.row.ownerOffice, outcome: 'refused' },
      ...{ answeredOn: context.today(), reason, employeeId: null, debtsTakenAt: null },
    });
    tx.answers(handover, id);
    return { id: answerId };
  });
}

export function cardOf(file: HandoverFile | null): string | null {
  return file === null ? null : plainPapers(file.papers).nationalCard;
}

/** By what a holder is found: he serves here on the day on which the other would begin, or today where that is later. */
interface Beginning {
  readonly today: LocalDate;
  readonly effectiveDate: LocalDate;
}

/** Who serves in this office under one of these cards: one person is never in it twice. */
export function holdersOf(
  db: Context['db'],
  cards: readonly string[],
): (card: string | null, beginning: Beginning) => string | null {
  const rows = partsOf([...new Set(cards)]).flatMap((part) =>
    db
      .select({ id: employee.id, fullName: employee.fullName, card: employee.nationalCard })
      .from(employee)
      .where(and(inArray(employee.nationalCard, [...part]), isNull(employee.deletedAt)))
      .all(),
  );
  const services = servicesOf(
    db,
    rows.map(({ id }) => id),
  );
  const byCard = Map.groupBy(rows, ({ card }) => card);
  return (card, { today, effectiveDate }) => {
    if (card === null) return null;
    const day = later(today, effectiveDate);
    return byCard.get(card)?.find(({ id }) => isInService(services.get(id) ?? [], day))?.fullName ?? null;
  };
}

/** The same for the file of one. */
export function holderOf(db: Context['db'], file: HandoverFile | null, beginning: Beginning): string | null {
  const card = cardOf(file);
  return holdersOf(db, card === null ? [] : [card])(card, beginning);
}
