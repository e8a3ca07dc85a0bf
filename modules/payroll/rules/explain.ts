import type { Month } from '#kernel/date.ts';
import { basisPoints } from '#kernel/fraction.ts';
import { floor } from '#kernel/rounding.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Rule } from '#modules/regulation/contract/rule.ts';
import type { Explanation, Step, StepKey } from '../contract/explanation.ts';
import type { EarningSlice, Earnings } from './earnings.ts';
import type { PayFacts } from './facts.ts';
import type { Payment } from './payments.ts';
import type { RuleBook } from './rule-book.ts';
import { monthOfPay, type RulesOfMonth, type Slip } from './slip.ts';
import { annualTax, taxByBracket, type Statutory } from './statutory.ts';

/** Which figure is asked for: a component of the month (with its debt where there is one), or of a closed month. */
export interface Asked {
  readonly code: string;
  readonly ref: string | null;
  readonly month: Month | null;
}

export interface Explained extends Omit<Explanation, 'orders' | 'papers' | 'lastMonth'> {
  /** The loan or court order that was paid from the figure. */
  readonly debtId: string | null;
  /** The orders that granted what the figure counts. */
  readonly orderIds: readonly string[];
}

interface Question {
  readonly slip: Slip;
  readonly facts: PayFacts;
  readonly rulesOf: RulesOfMonth;
  /** Of the month that is explained. */
  readonly rules: readonly Rule[];
  readonly asked: Asked;
}

type Part = Pick<Explained, 'amount' | 'steps' | 'orderIds'> & {
  readonly stands: readonly string[];
  readonly debtId?: string | null;
};

/** How a figure of a slip came about. Refuses `COMPONENT_NOT_IN_SLIP`. */
export function explain(question: Question): Verdict<Explained> {
  const { asked, rules } = question;
  const part = asked.month === null ? ofMonth(question) : ofClosedMonth(question, asked.month);
  if (part === null) return refuse('COMPONENT_NOT_IN_SLIP', { component: asked.code });
  const { amount, steps, orderIds, stands } = part;
  return accept({
    ...{ code: asked.code, month: asked.month, amount, steps: [...steps], orderIds: [...new Set(orderIds)] },
    debtId: part.debtId ?? null,
    rules: rules
      .filter(({ kind, code }) => stands.includes(`${kind}:${code}`))
      .map(({ kind, code, titleAr, source, article, confidence, isConfirmed }) => ({
        ...{ kind, code, titleAr, source, article, confidence, isConfirmed },
      })),
  });
}

function step(key: StepKey, params: Step['params'] = {}): Step {
  return { key, params };
}

function ofMonth({ slip, facts, rulesOf, asked }: Question): Part | null {
  const book = rulesOf(slip.month);
  const { code, ref } = asked;
  if (code === 'NET') return ofNet(slip);
  if (code === 'GROSS') return ofGross(slip);
  if (code === 'STATE_SHARE') return ofStatutory(code, slip.earnings, slip.statutory, book, facts);
  const added = facts.adjustments.filter((each) => each.code === code);
  const line = slip.lines.find((each) => each.code === code);
  if (line !== undefined && added.length > 0) {
    const steps = added.map(({ amount }) => step('ADDED_BY_ORDER', { amount }));
    return { amount: line.amount, steps, orderIds: [], stands: [] };
  }
  if (line !== undefined) return ofEarning(code, slip.earnings, book, facts);
  const isStatutory = slip.statutory.deductions.some((each) => each.code === code);
  if (isStatutory && ref === null) return ofStatutory(code, slip.earnings, slip.statutory, book, facts);
  return ofPayment(slip, facts, book, asked);
}

/** What was computed anew, what had been paid, and the difference between the two. */
function ofClosedMonth({ slip, facts, rulesOf, asked }: Question, month: Month): Part | null {
  const { code } = asked;
  const differences = [...slip.arrears.lines, ...slip.arrears.deductions];
  const difference = differences.find((each) => each.month === month && each.code === code);
  const isTaken = slip.arrears.deductions.some((each) => each.month === month && each.code === code);
  const paidMonth = facts.previouslyPaid.find((paid) => paid.month === month);
  if (difference === undefined || paidMonth === undefined) return null;
  const book = rulesOf(month);
  const without = { ...facts, adjustments: [] };
  const { earnings, statutory } = monthOfPay(month, without, book);
  const anew = ofEarning(code, earnings, book, without) ?? ofStatutory(code, earnings, statutory, book, without);
  const before = [...paidMonth.lines, ...paidMonth.deductions]
    .filter((each) => each.code === code)
    .reduce((total, { amount }) => total + amount, 0);
  return {
    amount: difference.amount,
    steps: [
      ...(anew?.steps ?? []),
      step('RECOMPUTED', { month, amount: before + difference.amount }),
      step(isTaken ? 'TAKEN_BEFORE' : 'PAID_BEFORE', { month, amount: before }),
      step('DIFFERENCE', { amount: difference.amount }),
    ],
    orderIds: anew?.orderIds ?? [],
    stands: anew?.stands ?? [],
  };
}

