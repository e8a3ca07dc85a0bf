import type { LocalDate, Month } from '#kernel/date.ts';
import { greaterOf, money, NOTHING, opposite, smallerOf, type Money } from '#kernel/money.ts';
import { floor, halfUpQuotient } from '#kernel/rounding.ts';
import { basisPoints as shareOf } from '#kernel/fraction.ts';
import { overMonth, type Earnings } from './earnings.ts';
import { TEN_THOUSAND } from './entitlements.ts';
import type { CarriedFact, CarryCode, CourtOrderFact, LoanFact, PayFacts } from './facts.ts';
import type { Parameters } from './rule-book.ts';

/** What is taken after the tax, in the order of the law (payroll-contract §9). */
export interface Payments {
  readonly payments: readonly Payment[];
  readonly carryForward: readonly CarriedFact[];
  /** Court amounts that the money did not reach: reported, never carried. */
  readonly unpaidCourt: readonly { readonly ref: string; readonly amount: Money }[];
  /** What is left: the regular net. */
  readonly left: Money;
}

export interface Payment {
  readonly code: string;
  readonly ref: string | null;
  readonly due: Money;
  readonly amount: Money;
}

export interface Payable {
  readonly month: Month;
  readonly earnings: Earnings;
  readonly facts: PayFacts;
  readonly parameters: Parameters;
  readonly available: Money;
  readonly overpaid: Money;
}

/** Pays one thing after the other from what is available after pension, social protection and tax. */
export function paymentsOf(payable: Payable): Payments {
  const till = new Till(payable.available, payable.facts.carriedIn);
  payAbsence(till, payable);
  payPenalties(till, payable);
  payCourtOrders(till, payable);
  payRecovery(till, payable);
  payLoans(till, payable);
  payTakings(till, payable);
  return { payments: till.payments, carryForward: till.carryForward, unpaidCourt: till.unpaidCourt, left: till.left };
}

/** The money that is left while one payment follows the other. */
class Till {
  readonly payments: Payment[] = [];
  readonly carryForward: CarriedFact[] = [];
  readonly unpaidCourt: { ref: string; amount: Money }[] = [];
  left: Money;
  private readonly carriedIn: readonly CarriedFact[];

  constructor(available: Money, carriedIn: readonly CarriedFact[]) {
    this.left = available;
    this.carriedIn = carriedIn;
  }

  /** Takes what is due as far as limit and money reach, and says how much that was. */
  pay(item: {
    readonly code: string;
    readonly ref: string | null;
    readonly due: Money;
    readonly limit?: Money;
  }): Money {
    const amount = greaterOf(NOTHING, smallerOf(item.due, item.limit ?? item.due, this.left));
    this.left = money(this.left - amount);
    if (amount > 0) this.payments.push({ code: item.code, ref: item.ref, due: item.due, amount });
    return amount;
  }

  carry(code: CarryCode, ref: string | null, amount: Money): void {
    if (amount > 0) this.carryForward.push({ code, ref, amount });
  }

  /** The unpaid rest of earlier months. */
  carried(code: CarryCode, ref: string | null): Money {
    return this.carriedIn
      .filter((each) => each.code === code && each.ref === ref)
      .reduce((total, { amount }) => money(total + amount), NOTHING);
  }

  /** Pays and carries the rest. */
  payAndCarry(code: CarryCode, ref: string | null, due: Money, limit?: Money): void {
    const paid = this.pay({ code, ref, due, ...(limit === undefined ? {} : { limit }) });
    this.carry(code, ref, money(due - paid));
  }
}

/** §9.1: absent days cost the nominal salary only, by the month's own weights. */
function payAbsence(till: Till, { earnings, parameters }: Payable): void {
  const absent = earnings.slices.filter(({ leave }) => leave?.kind === 'ABSENCE');
  const ofMonth =
    parameters.absenceMode === 'DEDUCT_NOMINAL'
      ? overMonth(absent, earnings.divisor, ({ entitlement }) => [2, BigInt(entitlement.nominal) * TEN_THOUSAND])
      : NOTHING;
  till.payAndCarry('ABSENCE', null, money(ofMonth + till.carried('ABSENCE', null)));
}

