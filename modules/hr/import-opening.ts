import { and, eq, isNull } from 'drizzle-orm';
import { fromMoment, type LocalDate } from '#kernel/date.ts';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import type { FactKind, NewFact } from './contract/index.ts';
import type { EmployeeRow } from './import-employees.ts';
import { importedKinds } from './import-facts.ts';
import { demandPresent } from './procedures/handover-book.ts';
import { bringFact } from './procedures/order-writing.ts';
import { keptIban } from './rules/papers.ts';
import { asNew } from './rules/reversal.ts';
import { bankAccount, dependant, employeeNumber, fact, leaveEntry, qualification } from './schema.ts';

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
  const kinds: readonly FactKind[] = importedKinds;
  const replaced = gone.filter(({ kind }) => kinds.includes(kind));
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
  if (current) {
    const said = { iban: iban ?? current.iban, accountNumber: accountNumber ?? current.accountNumber };
    return tx.update(bankAccount, current.id, { bank, ...said });
  }
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