function ofGross({ lines, gross }: Slip): Part {
  const steps = lines.map(({ code, amount }) => step('SUM_OF_LINES', { component: code, amount }));
  return { amount: gross, steps, orderIds: [], stands: [] };
}

function ofNet({ gross, deductions, regularNet, arrears, net }: Slip): Part {
  const taken = gross - regularNet;
  return {
    amount: net,
    steps: [
      step('SUM_OF_LINES', { component: 'GROSS', amount: gross }),
      step('LESS_DEDUCTIONS', { amount: taken, count: deductions.length }),
      ...(arrears.net > 0 ? [step('PLUS_ARREARS', { amount: arrears.net })] : []),
    ],
    orderIds: [],
    stands: [],
  };
}

// Earnings

function ofEarning(code: string, earnings: Earnings, book: RuleBook, facts: PayFacts): Part | null {
  const rule = book.allowances.find((each) => each.code === code);
  if (code !== 'NOMINAL' && rule === undefined) return null;
  const { slices, divisor } = earnings;
  const amount = earnings.lines.find((each) => each.code === code)?.amount ?? 0;
  const parts = slices.map((slice) => {
    if (code === 'NOMINAL') return nominalSlice(slice, divisor, book);
    if (rule?.method === 'SPOUSE' || rule?.method === 'CHILD') return familySlice(rule.method, slice, divisor, book);
    return allowanceSlice(code, slice, divisor);
  });
  const isFixed = rule?.method === 'FIXED';
  const stands = [
    ...parts.flatMap((part) => part.stands),
    'PARAMETER:DAY_BASIS',
    ...(rule === undefined ? [] : [`ALLOWANCE:${code}`]),
    ...(parts.some(({ steps }) => steps.some(({ key }) => key === 'CAP_CUT')) ? ['PARAMETER:ALLOWANCE_CAP_BP'] : []),
    ...(isFixed ? [] : slices.map(({ entitlement }) => `SCALE:${entitlement.grade.grade}`)),
  ];
  return {
    amount,
    steps: [...parts.flatMap(({ steps }) => steps), step('ROUNDED', { amount })],
    orderIds: [...parts.flatMap(({ orderIds }) => orderIds), ...leaveOrders(slices, facts)],
    stands,
  };
}

type SlicePart = Pick<Part, 'steps' | 'orderIds' | 'stands'>;

function sliceStep({ from, to, weight }: EarningSlice, divisor: number): Step {
  return step('SLICE', { from, to, weight, divisor });
}

function leaveStep(slice: EarningSlice, halves: number): readonly Step[] {
  return slice.leave === null || halves === 2 ? [] : [step('LEAVE_SHARE', { leave: slice.leave.kind, halves })];
}

function nominalSlice(slice: EarningSlice, divisor: number, book: RuleBook): SlicePart {
  const { grade, nominal } = slice.entitlement;
  const row = book.scale.get(grade.grade);
  const place = { grade: grade.grade, step: grade.step, amount: nominal };
  return {
    steps: [
      sliceStep(slice, divisor),
      grade.nominalOverride === null
        ? step('DAY_NOMINAL', { ...place, first: row?.first ?? 0, increment: row?.increment ?? 0 })
        : step('NOMINAL_OVERRIDE', place),
      ...leaveStep(slice, slice.nominalHalves),
    ],
    orderIds: idsOf(grade.orderId),
    stands: [`SCALE:${grade.grade}`],
  };
}

function allowanceSlice(code: string, slice: EarningSlice, divisor: number): SlicePart {
  const component = slice.entitlement.components.find((each) => each.code === code);
  if (component === undefined) return { steps: [], orderIds: [], stands: [] };
  const { basisPoints, full, capped } = component;
  const { nominal, certificate } = slice.entitlement;
  return {
    steps: [
      sliceStep(slice, divisor),
      basisPoints === null
        ? step('FIXED_AMOUNT', { amount: dinars(full) })
        : step('SHARE_OF_NOMINAL', { nominal, basisPoints, amount: dinars(full) }),
      ...(capped < full ? [step('CAP_CUT', { cut: dinars(full - capped), amount: dinars(capped) })] : []),
      ...leaveStep(slice, slice.allowanceHalves),
    ],
    orderIds: idsOf(component.orderId),
    stands: code === 'CERT' && certificate !== null ? [`CERTIFICATE:${certificate.code}`] : [],
  };
}

