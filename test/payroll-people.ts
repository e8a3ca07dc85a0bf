import { and, eq, isNotNull } from 'drizzle-orm';
import type { LocalDate } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { FactKind, FactValue } from '#modules/hr/contract/index.ts';
import { bankAccount, dependant, employee, fact } from '#modules/hr/schema.ts';
import { unit } from '#modules/org/schema.ts';
import type { Office } from '#office/office.ts';

/** Who writes what the tests found without a screen. */
export const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };

/** What a test says of an employee; days are written as text. */
export interface Person {
  readonly name: string;
  readonly from?: string;
  readonly grade: string;
  readonly step: number;
  readonly certificate?: string;
  readonly taxStatus?: string;
  readonly iban?: string;
  readonly children?: number;
  readonly hasSpouse?: boolean;
  readonly allowances?: Readonly<Record<string, { readonly basisPoints?: number; readonly amount?: number }>>;
}

/** The unit of the demonstration office that pays, below the ministry. */
export function payingEntity({ core: { database } }: Office): string {
  const entity = database.db
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.isPayingEntity, true), isNotNull(unit.parentId)))
    .get();
  if (!entity) throw new Error('The office has a unit that pays.');
  return entity.id;
}

/** Writes an employee of a unit with what his pay stands on; answers his id. */
export function addPerson({ core }: Office, unitId: string, person: Person): string {
  const { name, grade, step, from = '2020-01-01' } = person;
  return core.door.write(ACTOR, 'test.employee.add', (tx) => {
    const [firstName = '', fatherName = '', grandfatherName = ''] = name.split(' ');
    const id = tx.insert(employee, {
      ...{ firstName, fatherName, grandfatherName, fullName: name, isBirthDayAssumed: false },
      ...{ employmentKind: 'PERMANENT', unitId, birthDate: '1985-05-05' as LocalDate },
    });
    const add = (kind: FactKind, value: FactValue) =>
      tx.insert(fact, { employeeId: id, kind, validFrom: from as LocalDate, value, knownAt: tx.now });
    add('SERVICE', { beganBy: 'APPOINTMENT', endedBy: null });
    add('GRADE', { grade, step, nominalOverride: null, by: 'APPOINTMENT' });
    add('CERTIFICATE', { code: person.certificate ?? 'CERT_BSC' });
    add('TAX_STATUS', { code: person.taxStatus ?? 'T_SINGLE' });
    for (const [code, { basisPoints = null, amount = null }] of Object.entries(person.allowances ?? {})) {
      add('ALLOWANCE', { code, basisPoints, amount: amount as Money | null });
    }
    const family = [
      ...(person.hasSpouse === true ? (['SPOUSE'] as const) : []),
      ...Array.from({ length: person.children ?? 0 }, () => 'CHILD' as const),
    ];
    const since = { allowanceFrom: from as LocalDate, taxFrom: from as LocalDate };
    for (const kind of family) tx.insert(dependant, { employeeId: id, kind, name: kind, ...since });
    if (person.iban !== undefined) {
      tx.insert(bankAccount, { employeeId: id, bank: 'الرافدين', iban: person.iban, validFrom: from as LocalDate });
    }
    return id;
  });
}
