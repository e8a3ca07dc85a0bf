import { halfUpQuotient } from '#kernel/rounding.ts';
import type { auditChecks } from '../contract/reports.ts';
import type { SlipAmounts } from '../contract/index.ts';
import type { PayFacts } from './facts.ts';
import type { RuleBook } from './rule-book.ts';

/** What an auditor reads of a slip. */
export interface AuditedSlip {
  readonly id: string;
  readonly employeeId: string;
  readonly fullName: string;
  readonly grade: string | null;
  readonly step: number | null;
  readonly taxStatus: string | null;
  readonly gross: number;
  readonly deductionsTotal: number;
  readonly regularNet: number;
  readonly arrearsNet: number;
  readonly net: number;
  readonly amounts: SlipAmounts;
  readonly facts: PayFacts;
  /** Did the month pay a whole, unbroken rate? Only then is an allowance simply its share. */
  readonly isWhole: boolean;
  readonly paysMonth: boolean;
}

export type AuditCheck = (typeof auditChecks)[number];

export interface AuditFinding {
  readonly check: AuditCheck;
  readonly component: string | null;
  readonly expected: number | null;
  readonly found: number | null;
  /** Where no figures are compared: the code that was found; which would be right cannot be told. */
  readonly foundCode: string | null;
}

/**
 * The checks that auditors do on a sheet, done without the calculation (domain sheet §5.2): each answers what it
 * expected and found where the two differ by more than the tolerance in dinars.
 */
export function auditOf(slip: AuditedSlip, book: RuleBook, tolerance: number): readonly AuditFinding[] {
  const { amounts } = slip;
  const floor = book.parameters.netFloor;
  const total = (lines: readonly { readonly amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0);
  const figures: readonly (readonly [AuditCheck, string | null, number, number, number])[] = [
    ['GROSS_IS_SUM', null, total(amounts.lines), slip.gross, 0],
    ['DEDUCTIONS_ARE_SUM', null, total(amounts.deductions), slip.deductionsTotal, 0],
    ['NET_IS_REST', null, slip.gross - slip.deductionsTotal + Math.max(0, slip.arrearsNet), slip.net, 0],
    ...shares(slip, book).map(
      ([component, expected, found]) => ['ALLOWANCE_IS_SHARE', component, expected, found, tolerance] as const,
    ),
    ...pension(slip, book),
  ];
  return [
    ...figures
      .filter(([, , expected, found, allowed]) => Math.abs(expected - found) > allowed)
      .map(([check, component, expected, found]) => ({ ...nothing, check, component, expected, found })),
    // Which of the two is wrong cannot be told from here: a spouse with income makes him single before the tax too
    // (payroll-contract §3.3), and then it is the allowance that is not due.
    ...plain('TAX_STATUS_FITS_FAMILY', !fitsFamily(slip), { component: 'SPOUSE', foundCode: slip.taxStatus }),
    ...plain('GRADE_AND_STEP', slip.paysMonth && slip.gross > 0 && (slip.grade === null || slip.step === null)),
    ...plain('NET_NOT_NEGATIVE', slip.net < 0, { found: slip.net }),
    ...plain('NET_ABOVE_FLOOR', slip.paysMonth && slip.gross > 0 && (slip.net < floor || slip.regularNet === 0), {
      ...{ expected: floor === 0 ? null : floor, found: slip.regularNet === 0 ? 0 : slip.net },
    }),
  ];
}

const nothing = { component: null, expected: null, found: null, foundCode: null };

function plain(
  check: AuditCheck,
  isWrong: boolean,
  said: Partial<Omit<AuditFinding, 'check'>> = {},
): readonly AuditFinding[] {
  return isWrong ? [{ ...nothing, ...said, check }] : [];
}

/** Rates in force against what was paid; what the cap cut is no finding. */
function shares({ amounts, facts, isWhole }: AuditedSlip, book: RuleBook): readonly [string, number, number][] {
  const nominal = amountOf(amounts.lines, 'NOMINAL');
  const isCut = amounts.warnings.some(({ code }) => code === 'CAP_EXCESS');
  if (!isWhole || isCut) return [];
  return amounts.lines.flatMap(({ code, amount }): [string, number, number][] => {
    const rule = book.allowances.find((each) => each.code === code);
    if (rule?.method !== 'NOMINAL_SHARE') return [];
    const basisPoints = facts.allowances.find((each) => each.code === code)?.basisPoints ?? rule.basisPoints ?? 0;
    return [[code, halfUpQuotient(BigInt(nominal) * BigInt(basisPoints), 10_000n), amount]];
  });
}

function pension(
  { amounts, paysMonth }: AuditedSlip,
  { parameters }: RuleBook,
): readonly (readonly [AuditCheck, string | null, number, number, number])[] {
  if (!paysMonth) return [];
  const base =
    amountOf(amounts.lines, 'NOMINAL') +
    (parameters.pensionBase === 'NOMINAL_CERT' ? amountOf(amounts.lines, 'CERT') : 0);
  const expected = halfUpQuotient(BigInt(base) * BigInt(parameters.pensionEmployeeBp), 10_000n);
  return [['PENSION_IS_SHARE', 'PENSION', expected, amountOf(amounts.deductions, 'PENSION'), 0]];
}

/** Who is taxed as single gets no allowance for a spouse without income, and who gets one is taxed as married. */
function fitsFamily({ taxStatus, amounts, paysMonth }: AuditedSlip): boolean {
  if (!paysMonth || taxStatus === null) return true;
  const hasSpouse = amountOf(amounts.lines, 'SPOUSE') > 0;
  return !(hasSpouse && (taxStatus === 'T_SINGLE' || taxStatus === 'T_WIDOW_DIV'));
}

export function amountOf(lines: readonly { readonly code: string; readonly amount: number }[], code: string): number {
  return lines.reduce((sum, each) => (each.code === code ? sum + each.amount : sum), 0);
}