function familySlice(method: 'SPOUSE' | 'CHILD', slice: EarningSlice, divisor: number, book: RuleBook): SlicePart {
  const { spouseAmount, childAmount, childMax, prorateFamily } = book.parameters;
  const { hasSpouse, children } = slice.entitlement;
  const isSpouse = method === 'SPOUSE';
  const heads = isSpouse ? Number(hasSpouse) : Math.min(childMax, children.length);
  if (heads === 0) return { steps: [], orderIds: [], stands: [] };
  const each = isSpouse ? spouseAmount : childAmount;
  const stands = isSpouse
    ? ['PARAMETER:SPOUSE_AMOUNT', 'PARAMETER:PRORATE_FAMILY']
    : ['PARAMETER:CHILD_AMOUNT', 'PARAMETER:CHILD_MAX', 'PARAMETER:PRORATE_FAMILY'];
  if (!prorateFamily) return { steps: [step('FAMILY_WHOLE', { heads, each })], orderIds: [], stands };
  const key = isSpouse ? 'SPOUSE_DAYS' : 'CHILD_DAYS';
  return { steps: [sliceStep(slice, divisor), step(key, { heads, each })], orderIds: [], stands };
}

function leaveOrders(slices: readonly EarningSlice[], facts: PayFacts): readonly string[] {
  return slices.flatMap(({ leave }) => (leave === null || !facts.leaves.includes(leave) ? [] : idsOf(leave.orderId)));
}

function idsOf(orderId: string | undefined): readonly string[] {
  return orderId === undefined ? [] : [orderId];
}

/** Ten-thousandths of a dinar as a person reads them. */
function dinars(tenThousandths: bigint): string | number {
  return decimal(tenThousandths, 4);
}

/** An exact amount that is not negative: whole dinars, with a fraction only where there is one. */
function decimal(units: bigint, places: number): string | number {
  const dinar = 10n ** BigInt(places);
  const [whole, rest] = [units / dinar, units % dinar];
  if (rest === 0n) return Number(whole);
  return `${whole}.${String(rest).padStart(places, '0').replace(/0+$/, '')}`;
}

// Deductions

function ofStatutory(
  code: string,
  earnings: Earnings,
  statutory: Statutory,
  book: RuleBook,
  facts: PayFacts,
): Part | null {
  const { parameters } = book;
  const amount =
    code === 'STATE_SHARE' ? statutory.stateShare : statutory.deductions.find((each) => each.code === code)?.amount;
  if (amount === undefined) return null;
  const certificate = earnings.lines.find((line) => line.code === 'CERT')?.amount ?? 0;
  const pensionBase = earnings.nominal + (parameters.pensionBase === 'NOMINAL_CERT' ? certificate : 0);
  const share = (base: number, basisPoints: number, stands: readonly string[]): Part => ({
    ...{ amount, orderIds: [], stands },
    steps: [step('SHARE_OF_BASE', { base, basisPoints }), step('ROUNDED', { amount })],
  });
  switch (code) {
    case 'PENSION':
      return share(pensionBase, parameters.pensionEmployeeBp, [
        'PARAMETER:PENSION_EMPLOYEE_BP',
        'PARAMETER:PENSION_BASE',
      ]);
    case 'STATE_SHARE':
      return share(pensionBase, parameters.pensionStateBp, ['PARAMETER:PENSION_STATE_BP', 'PARAMETER:PENSION_BASE']);
    case 'SOC_PROT':
      return share(earnings.nominal, parameters.socProtBp, ['PARAMETER:SOC_PROT_BP']);
    case 'TAX':
      return ofTax(earnings, statutory, book, facts);
    default: {
      const levy = book.levies.find((each) => each.code === code);
      if (levy === undefined) return null;
      const base = levy.base === 'NOMINAL' ? earnings.nominal : earnings.gross;
      if (levy.basisPoints !== null) return share(base, levy.basisPoints, [`LEVY:${code}`]);
      return { amount, steps: [step('AMOUNT_OF_LEVY', { amount })], orderIds: [], stands: [`LEVY:${code}`] };
    }
  }
}

