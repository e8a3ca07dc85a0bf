import { addDays, firstDay, shiftMonth, type LocalDate, type Month } from '#kernel/date.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import {
  SCANS_LIMIT,
  TRANSIT_PATIENCE,
  type DispatchState,
  type HandoverState,
  type NewFact,
  type Outcome,
} from '../contract/index.ts';
import { inForceOn, type KnownFact } from './facts.ts';
import type { FactOf } from './facts-of-kind.ts';

/** The two halves of a handover, as far as one of the two offices has them. */
export interface Halves {
  /** Whose half the dispatch is, seen from here. */
  readonly side: 'sender' | 'receiver';
  readonly dispatch: DispatchState;
  /** Null until an answer is there. */
  readonly outcome: Outcome | null;
}

/**
 * How the handover stands. An acceptance wins over a recall whichever was written first: he has begun his work there.
 * Who was recalled is in nobody's staff until the other office gives him back, so that never two offices hold him.
 */
export function stateOf({ side, dispatch, outcome }: Halves): HandoverState {
  if (outcome === 'accepted') return side === 'sender' && dispatch === 'recalled' ? 'recallDenied' : 'accepted';
  if (outcome === 'refused') return side === 'sender' && dispatch === 'returned' ? 'returned' : 'refused';
  if (dispatch === 'recalled') return 'recallAsked';
  return side === 'sender' ? 'sent' : 'arrived';
}

/** Those in which somebody is in no office's staff. */
const underWay: ReadonlySet<HandoverState> = new Set(['sent', 'arrived', 'recallAsked', 'refused']);

/** Has he been on his way for too long? `since` and `now` are moments. */
export function isOverdue(
  state: HandoverState,
  { since, now }: { readonly since: number; readonly now: number },
): boolean {
  return underWay.has(state) && now - since > TRANSIT_PATIENCE;
}

/** May the file of somebody who was sent away be changed? Nothing is written into a copy that travels. */
export function judgePresent(state: HandoverState | null): Verdict {
  if (state === null || state === 'returned') return accept();
  return refuse(state === 'accepted' || state === 'recallDenied' ? 'EMPLOYEE_MOVED' : 'EMPLOYEE_IN_TRANSIT');
}

/** What a dispatch is judged by. */
export interface Leaving {
  /** This office's number; 0 before the data centre gave it one. */
  readonly office: number;
  readonly toOffice: number;
  /** The open offices that the data centre made known; none before it did, and then nobody can be sent. */
  readonly known: readonly number[];
  /** How his last handover stands. */
  readonly state: HandoverState | null;
  readonly facts: readonly KnownFact[];
  readonly effectiveDate: LocalDate;
  readonly lastPaidMonth: Month | null;
  /** The number of an order about him that is not approved yet. */
  readonly openOrder: string | null;
  readonly hasOpenLeave: boolean;
  /** The month of a run that holds him and is not locked. */
  readonly openRun: Month | null;
  /** How many scans are attached to his record. */
  readonly scans: number;
}

/** May he be sent away? */
export function judgeDispatch(leaving: Leaving): Verdict {
  // Of who was sent away already nothing else is worth saying: his service has ended by that.
  const present = judgePresent(leaving.state);
  if (!present.ok) return present;
  return all(
    judgeReceiver(leaving),
    judgeLeaving(leaving),
    leavesOn(leaving) === null ? refuse('NOT_IN_SERVICE', undefined, 'effectiveDate') : accept(),
    judgeDate(leaving),
  );
}

/** What stands in his way whatever the day and wherever he goes. */
export function judgeLeaving(
  leaving: Pick<Leaving, 'office' | 'known' | 'state' | 'openOrder' | 'hasOpenLeave' | 'openRun' | 'scans'>,
): Verdict {
  const { state, openOrder, hasOpenLeave, openRun, scans } = leaving;
  return all(
    judgeOffices(leaving),
    judgePresent(state),
    openOrder === null ? accept() : refuse('HANDOVER_ORDER_OPEN', { number: openOrder }),
    hasOpenLeave ? refuse('HANDOVER_LEAVE_OPEN') : accept(),
    openRun === null ? accept() : refuse('HANDOVER_RUN_OPEN', { month: openRun }),
    scans <= SCANS_LIMIT ? accept() : refuse('HANDOVER_SCANS', { scans, limit: SCANS_LIMIT }),
  );
}

/**
 * Has this office a number, under which another one can know it, and does it know another one? A number that was typed
 * before the list came would be nobody's, and who is sent to nobody is never given back.
 */
