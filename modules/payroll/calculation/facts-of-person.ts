import { firstDay, lastDay, monthOf, type LocalDate, type Month } from '#kernel/date.ts';
import { smallerOf } from '#kernel/money.ts';
import { factsOfKind, type FactOf, type Personnel } from '#modules/hr/index.ts';
import type {
  AllowanceFact,
  CarriedFact,
  CourtOrderFact,
  DependantFact,
  Interval,
  LeaveFact,
  LoanFact,
  PayFacts,
  PenaltyFact,
} from '../contract/pay-facts.ts';

/** What the ledgers of payroll know of a person beside his personal file. */
export interface OwnLedgers {
  readonly loans: readonly LoanFact[];
  readonly courtOrders: readonly CourtOrderFact[];
  readonly exemptions: PayFacts['exemptions'];
  readonly carriedIn: readonly CarriedFact[];
  readonly adjustments: PayFacts['adjustments'];
}

export interface Window {
  /** The earliest month that is calculated: what ended before it is left out. */
  readonly from: Month;
  readonly to: Month;
}

/**
 * The facts of a person as the calculation reads them, as far as they can matter between two months: so the same
 * papers give the same snapshot, whatever happened long before. Null for whoever never served by then.
 */
export function payFactsOf(
  person: Personnel,
  ledgers: OwnLedgers,
  window: Window,
): Omit<PayFacts, 'previouslyPaid'> | null {
  const service = serviceIn(factsOfKind(person.facts, 'SERVICE'), window);
  if (service === null) return null;
  const within = (interval: Interval) =>
    (interval.to === null || interval.to >= firstDay(window.from)) && interval.from <= lastDay(window.to);
  const penalties = penaltiesOf(person, ledgers.carriedIn, window);
  return {
    service,
    birthDate: person.employee.birthDate,
    grades: timeline(factsOfKind(person.facts, 'GRADE'), window, ({ grade, step, nominalOverride }) => ({
      ...{ grade, step, nominalOverride },
    })),
    certificates: timeline(factsOfKind(person.facts, 'CERTIFICATE'), window, ({ code }) => ({ code })),
    taxStatuses: timeline(factsOfKind(person.facts, 'TAX_STATUS'), window, ({ code }) => ({ code })).map(
      ({ from, code }) => ({ from, code }),
    ),
    allowances: factsOfKind(person.facts, 'ALLOWANCE').map(allowanceOf).filter(within),
    dependants: person.dependants.map(dependantOf).sort(byId),
    taxDeductions: factsOfKind(person.facts, 'TAX_DEDUCTION')
      .map(({ value, validFrom, validTo }) => ({ ...value, from: validFrom, to: validTo }))
      .filter(within),
    leaves: factsOfKind(person.facts, 'LEAVE').flatMap(leaveOf).filter(within),
    penalties,
    ...ledgers,
    carriedIn: stillOwed(ledgers, penalties),
  };
}

/**
 * What was carried, as far as it is still owed: a loan may have been taken away or lowered since, and the order of a
 * penalty reversed.
 */
function stillOwed(
  { carriedIn, loans }: Pick<OwnLedgers, 'carriedIn' | 'loans'>,
  penalties: readonly PenaltyFact[],
): readonly CarriedFact[] {
  return carriedIn.flatMap((carried): readonly CarriedFact[] => {
    const { code, ref, amount } = carried;
    if (code === 'ABSENCE' || code === 'ARREARS_RECOVERY') return [carried];
    if (code !== 'LOAN')
      return penalties.some(({ id, kind }) => id === ref && code === `PENALTY_${kind}`) ? [carried] : [];
    const loan = loans.find(({ id }) => id === ref);
    return loan === undefined ? [] : [{ ...carried, amount: smallerOf(amount, loan.balance) }];
  });
}

/** The service that reaches into the month, or else the last one that began before its end. */
function serviceIn(services: readonly FactOf<'SERVICE'>[], { to }: Window): PayFacts['service'] | null {
  const begun = services.filter(({ validFrom }) => validFrom <= lastDay(to));
  const last = begun.at(-1);
  return last === undefined ? null : { commencement: last.validFrom, termination: last.validTo };
}

function timeline<K extends 'GRADE' | 'CERTIFICATE' | 'TAX_STATUS', T extends object>(
  facts: readonly FactOf<K>[],
  { from, to }: Window,
  read: (value: FactOf<K>['value']) => T,
): (T & { readonly from: LocalDate; readonly orderId?: string })[] {
  const first = firstDay(from);
  const start = facts.findLastIndex(({ validFrom }) => validFrom <= first);
  return facts
    .slice(Math.max(0, start))
    .filter(({ validFrom }) => validFrom <= lastDay(to))
    .map(({ validFrom, value, orderId }) => ({ from: validFrom, ...read(value), ...granted(orderId) }));
}

function granted(orderId: string | null): { readonly orderId?: string } {
  return orderId === null ? {} : { orderId };
}

function allowanceOf({ value, validFrom, validTo, orderId }: FactOf<'ALLOWANCE'>): AllowanceFact {
  return { code: value.code, from: validFrom, to: validTo, ...rateOf(value), ...granted(orderId) };
}

function rateOf({ basisPoints, amount }: Pick<AllowanceFact, 'basisPoints' | 'amount'>) {
  return { basisPoints, amount };
}

function leaveOf({ value, validFrom, validTo, orderId }: FactOf<'LEAVE'>): readonly LeaveFact[] {
  if (value.pay === 'FULL') return [];
  return [{ kind: value.pay, from: validFrom, to: validTo, ...granted(orderId) }];
}

function dependantOf(row: Personnel['dependants'][number]): DependantFact {
  const interval = (from: LocalDate | null, to: LocalDate | null) => (from === null ? null : { from, to });
  return {
    ...{ id: row.id, kind: row.kind },
    allowance: interval(row.allowanceFrom, row.allowanceTo),
    tax: interval(row.taxFrom, row.taxTo),
  };
}

/** Cuts and reductions of the month, and those of which something is still owed. */
function penaltiesOf(person: Personnel, carriedIn: readonly CarriedFact[], { to }: Window): readonly PenaltyFact[] {
  return factsOfKind(person.facts, 'PENALTY').flatMap(({ id, value, validFrom, orderId }): PenaltyFact[] => {
    const owes = carriedIn.some(({ ref }) => ref === id);
    const standing = { id, date: validFrom, ...granted(orderId) };
    const { days, cutMonth, basisPoints, fromMonth, toMonth } = value;
    if (value.kind === 'CUT' && days !== null) {
      const inMonth = cutMonth ?? monthOf(validFrom);
      return inMonth === to || owes ? [{ ...standing, kind: 'CUT', days, cutMonth: inMonth }] : [];
    }
    if (value.kind === 'REDUCE' && basisPoints !== null && fromMonth !== null && toMonth !== null) {
      const applies = fromMonth <= to && to <= toMonth;
      return applies || owes ? [{ ...standing, kind: 'REDUCE', basisPoints, fromMonth, toMonth }] : [];
    }
    return [];
  });
}

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : Number(left.id > right.id);
}