function ofTax(earnings: Earnings, { tax, deductions }: Statutory, book: RuleBook, facts: PayFacts): Part {
  const pension = deductions.find(({ code }) => code === 'PENSION')?.amount ?? 0;
  const taxable = tax.taxableTenThousandths;
  const brackets = taxByBracket(taxable, book.taxBrackets).map(({ part, basisPoints, tax: amount }) =>
    step('TAX_BRACKET', { part: dinars(part), basisPoints, amount: decimal(amount, 8) }),
  );
  const status = tax.status ?? '';
  const relief = { amount: tax.personalRelief, status, children: tax.children, hasAgeRelief: Number(tax.hasAgeRelief) };
  return {
    amount: tax.amount,
    steps: [
      step('TAX_YEARLY', { gross: earnings.gross, months: 12, amount: earnings.gross * 12 }),
      step('TAX_PENSION', { amount: pension * 12 }),
      step('TAX_PERSONAL_RELIEF', relief),
      step('TAX_ALLOWANCE_RELIEF', { amount: dinars(tax.allowanceReliefTenThousandths) }),
      ...(tax.article8 > 0 ? [step('TAX_ARTICLE_8', { amount: tax.article8 })] : []),
      step('TAX_TAXABLE', { amount: dinars(taxable) }),
      ...brackets,
      step('TAX_OF_YEAR', { amount: decimal(annualTax(taxable, book.taxBrackets), 8), months: 12 }),
      step('TAX_MONTHLY', { amount: tax.amount }),
    ],
    orderIds: [],
    stands: [
      ...['TAX:INCOME', `RELIEF:${status}`, 'PARAMETER:PUBLIC_ALLOWANCE_RELIEF', 'PARAMETER:ALLOWANCE_RELIEF_BP'],
      ...(tax.children > 0 ? ['RELIEF:T_CHILD'] : []),
      ...(tax.hasAgeRelief && facts.birthDate !== null ? ['RELIEF:T_AGE63'] : []),
    ],
  };
}

const standsOfPayment: Readonly<Record<string, readonly string[]>> = {
  ABSENCE: ['PARAMETER:ABSENCE_MODE'],
  EXEC_STATE_DEBT: ['PARAMETER:ATTACHMENT_SHARE_BP'],
  EXEC_JUDGMENT: ['PARAMETER:ATTACHMENT_SHARE_BP'],
  ARREARS_RECOVERY: ['PARAMETER:ARREARS_RECOVERY_MAX_BP', 'PARAMETER:NET_FLOOR'],
  LOAN: ['PARAMETER:NET_FLOOR'],
};

function ofPayment(slip: Slip, facts: PayFacts, book: RuleBook, { code, ref }: Asked): Part | null {
  const payment = slip.payments.find((each) => each.code === code && (ref === null || each.ref === ref));
  if (payment === undefined) return null;
  const carried = facts.carriedIn
    .filter((each) => each.code === code && each.ref === payment.ref)
    .reduce((total, { amount }) => total + amount, 0);
  const penalty = facts.penalties.find(({ id }) => id === payment.ref);
  const isTaking = facts.adjustments.some(({ id }) => id === payment.ref);
  const share = isFromShare(code) ? shareBefore(slip, payment, book) : null;
  return {
    amount: payment.amount,
    steps: [
      step('DUE', { amount: payment.due }),
      ...(carried > 0 ? [step('CARRIED_IN', { amount: carried })] : []),
      ...(share?.steps ?? []),
      ...(leavesFloor.includes(code) ? [step('NET_FLOOR', { floor: book.parameters.netFloor })] : []),
      ...limitStep(payment, share?.left ?? null),
      step('TAKEN', { amount: payment.amount }),
      ...(isTaking && payment.due > payment.amount
        ? [step('NOT_CARRIED', { amount: payment.due - payment.amount })]
        : []),
    ],
    orderIds: idsOf(penalty?.orderId),
    stands: standsOfPayment[code] ?? [],
    debtId: penalty === undefined ? payment.ref : null,
  };
}

/** What must leave the floor of the net. */
const leavesFloor = ['LOAN', 'ARREARS_RECOVERY'];

/** Debts to the state and judgments share one part of salary and allowances; current alimony comes before it. */
const fromShare = ['EXEC_STATE_DEBT', 'EXEC_JUDGMENT'];
const isFromShare = (code: string): boolean => fromShare.includes(code);

/** The part of the pay that may be attached, and what earlier court orders left of it. */
function shareBefore(slip: Slip, payment: Payment, { parameters }: RuleBook) {
  const { gross } = slip.earnings;
  const whole = floor(basisPoints(gross, parameters.attachmentShareBp));
  const earlier = slip.payments
    .slice(0, slip.payments.indexOf(payment))
    .filter(({ code }) => isFromShare(code))
    .reduce((total, { amount }) => total + amount, 0);
  const steps = [
    step('ATTACHABLE_SHARE', { basisPoints: parameters.attachmentShareBp, gross, amount: whole }),
    ...(earlier > 0 ? [step('ATTACHED_BEFORE', { amount: earlier })] : []),
  ];
  return { left: whole - earlier, steps };
}

/** What kept a payment below what was due: the attachable share, or the money that was left. */
function limitStep({ amount, due }: Payment, shareLeft: number | null): readonly Step[] {
  if (amount >= due) return [];
  return [step(amount === shareLeft ? 'LIMITED_TO_SHARE' : 'LIMITED', { amount, due })];
}
