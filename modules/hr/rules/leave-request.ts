import type { LocalDate } from '#kernel/date.ts';
import { lengthInDays } from '#kernel/range.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { rulesOfKind, type Rule, type RuleValue } from '#modules/regulation/contract/rule.ts';

export interface WantedLeave {
  readonly type: string;
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

/** The rule of a leave by its code; null where the package has none. */
export function leaveRuleOf(type: string, rules: readonly Rule[]): RuleValue<'LEAVE'> | null {
  return rulesOfKind(rules, 'LEAVE').find(({ code }) => code === type)?.value ?? null;
}

/** Both ends counted. */
export function daysOfLeave({ fromDate, toDate }: Omit<WantedLeave, 'type'>): number {
  return lengthInDays({ from: fromDate, to: toDate });
}

/**
 * May this leave be granted? It runs forwards, is no longer than its kind allows, shares no day with another one, and
 * has its days in the balance where it uses one.
 */
export function judgeLeave(
  wanted: WantedLeave,
  known: {
    readonly rules: readonly Rule[];
    readonly others: readonly { readonly fromDate: LocalDate; readonly toDate: LocalDate }[];
    /** On the first day; null where the leave uses none. */
    readonly balance: number | null;
  },
): Verdict {
  const { fromDate, toDate, type } = wanted;
  const rule = leaveRuleOf(type, known.rules);
  if (rule === null) return refuse('CODE_UNKNOWN', { code: type }, 'type');
  if (toDate < fromDate) return refuse('PERIOD_REVERSED', undefined, 'toDate');
  const days = daysOfLeave(wanted);
  const clash = known.others.find((other) => other.fromDate <= toDate && fromDate <= other.toDate);
  return all(
    rule.grantLimitDays !== null && days > rule.grantLimitDays
      ? refuse('LEAVE_TOO_LONG', { days, limit: rule.grantLimitDays }, 'toDate')
      : accept(),
    clash ? refuse('LEAVE_OVERLAPS', { from: clash.fromDate }, 'fromDate') : accept(),
    known.balance !== null && days > known.balance
      ? refuse('LEAVE_BALANCE', { days, balance: known.balance }, 'toDate')
      : accept(),
  );
}
