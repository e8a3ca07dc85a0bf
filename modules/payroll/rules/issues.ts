import { isIraqiIban } from '#kernel/iban.ts';
import { lastDay, type Month } from '#kernel/date.ts';
import type { Problem } from '#kernel/verdict.ts';
import { issueKinds, type IssueCode, type Severity } from '../contract/index.ts';
import { judgeSign } from './adjustment.ts';
import { covers, inForceOn, type PayFacts } from './facts.ts';
import type { RuleBook } from './rule-book.ts';
import type { Pays, Slip } from './slip.ts';

/** What a person must look at before the run goes on. */
export interface Finding {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string | number>>;
}

export function finding(code: IssueCode, params: Finding['params'] = {}): Finding {
  return { code, severity: issueKinds[code], params };
}

/** The refusal of a calculation as a finding of the person's papers. */
export function findingOfProblem({ code, params }: Problem): Finding {
  // Every refusal of `judgeFacts` stands in the table; anything else would be graver than a person can mend.
  return finding(code in issueKinds ? (code as IssueCode) : 'REF_UNKNOWN', params ?? {});
}

export interface Judged {
  readonly month: Month;
  readonly pays: Pays;
  readonly facts: PayFacts;
  readonly slip: Slip;
  readonly book: RuleBook;
  /** The amounts or rates that offices use, by allowance. */
  readonly usual: ReadonlyMap<string, readonly number[]>;
  readonly iban: string | null;
  /** The net of the last locked month; null for whoever was not in it. */
  readonly lastNet: number | null;
  readonly bigChangePercent: number;
  /** From when new orders change pay of months before `firstMonth`, the first that was paid here; null where none do. */
  readonly unpaidFrom: Month | null;
  readonly firstMonth: Month;
  /** Has the unit in which he stands ended before the month does? */
  readonly isUnitClosed: boolean;
}

/** The work list of one slip: what the calculation warned of, and what looks unlike the papers of others. */
export function findingsOf(judged: Judged): readonly Finding[] {
  const { slip } = judged;
  return [
    ...slip.warnings.map(ofWarning),
    ...ofAllowances(judged),
    ...ofPapers(judged),
    ...ofPayment(judged),
    ...ofTakings(judged),
    ...ofSigns(judged),
    ...ofRest(judged),
    ...ofEarlierMonths(judged),
    ...ofChange(judged),
  ];
}

function ofWarning({ code, ref, amount }: Slip['warnings'][number]): Finding {
  const params = { ...(ref === null ? {} : { ref }), ...(amount === null ? {} : { amount }) };
  if (code.endsWith('_WITHOUT_DEGREE')) {
    return finding('CONDITION_NOT_MET', { component: code.slice(0, -'_WITHOUT_DEGREE'.length) });
  }
  if (code.endsWith('_CONFLICT')) {
    const [component = '', other = ''] = code.slice(0, -'_CONFLICT'.length).split('_');
    return finding('ALLOWANCES_CONFLICT', { component, other });
  }
  // The other warnings of the calculation are kinds of their own.
  return finding(code as IssueCode, params);
}

/** Allowances that the rules do not know, that need a figure and name none, or whose figure is unlike any usual one. */
function ofAllowances({ month, pays, facts, book, usual }: Judged): readonly Finding[] {
  if (pays !== 'MONTH') return [];
  const day = lastDay(month);
  return facts.allowances
    .filter((allowance) => covers(allowance, day))
    .flatMap(({ code, basisPoints, amount }) => {
      const rule = book.allowances.find((candidate) => candidate.code === code);
      if (rule === undefined) return [finding('ALLOWANCE_UNKNOWN', { component: code })];
      const figure = rule.method === 'FIXED' ? amount : (basisPoints ?? rule.basisPoints);
      if (figure === null) return [finding('ALLOWANCE_NOT_NAMED', { component: code })];
      const values = usual.get(code) ?? [];
      if (values.length === 0 || values.includes(figure)) return [];
      return [finding('ALLOWANCE_UNUSUAL', { component: code, figure, method: rule.method })];
    });
}

function ofPapers({ month, pays, facts, isUnitClosed }: Judged): readonly Finding[] {
  if (pays !== 'MONTH') return [];
  return [
    ...(inForceOn(facts.certificates, lastDay(month)) === null ? [finding('CERTIFICATE_MISSING')] : []),
    ...(isUnitClosed ? [finding('UNIT_CLOSED')] : []),
  ];
}

function ofPayment({ slip, iban }: Judged): readonly Finding[] {
  if (slip.net === 0) return [];
  return iban === null ? [finding('IBAN_MISSING')] : isIraqiIban(iban) ? [] : [finding('IBAN_WRONG', { iban })];
}

/** What an order takes in this run alone is not carried: what the money did not reach is told. */
function ofTakings({ slip, facts }: Judged): readonly Finding[] {
  return facts.adjustments
    .filter(({ amount }) => amount < 0)
    .flatMap(({ id, code, amount }) => {
      const due = 0 - amount;
      const taken = slip.payments.find(({ ref }) => ref === id)?.amount ?? 0;
      return taken < due ? [finding('TAKING_UNPAID', { component: code, due, taken, amount: due - taken })] : [];
    });
}

/** Amounts of older versions keep their sign, also where their kind does the opposite: somebody looks at them. */
function ofSigns({ facts }: Judged): readonly Finding[] {
  return facts.adjustments
    .filter(({ code, amount }) => !judgeSign(code, amount).ok)
    .map(({ code, amount }) => finding('SIGN_AGAINST_KIND', { component: code, amount }));
}

/** A salary of which nothing, or a pay of which less than the floor, is left: nobody overlooks what took it. */
function ofRest({ pays, slip, book }: Judged): readonly Finding[] {
  if (slip.gross === 0) return [];
  const { gross, regularNet, net } = slip;
  // Differences of closed months are paid beside it, and hide nothing of this.
  if (regularNet === 0) return [finding('NOTHING_LEFT', { gross })];
  const floor = book.parameters.netFloor;
  return pays === 'MONTH' && net < floor ? [finding('NET_BELOW_FLOOR', { net, floor })] : [];
}

/** Months before the first that was paid here are not recomputed: what orders change of them is paid by nobody. */
function ofEarlierMonths({ pays, unpaidFrom, firstMonth }: Judged): readonly Finding[] {
  if (pays === 'ADDITIONS' || unpaidFrom === null) return [];
  return [finding('MONTHS_BEFORE_FIRST', { from: unpaidFrom, since: firstMonth })];
}

function ofChange({ pays, slip, lastNet, bigChangePercent }: Judged): readonly Finding[] {
  if (pays !== 'MONTH' || lastNet === null) return [];
  const change = Math.abs(slip.net - lastNet);
  if (change * 100 <= lastNet * bigChangePercent) return [];
  return [finding('BIG_CHANGE', { before: lastNet, now: slip.net })];
}