/** §9.2: cuts first (always thirtieths of the full nominal of the last day), then reductions. */
function payPenalties(till: Till, { month, earnings, facts }: Payable): void {
  const nominal = earnings.slices.at(-1)?.entitlement.nominal ?? NOTHING;
  const ordered = [...facts.penalties].sort(byDateThenId);
  for (const penalty of ordered) {
    if (penalty.kind !== 'CUT') continue;
    const now = penalty.cutMonth === month ? halfUpQuotient(BigInt(penalty.days) * BigInt(nominal), 30n) : NOTHING;
    till.payAndCarry('PENALTY_CUT', penalty.id, money(now + till.carried('PENALTY_CUT', penalty.id)));
  }
  for (const penalty of ordered) {
    if (penalty.kind !== 'REDUCE') continue;
    const applies = penalty.fromMonth <= month && month <= penalty.toMonth;
    const now = applies
      ? halfUpQuotient(BigInt(earnings.nominal) * BigInt(penalty.basisPoints), TEN_THOUSAND)
      : NOTHING;
    till.payAndCarry('PENALTY_REDUCE', penalty.id, money(now + till.carried('PENALTY_REDUCE', penalty.id)));
  }
}

/** §9.3: alimony whole, then debts to the state and judgments out of one fifth of salary and allowances. */
function payCourtOrders(till: Till, { month, earnings, facts, parameters }: Payable): void {
  const applying = facts.courtOrders
    .filter(({ fromMonth, toMonth }) => fromMonth <= month && (toMonth === null || month <= toMonth))
    .sort(byDateThenId);
  const ofKind = (kind: CourtOrderFact['kind']) => applying.filter((order) => order.kind === kind);
  let pool = floor(shareOf(earnings.gross, parameters.attachmentShareBp));
  for (const order of ofKind('ALIMONY_CURRENT')) payCourtOrder(till, order, 'EXEC_ALIMONY');
  for (const order of ofKind('STATE_DEBT')) pool = money(pool - payCourtOrder(till, order, 'EXEC_STATE_DEBT', pool));
  for (const order of ofKind('JUDGMENT')) pool = money(pool - payCourtOrder(till, order, 'EXEC_JUDGMENT', pool));
}

function payCourtOrder(till: Till, order: CourtOrderFact, code: string, limit?: Money): Money {
  const due = order.balance === null ? order.monthly : smallerOf(order.monthly, order.balance);
  const paid = till.pay({ code, ref: order.id, due, ...(limit === undefined ? {} : { limit }) });
  if (due > paid) till.unpaidCourt.push({ ref: order.id, amount: money(due - paid) });
  return paid;
}

/** §9.4: overpaid salary comes back in parts, leaving the floor. */
function payRecovery(till: Till, { earnings, parameters, overpaid }: Payable): void {
  const due = money(overpaid + till.carried('ARREARS_RECOVERY', null));
  const monthly = floor(shareOf(earnings.gross, parameters.arrearsRecoveryMaxBp));
  till.payAndCarry('ARREARS_RECOVERY', null, due, smallerOf(monthly, aboveFloor(till, parameters)));
}

/** §9.5: advances of the state and the Housing Fund before the banks. */
function payLoans(till: Till, { month, facts, parameters }: Payable): void {
  const ordered = [...facts.loans].sort(
    (left, right) => Number(left.kind === 'BANK') - Number(right.kind === 'BANK') || byDateThenId(left, right),
  );
  for (const loan of ordered) {
    const carried = till.carried('LOAN', loan.id);
    if (month < loan.fromMonth || loan.skipMonths.includes(month)) till.carry('LOAN', loan.id, carried);
    else till.payAndCarry('LOAN', loan.id, dueOfLoan(loan, carried), aboveFloor(till, parameters));
  }
}

/** What an order takes in this run alone, last of all; what the money does not reach is not carried. */
function payTakings(till: Till, { facts }: Payable): void {
  for (const { id, code, amount } of facts.adjustments) {
    if (amount < 0) till.pay({ code, ref: id, due: opposite(amount) });
  }
}

function dueOfLoan(loan: LoanFact, carried: Money): Money {
  return smallerOf(money(loan.instalment + carried), loan.balance);
}

function aboveFloor(till: Till, { netFloor }: Parameters): Money {
  return greaterOf(NOTHING, money(till.left - netFloor));
}

function byDateThenId(
  left: { readonly date: LocalDate; readonly id: string },
  right: { readonly date: LocalDate; readonly id: string },
): number {
  if (left.date !== right.date) return left.date < right.date ? -1 : 1;
  return left.id < right.id ? -1 : Number(left.id > right.id);
}
