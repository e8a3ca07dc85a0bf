import { addDays, daysBetween, type LocalDate } from '#kernel/date.ts';
import { merge, type DateRange } from '#kernel/range.ts';
import { rulesOfKind, type Rule } from '#modules/regulation/contract/rule.ts';
import type { LeaveEntryKind } from '../contract/index.ts';
import { factsOfKind } from './facts-of-kind.ts';
import type { KnownFact } from './facts.ts';

export interface LedgerEntry {
  readonly kind: LeaveEntryKind;
  readonly onDate: LocalDate;
  /** Positive gives days, negative takes them. */
  readonly days: number;
  readonly note: string | null;
}

/** An entry with the sum up to it. */
export interface LedgerLine extends LedgerEntry {
  readonly balance: number;
}

/** How the balance of a leave grows: a day for so many days of service, up to a limit. */
export interface AccrualRule {
  readonly accrualDays: number;
  readonly limit: number | null;
}

/** The leaves of a package that have a balance, by code. */
export function accrualRules(rules: readonly Rule[]): ReadonlyMap<string, AccrualRule> {
  return new Map(
    rulesOfKind(rules, 'LEAVE').flatMap(({ code, value }) =>
      value.accrualDays === null
        ? []
        : [[code, { accrualDays: value.accrualDays, limit: value.balanceLimitDays }] as const],
    ),
  );
}

/** The days of service that count for leave: in service, and not on a leave that does not count. */
export function countedService(facts: readonly KnownFact[]): {
  readonly service: readonly DateRange[];
  readonly lost: readonly DateRange[];
} {
  return {
    service: merge(factsOfKind(facts, 'SERVICE').map(({ validFrom, validTo }) => ({ from: validFrom, to: validTo }))),
    lost: merge(
      factsOfKind(facts, 'LEAVE')
        .filter(({ value }) => !value.countsAsService)
        .map(({ validFrom, validTo }) => ({ from: validFrom, to: validTo })),
    ),
  };
}

/**
 * The one ledger of a leave, up to a day: what is written in it, and what has accrued since (Civil Service Law,
 * article 43: a day for each ten of service), never above the limit: the excess is lost when it accrues. Service before
 * the opening balance is in that balance.
 */
export function ledgerUpTo(
  day: LocalDate,
  source: {
    readonly entries: readonly LedgerEntry[];
    readonly facts: readonly KnownFact[];
    readonly rule: AccrualRule;
  },
): readonly LedgerLine[] {
  const { facts, rule } = source;
  const entries = source.entries.filter(({ onDate }) => onDate <= day).toSorted(byDate);
  const opening = entries.findLast(({ kind }) => kind === 'OPENING');
  const counted = countedService(facts);
  const start = opening === undefined ? (counted.service[0]?.from ?? day) : addDays(opening.onDate, 1);
  const lines: LedgerLine[] = [];
  let balance = 0;
  let at = start;
  /** Days of service that have not yet made a whole day of leave. */
  let rest = 0;
  const accrueBefore = (end: LocalDate): void => {
    if (end <= at) return;
    const days = rest + countDays({ from: at, to: addDays(end, -1) }, counted);
    const gained = Math.floor(days / rule.accrualDays);
    rest = days - gained * rule.accrualDays;
    at = end;
    const kept = rule.limit === null ? gained : Math.max(0, Math.min(gained, rule.limit - balance));
    if (kept > 0) push({ kind: 'ACCRUAL', onDate: addDays(end, -1), days: kept, note: null });
  };
  const push = (entry: LedgerEntry): void => {
    balance += entry.days;
    lines.push({ ...entry, balance });
  };
  for (const entry of entries) {
    if (opening !== undefined && entry !== opening && entry.onDate <= opening.onDate) continue;
    accrueBefore(entry.onDate);
    push(entry);
  }
  accrueBefore(addDays(day, 1));
  return lines;
}

/** The balance on a day: the last line of the ledger. The only way in which a balance is told anywhere. */
export function balanceOn(day: LocalDate, source: Parameters<typeof ledgerUpTo>[1]): number {
  return ledgerUpTo(day, source).at(-1)?.balance ?? 0;
}

function countDays(
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  counted: ReturnType<typeof countedService>,
): number {
  return daysWithin(counted.service, from, to) - daysWithinBoth(counted, from, to);
}

function daysWithin(ranges: readonly DateRange[], from: LocalDate, to: LocalDate): number {
  return ranges.reduce((sum, range) => {
    const first = range.from > from ? range.from : from;
    const last = range.to !== null && range.to < to ? range.to : to;
    return sum + Math.max(0, daysBetween(first, last) + 1);
  }, 0);
}

function daysWithinBoth(counted: ReturnType<typeof countedService>, from: LocalDate, to: LocalDate): number {
  return counted.lost.reduce((sum, lost) => {
    const first = lost.from > from ? lost.from : from;
    const last = lost.to !== null && lost.to < to ? lost.to : to;
    return last < first ? sum : sum + daysWithin(counted.service, first, last);
  }, 0);
}

function byDate(left: LedgerEntry, right: LedgerEntry): number {
  return left.onDate < right.onDate ? -1 : Number(left.onDate > right.onDate);
}
