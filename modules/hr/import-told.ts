import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#db/recorder.ts';
import { unit } from '#modules/org/schema.ts';
import type { EmployeeColumn } from './import-columns.ts';
import { allowanceColumns, currentGrade } from './import-facts.ts';
import { wordOf } from './import-values.ts';
import { factsOf } from './procedures/staff.ts';
import { factsOfKind } from './rules/facts-of-kind.ts';
import { bankAccount, dependant, employee, employeeNumber } from './schema.ts';

type Told = Readonly<Partial<Record<EmployeeColumn, string>>>;

/**
 * All that a staff workbook could say of an employee, as he is known now, each in the words of a sheet: what an import
 * changes is the difference between two of these.
 */
export function toldOf(tx: Tx, id: string): Told {
  return { ...papersTold(tx, id), ...factsTold(tx, id), ...belongingsTold(tx, id) };
}

function papersTold(tx: Tx, id: string): Told {
  const row = tx.get(employee, id);
  const mother = [row.motherName, row.motherFatherName, row.motherGrandfatherName].filter((part) => part !== null);
  const word = (list: Parameters<typeof wordOf>[0], code: string | null): string =>
    code === null ? '' : wordOf(list, code);
  return {
    ...{ fullName: row.fullName, motherName: mother.join(' '), nationalCard: row.nationalCard ?? '' },
    ...{ birthDate: row.birthDate ?? '', birthPlace: row.birthPlace ?? '', gender: word('gender', row.gender) },
    maritalStatus: word('maritalStatus', row.maritalStatus),
    ...{ phone: row.phone ?? '', governorate: row.governorate ?? '', district: row.district ?? '' },
    ...{ quarter: row.quarter ?? '', alley: row.alley ?? '', house: row.house ?? '', note: row.note ?? '' },
    employmentKind: word('employmentKind', row.employmentKind),
  };
}

function factsTold(tx: Tx, id: string): Told {
  const facts = factsOf(tx.db, id);
  const [service, place, certificate, taxStatus] = [
    factsOfKind(facts, 'SERVICE').at(-1),
    factsOfKind(facts, 'PLACE').at(-1)?.value,
    factsOfKind(facts, 'CERTIFICATE').at(-1)?.value.code,
    factsOfKind(facts, 'TAX_STATUS').at(-1)?.value.code,
  ];
  const grades = factsOfKind(facts, 'GRADE').map(({ validFrom, value }) => ({ from: validFrom, value }));
  const grade = currentGrade(grades);
  const allowances = factsOfKind(facts, 'ALLOWANCE').filter(({ validTo }) => validTo === null);
  return {
    ...{ appointmentDate: service?.validFrom ?? '', jobTitle: place?.jobTitle ?? '', post: place?.post ?? '' },
    unit: place === undefined ? '' : tx.get(unit, place.unitId).nameAr,
    ...{ grade: grade?.grade ?? '', step: grade === null ? '' : String(grade.step) },
    lastPromotionDate: grade?.by === 'PROMOTION' ? grade.since : '',
    lastIncrementDate: grade?.stepSince ?? '',
    certificate: certificate === undefined ? '' : wordOf('certificate', certificate),
    taxStatus: taxStatus === undefined ? '' : wordOf('taxStatus', taxStatus),
    ...Object.fromEntries(
      Object.entries(allowanceColumns).map(([code, column]) => {
        const value = allowances.find((fact) => fact.value.code === code)?.value;
        const figure = value?.amount ?? (value?.basisPoints == null ? null : value.basisPoints / 100);
        return [column, figure === null ? '' : String(figure)];
      }),
    ),
  };
}

function belongingsTold(tx: Tx, id: string): Told {
  const numbers = tx.db
    .select()
    .from(employeeNumber)
    .where(and(eq(employeeNumber.employeeId, id), isNull(employeeNumber.deletedAt)))
    .all();
  const numberOf = (wanted: string): string =>
    numbers
      .filter(({ kind }) => kind === wanted)
      .map(({ number }) => number)
      .sort()
      .join('، ');
  const account = tx.db
    .select()
    .from(bankAccount)
    .where(and(eq(bankAccount.employeeId, id), isNull(bankAccount.deletedAt), isNull(bankAccount.validTo)))
    .get();
  const family = tx.db
    .select()
    .from(dependant)
    .where(and(eq(dependant.employeeId, id), isNull(dependant.deletedAt)))
    .all();
  const children = family.filter(({ kind }) => kind === 'CHILD');
  const countOf = (field: 'allowanceFrom' | 'taxFrom'): string =>
    String(children.filter((child) => child[field] !== null).length);
  return {
    officeNumber: numberOf('OFFICE'),
    ...{ unifiedNumber: numberOf('UNIFIED'), statisticalNumber: numberOf('STATISTICAL') },
    ...{ bank: account?.bank ?? '', iban: account?.iban ?? '', accountNumber: account?.accountNumber ?? '' },
    hasSpouse: family.some(({ kind }) => kind === 'SPOUSE') ? 'نعم' : 'لا',
    ...{ childrenForAllowance: countOf('allowanceFrom'), childrenForTax: countOf('taxFrom') },
  };
}
