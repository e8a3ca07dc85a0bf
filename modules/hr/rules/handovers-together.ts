import { later, type LocalDate, type Month } from '#kernel/date.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { TOGETHER_LIMIT, type DepartureStanding, type HandoverState } from '../contract/index.ts';
import { dayAfterPay } from './handover.ts';

/** What is asked of many people who go together, beyond what is asked of each (`handover.ts`). */

/** A dispatch that was written before, and how it stands. */
export interface Earlier {
  readonly toOffice: number;
  readonly orderNumber: string;
  readonly state: HandoverState;
}

type Paper = Pick<Earlier, 'toOffice' | 'orderNumber'>;

/** Did he go by this very paper already? Then he is told as gone, and sending again goes on with the others. */
export function isGoneBy(paper: Paper, earlier: Earlier | null): boolean {
  if (earlier === null || earlier.state === 'returned') return false;
  return earlier.toOffice === paper.toOffice && earlier.orderNumber === paper.orderNumber;
}

/**
 * Of the people of whole units: is he one of those that are meant? Whoever serves there, who is on his way, and who went
 * by this paper; not who left the office long ago and whose closed file still names the unit.
 */
export function isMeant(of: {
  readonly isInService: boolean;
  readonly earlier: Earlier | null;
  readonly paper: Paper;
}): boolean {
  const { isInService, earlier, paper } = of;
  if (isInService || isGoneBy(paper, earlier)) return true;
  return earlier !== null && ['sent', 'recallAsked', 'refused'].includes(earlier.state);
}

export function departureStanding(verdict: Verdict, isGone: boolean): DepartureStanding {
  if (isGone) return 'gone';
  return verdict.ok ? 'goes' : 'stays';
}

/** The first day that most of them have by their last paid month, the later one of two; null where nobody was paid. */
export function proposedDay(lastPaidMonths: readonly (Month | null)[]): LocalDate | null {
  const days = lastPaidMonths.flatMap((month) => dayAfterPay(month) ?? []);
  const counted = [...Map.groupBy(days, (day) => day)].map(([day, same]) => ({ day, count: same.length }));
  return (
    counted.reduce<{ day: LocalDate; count: number } | null>((most, each) => {
      if (most === null || each.count > most.count) return each;
      return each.count === most.count ? { day: later(each.day, most.day), count: each.count } : most;
    }, null)?.day ?? null
  );
}

/** Was somebody chosen, and not more than are looked at together? */
export function judgeChosen(count: number): Verdict {
  if (count === 0) return refuse('HANDOVER_NOBODY_CHOSEN', undefined, 'unitIds');
  return count > TOGETHER_LIMIT ? refuse('HANDOVER_TOO_MANY', { count, limit: TOGETHER_LIMIT }, 'unitIds') : accept();
}

/** In which unit of this office somebody is to serve: the one for his old unit, or the one for everybody else. */
export function unitFor(
  unitName: string,
  { everybody, byOldUnit }: { readonly everybody: string | null; readonly byOldUnit: ReadonlyMap<string, string> },
): string | null {
  return byOldUnit.get(unitName) ?? everybody;
}