function judgeOffices({ office, known }: Pick<Leaving, 'office' | 'known'>): Verdict {
  if (office === 0) return refuse('HANDOVER_NOT_LINKED');
  return known.length === 0 ? refuse('HANDOVER_NO_OFFICES') : accept();
}

/** May anybody be sent there from here? */
export function judgeWay(way: Pick<Leaving, 'office' | 'toOffice' | 'known'>): Verdict {
  return all(judgeOffices(way), judgeReceiver(way));
}

function judgeReceiver({ office, toOffice, known }: Pick<Leaving, 'office' | 'toOffice' | 'known'>): Verdict {
  if (toOffice === office) return refuse('HANDOVER_TO_SELF', undefined, 'toOffice');
  // Where none is known that was said already.
  return known.length === 0 || known.includes(toOffice)
    ? accept()
    : refuse('HANDOVER_OFFICE_UNKNOWN', { office: toOffice }, 'toOffice');
}

/**
 * The one day on which who was paid here can begin elsewhere: the day after the last month that was paid. Earlier, two
 * offices would pay him; later, nobody, and the certificate would not be of his last pay.
 */
export function dayAfterPay(lastPaidMonth: Month | null): LocalDate | null {
  return lastPaidMonth === null ? null : firstDay(shiftMonth(lastPaidMonth, 1));
}

function judgeDate({ effectiveDate, lastPaidMonth }: Leaving): Verdict {
  const day = dayAfterPay(lastPaidMonth);
  return day === null || day === effectiveDate ? accept() : refuse('HANDOVER_DATE', { date: day }, 'effectiveDate');
}

/** The service that the dispatch ends, on the eve of his first day elsewhere; null where he does not serve by then. */
export function leavesOn({ facts, effectiveDate }: Pick<Leaving, 'facts' | 'effectiveDate'>): FactOf<'SERVICE'> | null {
  const eve = addDays(effectiveDate, -1);
  return inForceOn(facts, 'SERVICE', eve).find(({ validTo }) => validTo === null || validTo > eve) ?? null;
}

/** May he be asked back? Not when the other office has answered: what it says is what is. */
export function judgeRecall(halves: Halves): Verdict {
  if (halves.side === 'receiver') return refuse('HANDOVER_NOT_OURS');
  if (halves.outcome !== null) return refuse('HANDOVER_ANSWERED');
  return halves.dispatch === 'sent' ? accept() : refuse('HANDOVER_MOVE');
}

/** May he be taken back into the staff? Only who was given back, and once. */
export function judgeTakeBack(halves: Halves): Verdict {
  if (halves.side === 'receiver') return refuse('HANDOVER_NOT_OURS');
  return halves.outcome === 'refused' && halves.dispatch !== 'returned' ? accept() : refuse('HANDOVER_MOVE');
}

/** What an acceptance is judged by. */
export interface Joining extends Halves {
  /** Can this program read what the other office sent? */
  readonly isReadable: boolean;
  /** Who serves here under the same national card. */
  readonly holder: string | null;
}

/** May he be taken in? Not who was asked back meanwhile, as far as this office has heard of it. */
export function judgeAccept({ isReadable, holder, ...halves }: Joining): Verdict {
  const open = judgeOpen(halves);
  if (!open.ok) return open;
  if (halves.dispatch !== 'sent') return refuse('HANDOVER_RECALLED');
  return all(
    isReadable ? accept() : refuse('HANDOVER_FILE_UNREADABLE'),
    holder === null ? accept() : refuse('HANDOVER_PERSON_HERE', { name: holder }),
  );
}

/** May he be given back? Whoever was not answered for, asked back or not. */
export function judgeGiveBack(halves: Halves): Verdict {
  return judgeOpen(halves);
}

function judgeOpen({ side, outcome }: Halves): Verdict {
  if (side === 'sender') return refuse('HANDOVER_NOT_OURS');
  return outcome === null ? accept() : refuse('HANDOVER_ANSWERED_HERE');
}

/**
 * The facts that go with him: all on which his seniority rests, and of allowances and tax deductions those that still
 * run. His service and his place in the new office begin there anew.
 */
export function factsToCarry(facts: readonly KnownFact[], from: LocalDate): readonly NewFact[] {
  return facts.flatMap(({ kind, value, validFrom, validTo }): readonly NewFact[] => {
    if (kind === 'SERVICE' || kind === 'PLACE') return [];
    const mayEnd = kind === 'ALLOWANCE' || kind === 'TAX_DEDUCTION';
    if (mayEnd && validTo !== null && validTo < from) return [];
    // The value is of its kind: the write path has checked it by that kind's schema.
    return [{ kind, value, from: validFrom, to: validTo } as NewFact];
  });
}
