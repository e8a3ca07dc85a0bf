import type { LocalDate, Month } from '#kernel/date.ts';
import { money } from '#kernel/money.ts';
import { fact } from '#modules/hr/schema.ts';
import { employeesOfUnits } from '#modules/payroll/calculation/locked-past.ts';
import { runProcedures } from '#modules/payroll/procedures/run.ts';
import { courtOrder, loan } from '#modules/payroll/schema.ts';
import { DEMONSTRATION, foundDemonstrationOffice, livingIn } from '#office/demonstration.ts';
import { openOffice, type Office } from '#office/office.ts';
import { ACTOR, addPerson, payingEntity } from '#test/payroll-people.ts';
import { call } from '@orpc/server';

/** More than one transaction of a calculation holds, and than one command of a lock. */
const PEOPLE = 620;
const MONTH = '2026-03' as Month;
const FROM = '2026-01' as Month;

/** Founds an office with staff of all kinds, many of them in debt, and drafts a run; answers the run's id. */
export async function foundPayrollOffice(folder: string): Promise<string> {
  const office = openPayrollOffice(folder);
  await foundDemonstrationOffice(office);
  const entityId = payingEntity(office);
  for (let number = 0; number < PEOPLE; number += 1) {
    const id = addPerson(office, entityId, {
      name: `علي حسن ${number}`,
      ...{ grade: String(4 + (number % 5)), step: 1 + (number % 9), children: number % 4 },
      ...(number % 3 === 0 ? {} : { iban: 'IQ98NBIQ850123456789012' }),
      allowances: { RISK: { basisPoints: 3000 }, TRANSPORT: { amount: 20_000 } },
    });
    owe(office, id, number);
  }
  const clerk = { context: livingIn(office.core).as('payroll.clerk1') };
  const { id } = await call(runProcedures.create, { entityId, month: MONTH, kind: 'REGULAR', title: null }, clerk);
  await office.close();
  return id;
}

/** Every third employee is promoted in the middle of the month. */
export async function promoteSome(folder: string): Promise<void> {
  const office = openPayrollOffice(folder);
  const promoted = employeesOfUnits(office.core.database.db, [payingEntity(office)]).filter(
    (_, index) => index % 3 === 0,
  );
  office.core.door.write(ACTOR, 'test.promote', (tx) => {
    for (const employeeId of promoted) {
      tx.insert(fact, {
        ...{ employeeId, kind: 'GRADE', validFrom: `${MONTH}-10` as LocalDate, knownAt: tx.now },
        value: { grade: '3', step: 2, nominalOverride: null, by: 'PROMOTION' },
      });
    }
  });
  await office.close();
}

function owe({ core }: Office, employeeId: string, number: number): void {
  core.door.write(ACTOR, 'test.owe', (tx) => {
    if (number % 2 === 0) {
      tx.insert(loan, {
        ...{ employeeId, kind: 'BANK', lender: 'مصرف الرافدين', number: null, loanDate: '2025-01-01' as LocalDate },
        ...{ instalment: money(400_000), total: money(5_000_000), fromMonth: FROM, skipMonths: [] },
      });
    }
    if (number % 5 === 0) {
      tx.insert(courtOrder, {
        ...{ employeeId, kind: 'JUDGMENT', caseNumber: `${number}`, directorate: 'تنفيذ الكرخ', creditor: null },
        ...{ orderDate: '2025-02-01' as LocalDate, monthly: money(100_000), total: money(700_000), fromMonth: FROM },
        toMonth: null,
      });
    }
  });
}

/** The demonstration office of a folder. */
export function openPayrollOffice(folder: string): Office {
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  return openOffice({ folder, secret, version: 'test', isDemonstration: true, isLogging: true });
}
