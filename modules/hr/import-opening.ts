import { and, eq, isNull } from 'drizzle-orm';
import { fromMoment, type LocalDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import type { NewFact } from './contract/index.ts';
import type { EmployeeRow } from './import-employees.ts';
import { demandPresent } from './procedures/handover-book.ts';
import { bringFact } from './procedures/order-writing.ts';
import { openingGrades } from './rules/grade-effects.ts';
import { keptIban } from './rules/papers.ts';
import { asNew } from './rules/reversal.ts';
import { bankAccount, dependant, employeeNumber, fact, leaveEntry, qualification } from './schema.ts';

/** What a workbook says of an employee's place, as the facts of an opening: they stand before all orders. */
export function openingFactsOf(
  row: EmployeeRow,
  { unitId, today, rules }: { readonly unitId: string; readonly today: LocalDate; readonly rules: readonly Rule[] },
): readonly NewFact[] {
  const from = startOf(row, today);
  const open = { from, to: null };
  return [
    { kind: 'SERVICE', value: { beganBy: 'APPOINTMENT', endedBy: null }, ...open },
    { kind: 'PLACE', value: { unitId, jobTitle: row.jobTitle ?? null, post: row.post ?? null }, ...open },
    ...(row.certificate ? [{ kind: 'CERTIFICATE' as const, value: { code: row.certificate }, ...open }] : []),
    ...(row.taxStatus ? [{ kind: 'TAX_STATUS' as const, value: { code: row.taxStatus }, ...open }] : []),
    ...gradesOf(row, { from, rules }),
    ...allowancesOf(row).map(({ code, basisPoints, amount }) => ({
      ...{ kind: 'ALLOWANCE' as const, value: { code, basisPoints, amount } },
      ...open,
    })),
  ];
}

function startOf(row: EmployeeRow, today: LocalDate): LocalDate {
  const known = [row.appointmentDate, row.lastPromotionDate, row.lastIncrementDate].filter((day) => day !== undefined);
  return row.appointmentDate ?? known.sort()[0] ?? today;
}

function gradesOf(
  row: EmployeeRow,
  { from, rules }: { readonly from: LocalDate; readonly rules: readonly Rule[] },
): readonly NewFact[] {
  const { grade, step } = row;
  if (grade === undefined || step === undefined) return [];
  const scale = rules.find(({ kind, code }) => kind === 'SCALE' && code === grade);
  const steps = scale?.kind === 'SCALE' ? scale.value.steps : 0;
  if (step < 1 || step > steps) throw refusal('STEP_OUT_OF_SCALE', { grade, step }, 'step');
  const since = row.lastPromotionDate ?? from;
  return openingGrades({
    ...{ grade, step, since, stepSince: row.lastIncrementDate ?? null },
    by: row.lastPromotionDate === undefined ? 'APPOINTMENT' : 'PROMOTION',
  }).map((entry) => ({ kind: 'GRADE', value: entry.value, from: entry.from, to: null }));
}

interface Granted {
  readonly code: string;
  readonly basisPoints: number | null;
  readonly amount: Money | null;
}

function allowancesOf(row: EmployeeRow): readonly Granted[] {
  const shares = [
    ['HIGHER_50', row.higherPercent],
    ['POSITION', row.positionPercent],
    ['RISK', row.riskPercent],
    ['LEGAL', row.legalPercent],
    ['ENG', row.engineeringPercent],
    ['CRAFT', row.craftPercent],
  ] as const;
  return [
    ...shares.flatMap(([code, percent]) => (percent ? [{ code, basisPoints: percent * 100, amount: null }] : [])),
    ...(row.transport ? [{ code: 'TRANSPORT', basisPoints: null, amount: row.transport }] : []),
  ];
}

/**
 * Writes what belongs to an employee beside his papers; true when something changed. Facts of an employee who is under
 * orders already are no longer taken from a workbook: `IMPORTED_UNDER_ORDERS`.
 */
export function writeBelongings(
  tx: Tx,
  of: { readonly id: string; readonly row: EmployeeRow; readonly opening: readonly NewFact[]; readonly isNew: boolean },
): boolean {
  const { id, row, opening, isNew } = of;
  const changes = [
    writeOpening(tx, of),
    writeNumber(tx, { id, kind: 'UNIFIED', number: row.unifiedNumber ?? null, isNew }),
    writeNumber(tx, { id, kind: 'STATISTICAL', number: row.statisticalNumber ?? null, isNew }),
    writeAccount(tx, { id, row, from: opening[0]?.from ?? null, isNew }),
    writeFamily(tx, { id, row, from: opening[0]?.from ?? null, isNew }),
  ];
  if (isNew && row.certificate && (row.speciality || row.institution || row.graduationYear)) {
    tx.insert(qualification, {
      ...{ employeeId: id, level: row.certificate, speciality: row.speciality ?? null },
      ...{ institution: row.institution ?? null, graduationYear: row.graduationYear ?? null },
    });
  }
  if (isNew && row.leaveBalance) {
    tx.insert(leaveEntry, {
      ...{ employeeId: id, type: 'ORDINARY', kind: 'OPENING', onDate: fromMoment(tx.now), days: row.leaveBalance },
      ...{ leaveId: null, note: null },
    });
  }
  return changes.includes(true);
}

function writeOpening(
  tx: Tx,
  { id, opening, isNew }: { readonly id: string; readonly opening: readonly NewFact[]; readonly isNew: boolean },
): boolean {
  if (isNew) {
    for (const brought of opening) bringFact(tx, { orderId: null, employeeId: id }, brought);
    return true;
  }
  const stored = tx.db
    .select()
    .from(fact)
    .where(and(eq(fact.employeeId, id), isNull(fact.retractedAt), isNull(fact.deletedAt)))
    .all();
  const wanted = new Map(opening.map((each) => [JSON.stringify(sorted(each)), each]));
  const gone = stored.filter((each) => !wanted.delete(JSON.stringify(sorted(asNew(each)))));
  const kinds = new Set(opening.map(({ kind }) => kind));
  const replaced = gone.filter(({ kind }) => kinds.has(kind));
  if (replaced.length === 0 && wanted.size === 0) return false;
  demandPresent(tx.db, id);
  if (stored.some(({ orderId }) => orderId !== null)) throw refusal('IMPORTED_UNDER_ORDERS');
  for (const each of replaced) tx.update(fact, each.id, { retractedAt: tx.now });
  for (const brought of wanted.values()) bringFact(tx, { orderId: null, employeeId: id }, brought);
  return true;
}

/** The same text for equal facts, whatever the order of their keys. */
function sorted(brought: NewFact): unknown {
  return [brought.kind, brought.from, brought.to, Object.entries(brought.value).sort()];
}

function writeNumber(
  tx: Tx,
  of: {
    readonly id: string;
    readonly kind: 'UNIFIED' | 'STATISTICAL';
    readonly number: string | null;
    readonly isNew: boolean;
  },
): boolean {
  const { id, kind, number, isNew } = of;
  if (number === null) return false;
  const isKnown =
    !isNew &&
    tx.db
      .select()
      .from(employeeNumber)
      .where(and(eq(employeeNumber.employeeId, id), isNull(employeeNumber.deletedAt)))
      .all()
      .some((row) => row.kind === kind && row.number === number);
  if (isKnown) return false;
  tx.insert(employeeNumber, { employeeId: id, kind, number, validFrom: null, validTo: null });
  return true;
}

interface Belonging {
  readonly id: string;
  readonly row: EmployeeRow;
  readonly from: LocalDate | null;
  readonly isNew: boolean;
}

function writeAccount(tx: Tx, { id, row, from, isNew }: Belonging): boolean {
  const iban = row.iban ? keptIban(row.iban) : null;
  const accountNumber = row.accountNumber ?? null;
  if (from === null || (iban === null && accountNumber === null)) return false;
  const accounts = isNew
    ? []
    : tx.db
        .select()
        .from(bankAccount)
        .where(and(eq(bankAccount.employeeId, id), isNull(bankAccount.deletedAt), isNull(bankAccount.validTo)))
        .all();
  const [current] = accounts;
  // The four letters after the check digits name the bank where the workbook does not.
  const bank = row.bank ?? iban?.slice(4, 8) ?? current?.bank ?? '';
  if (current) return tx.update(bankAccount, current.id, { bank, iban, accountNumber });
  tx.insert(bankAccount, { employeeId: id, bank, iban, accountNumber, branch: null, validFrom: from, validTo: null });
  return true;
}

/** A spouse and as many children as the workbook counts; their names and birth dates are filled in later. */
function writeFamily(tx: Tx, { id, row, from, isNew }: Belonging): boolean {
  const forAllowance = row.childrenForAllowance ?? 0;
  const forTax = row.childrenForTax ?? forAllowance;
  const known = isNew
    ? 0
    : tx.db
        .select()
        .from(dependant)
        .where(and(eq(dependant.employeeId, id), isNull(dependant.deletedAt)))
        .all().length;
  // A family that is known already is kept by name, not by number.
  if (from === null || known > 0) return false;
  if (row.hasSpouse === true) {
    tx.insert(dependant, { employeeId: id, kind: 'SPOUSE', name: 'الزوج', allowanceFrom: from, taxFrom: from });
  }
  for (let child = 1; child <= Math.max(forAllowance, forTax); child += 1) {
    tx.insert(dependant, {
      ...{ employeeId: id, kind: 'CHILD', name: `الطفل ${child}` },
      allowanceFrom: child <= forAllowance ? from : null,
      taxFrom: child <= forTax ? from : null,
    });
  }
  return row.hasSpouse === true || forAllowance + forTax > 0;
}
