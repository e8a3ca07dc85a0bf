import { and, eq, isNull } from 'drizzle-orm';
import type { NewRow, Tx } from '#db/recorder.ts';
import { refusal } from '#db/refusal.ts';
import type { Context } from '#modules/module.ts';
import { bankAccount, dependant, employeeNumber, qualification } from '../schema.ts';

type ListTable = typeof employeeNumber | typeof qualification | typeof bankAccount | typeof dependant;
/** Numbers, qualifications, accounts and dependants of an employee, as they are edited. */
export function listsOf(db: Context['db'], employeeId: string) {
  const numbers = db.select().from(employeeNumber).where(own(employeeNumber, employeeId)).all();
  const qualifications = db.select().from(qualification).where(own(qualification, employeeId)).all();
  const accounts = db.select().from(bankAccount).where(own(bankAccount, employeeId)).all();
  const dependants = db.select().from(dependant).where(own(dependant, employeeId)).all();
  return {
    numbers: numbers.map(({ id, kind, number, validFrom, validTo }) => ({ id, kind, number, validFrom, validTo })),
    qualifications: qualifications.map((row) => ({
      ...{ id: row.id, level: row.level, speciality: row.speciality, institution: row.institution },
      ...{ graduationYear: row.graduationYear, authenticityNumber: row.authenticityNumber },
      authenticityDate: row.authenticityDate,
    })),
    accounts: accounts.map((row) => ({
      ...{ id: row.id, bank: row.bank, branch: row.branch, iban: row.iban, accountNumber: row.accountNumber },
      ...{ validFrom: row.validFrom, validTo: row.validTo },
    })),
    dependants: dependants.map((row) => ({
      ...{ id: row.id, kind: row.kind, name: row.name, birthDate: row.birthDate, document: row.document },
      ...{ allowanceFrom: row.allowanceFrom, allowanceTo: row.allowanceTo, taxFrom: row.taxFrom, taxTo: row.taxTo },
    })),
  };
}

/** Makes a list what the screen says it is: known rows are changed, new ones added, missing ones removed. */
export function keepRows<T extends ListTable>(
  tx: Tx,
  table: T,
  list: { readonly employeeId: string; readonly rows: readonly { readonly id: string | null }[] },
): void {
  const { employeeId, rows } = list;
  const known = new Set(
    tx.db
      .select({ id: table.id })
      .from(table)
      .where(own(table, employeeId))
      .all()
      .map((row) => row.id),
  );
  for (const { id, ...row } of rows) {
    // The contract's schema of the list has let the row through: it holds the columns of this table.
    const columns = { ...row, employeeId } as unknown as NewRow<T>;
    if (id === null) tx.insert(table, columns);
    else if (known.delete(id)) tx.update(table, id, row);
    else throw refusal('NOT_FOUND');
  }
  for (const id of known) tx.remove(table, id);
}

function own(table: ListTable, employeeId: string) {
  return and(eq(table.employeeId, employeeId), isNull(table.deletedAt));
}
