import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { LocalDate } from '#kernel/date.ts';
import { fold } from '#kernel/text/fold.ts';
import { all, type Problem } from '#kernel/verdict.ts';
import { nameParts } from '#kernel/text/name.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { zOptionalText } from '#modules/contract.ts';
import { changesOf, zImportYes } from '#modules/import.ts';
import type { ImportContext, Imported, Importer } from '#modules/module.ts';
import { unit } from '#modules/org/schema.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import { rulesInForce } from '#modules/regulation/index.ts';
import type { EmployeeInput, NewFact } from './contract/index.ts';
import { employeeColumns, type EmployeeColumn } from './import-columns.ts';
import { openingFactsOf } from './import-facts.ts';
import { writeBelongings } from './import-opening.ts';
import { toldOf } from './import-told.ts';
import {
  fiveNamesOf,
  zBirth,
  zCertificate,
  zCount,
  zDay,
  zDinars,
  zEmployment,
  zGender,
  zGrade,
  zMarital,
  zNumber,
  zPaid,
  zPercent,
  zTaxStatus,
  type FiveNames,
} from './import-values.ts';
import { addNumber, createEmployee, editEmployee } from './procedures/employee.ts';
import { factsOf } from './procedures/staff.ts';
import { judgeBegin } from './rules/paper-dates.ts';
import { fullNameOf, judgeIban, personKey, plainPapers } from './rules/papers.ts';
import { employee, employeeNumber } from './schema.ts';

const text = (limit: number) => zOptionalText(limit).optional();

const rowSchema = z
  .object({
    ...{ officeNumber: zNumber.optional(), unifiedNumber: zNumber.optional(), statisticalNumber: zNumber.optional() },
    ...{ fullName: text(200), firstName: text(60), fatherName: text(60), grandfatherName: text(60) },
    ...{ greatGrandfatherName: text(60), surname: text(60), motherName: text(120) },
    ...{ nationalCard: text(30), birthDate: zBirth.optional(), birthPlace: text(80) },
    ...{ gender: zGender.optional(), maritalStatus: zMarital.optional(), phone: text(30) },
    ...{ governorate: text(60), district: text(60), quarter: text(60), alley: text(30), house: text(30) },
    ...{ employmentKind: zEmployment.optional(), unit: z.string().max(200), jobTitle: text(120), post: text(120) },
    ...{ grade: zGrade.optional(), step: zCount.optional(), certificate: zCertificate.optional() },
    ...{ speciality: text(120), institution: text(120), graduationYear: zCount.optional() },
    taxStatus: zTaxStatus.optional(),
    ...{ positionPercent: zPercent.optional(), engineeringPercent: zPercent.optional() },
    ...{ riskPercent: zPercent.optional(), legalPercent: zPercent.optional(), craftPercent: zPercent.optional() },
    ...{ higherPercent: zPercent.optional(), transport: zDinars.optional(), hasSpouse: zPaid.optional() },
    ...{ childrenForAllowance: zCount.optional(), childrenForTax: zCount.optional() },
    ...{ bank: text(80), iban: text(40), accountNumber: text(40) },
    ...{ appointmentDate: zDay.optional(), lastPromotionDate: zDay.optional(), lastIncrementDate: zDay.optional() },
    ...{ leaveBalance: zCount.optional(), isOtherPerson: zImportYes.optional(), note: text(1000) },
  } satisfies Record<EmployeeColumn, z.ZodType>)
  .superRefine((row, context) => {
    const wrong = (code: string, field: string, params: Problem['params'] = {}): void =>
      context.addIssue({ code: 'custom', message: code, path: [field], params });
    if (namesOf(row) === null) wrong('NAME_SHORT', row.firstName ? 'firstName' : 'fullName');
    if (row.iban) {
      const verdict = judgeIban(row.iban);
      if (!verdict.ok) for (const { code, params } of verdict.problems) wrong(code, 'iban', params);
    }
  });
export type EmployeeRow = z.infer<typeof rowSchema>;

/**
 * The staff of an office from the workbook that it keeps. The key of a person is his number in the office, otherwise
 * his national card; a second run of the workbook updates. Who looks like somebody known under another key is refused
 * with the other's name, until the column "another person" says yes: two people are never made one silently.
 */
export const employeeImporter: Importer<EmployeeRow> = {
  permission: 'hr.import',
  columns: employeeColumns,
  schema: rowSchema,
  apply: (run, row, context) => {
    const known = knownOf(context);
    const rules = rulesOf(context);
    const { today, latestDay } = context;
    const outcome = run('hr.employee.import', (tx) => importEmployee(tx, row, { known, rules, today, latestDay }));
    for (const key of [...keysOf(row), `written ${outcome.id}`]) known.set(key, outcome.id);
    return outcome.done;
  },
};

/** The keys by which a row's person is known, in their order. */
function keysOf(row: EmployeeRow): readonly string[] {
  const { nationalCard } = plainPapers({ nationalCard: row.nationalCard ?? null, phone: null, birthDate: null });
  const person = personOf(row);
  return [
    ...(row.officeNumber ? [`number ${row.officeNumber}`] : []),
    ...(nationalCard === null ? [] : [`card ${nationalCard}`]),
    ...(person === null ? [] : [`person ${person}`]),
  ];
}

/** Name, birth date and mother, folded; null where the row does not tell enough to call two people alike. */
function personOf(row: EmployeeRow): string | null {
  const names = namesOf(row);
  const birthDate = row.birthDate?.date ?? null;
  const motherName = nameParts(row.motherName ?? '')[0] ?? null;
  if (names === null || birthDate === null) return null;
  return personKey({ fullName: fullNameOf(names), birthDate, motherName });
}

const rulesOfRuns = new WeakMap<ImportContext['known'], readonly Rule[]>();

/** The rules in force today, read once for a run. */
function rulesOf({ db, known, today }: ImportContext): readonly Rule[] {
  const rules = rulesOfRuns.get(known) ?? rulesInForce(db, today);
  rulesOfRuns.set(known, rules);
  return rules;
}

/** Everybody who is known, read once for a run. */
function knownOf({ db, known }: ImportContext): Map<string, string> {
  if (known.size > 0) return known;
  known.set('', '');
  for (const row of db.select().from(employee).where(isNull(employee.deletedAt)).all()) {
    if (row.nationalCard !== null) known.set(`card ${row.nationalCard}`, row.id);
    if (row.birthDate !== null) known.set(`person ${personKey(row)}`, row.id);
  }
  const numbers = db.select().from(employeeNumber).where(isNull(employeeNumber.deletedAt)).all();
  for (const { kind, number, employeeId } of numbers) if (kind === 'OFFICE') known.set(`number ${number}`, employeeId);
  const units = db.select().from(unit).where(isNull(unit.deletedAt)).all();
  for (const { id, nameAr } of units) {
    const key = `unit ${fold(nameAr)}`;
    // A name that two units have says nothing.
    known.set(key, known.has(key) ? '' : id);
  }
  for (const { id, code } of units) known.set(`unit ${fold(code)}`, id);
  return known;
}

/** Of his facts: a year that was typed wrongly would stand in them for good. */
const datesOfPlace = ['appointmentDate', 'lastPromotionDate', 'lastIncrementDate'] as const;

function importEmployee(
  tx: Tx,
  row: EmployeeRow,
  of: {
    readonly known: ReadonlyMap<string, string>;
    readonly rules: readonly Rule[];
    readonly today: LocalDate;
    readonly latestDay: LocalDate;
  },
): { readonly id: string; readonly done: Imported } {
  const { known, rules, today, latestDay } = of;
  const [number, card, person] = ['number', 'card', 'person'].map((kind) => {
    const key = keysOf(row).find((each) => each.startsWith(`${kind} `));
    return key === undefined ? undefined : known.get(key);
  });
  const ownId = number ?? (row.officeNumber ? undefined : card);
  if (person !== undefined && person !== ownId && row.isOtherPerson !== true) {
    throw refusal('POSSIBLE_DUPLICATE', { name: calledOf(tx, person) }, 'isOtherPerson');
  }
  // Two rows of one sheet are two people, or one of them is a mistake: the second never overwrites the first.
  if (ownId !== undefined && known.has(`written ${ownId}`)) {
    throw refusal('IMPORT_KEY_TWICE', undefined, row.officeNumber ? 'officeNumber' : 'nationalCard');
  }
  demand(all(...datesOfPlace.map((field) => judgeBegin(row[field], { today: latestDay, field }))));
  const papers = papersOf(row, unitOf(row.unit, known));
  const before = ownId === undefined ? [] : factsOf(tx.db, ownId);
  const opening = openingFactsOf(row, { unitId: papers.unitId, today, rules, before });
  if (ownId === undefined) {
    const id = createEmployee(tx, papers, today);
    if (row.officeNumber) addNumber(tx, id, row.officeNumber);
    writeBelongings(tx, { id, row, opening, isNew: true });
    return { id, done: 'created' };
  }
  return { id: ownId, done: updateEmployee(tx, ownId, { row, papers, opening, today }) };
}

/** Writes what the row says of somebody who is known; columns that the workbook does not have say nothing. */
function updateEmployee(
  tx: Tx,
  id: string,
  of: {
    readonly row: EmployeeRow;
    readonly papers: EmployeeInput;
    readonly opening: readonly NewFact[];
    readonly today: LocalDate;
  },
): Imported {
  const { row, papers, opening, today } = of;
  const told = toldOf(tx, id);
  const before = tx.get(employee, id);
  const given = Object.fromEntries(Object.entries(papers).filter(([, value]) => value !== null && value !== ''));
  const { unitId, ...patch } = {
    ...before,
    ...given,
    employmentKind: row.employmentKind ?? before.employmentKind,
    isBirthDayAssumed: papers.birthDate === null ? before.isBirthDayAssumed : papers.isBirthDayAssumed,
  };
  const isEdited = editEmployee(tx, before, { ...onlyPapers(patch), today });
  const isMoved = tx.update(employee, id, { unitId });
  const isChanged = writeBelongings(tx, { id, row, opening, isNew: false });
  return isEdited || isMoved || isChanged ? { updated: changesOf(told, toldOf(tx, id)) } : 'same';
}

/** The name of somebody who is known, with the number by which he is found. */
function calledOf(tx: Tx, id: string): string {
  const { fullName } = tx.get(employee, id);
  const held = tx.db
    .select({ number: employeeNumber.number })
    .from(employeeNumber)
    .where(and(eq(employeeNumber.employeeId, id), eq(employeeNumber.kind, 'OFFICE'), isNull(employeeNumber.deletedAt)))
    .get();
  return held === undefined ? fullName : `${fullName} (${held.number})`;
}

function onlyPapers(row: Omit<EmployeeInput, 'unitId'>): Omit<EmployeeInput, 'unitId'> {
  return {
    ...{ firstName: row.firstName, fatherName: row.fatherName, grandfatherName: row.grandfatherName },
    ...{ greatGrandfatherName: row.greatGrandfatherName, surname: row.surname, motherName: row.motherName },
    ...{ motherFatherName: row.motherFatherName, motherGrandfatherName: row.motherGrandfatherName },
    ...{ nationalCard: row.nationalCard, civilIdNumber: row.civilIdNumber, civilRegister: row.civilRegister },
    ...{ civilPage: row.civilPage, nationalityCertificate: row.nationalityCertificate },
    ...{ residenceCard: row.residenceCard, phone: row.phone, birthDate: row.birthDate },
    ...{ isBirthDayAssumed: row.isBirthDayAssumed, birthPlace: row.birthPlace, gender: row.gender },
    ...{ maritalStatus: row.maritalStatus, bloodGroup: row.bloodGroup, governorate: row.governorate },
    ...{ district: row.district, subdistrict: row.subdistrict, quarter: row.quarter, alley: row.alley },
    ...{ house: row.house, employmentKind: row.employmentKind, note: row.note },
  };
}

function papersOf(row: EmployeeRow, unitId: string): EmployeeInput {
  const names = namesOf(row);
  if (names === null) throw refusal('NAME_SHORT', undefined, 'fullName');
  const [motherName = null, motherFatherName = null, ...others] = nameParts(row.motherName ?? '');
  return {
    ...names,
    ...{ motherName, motherFatherName, motherGrandfatherName: others.join(' ') || null },
    ...{ nationalCard: row.nationalCard ?? null, phone: row.phone ?? null },
    ...{ birthDate: row.birthDate?.date ?? null, isBirthDayAssumed: row.birthDate?.isAssumed ?? false },
    ...{ birthPlace: row.birthPlace ?? null, gender: row.gender ?? null, maritalStatus: row.maritalStatus ?? null },
    ...{ governorate: row.governorate ?? null, district: row.district ?? null, subdistrict: null },
    ...{ quarter: row.quarter ?? null, alley: row.alley ?? null, house: row.house ?? null },
    ...{ civilIdNumber: null, civilRegister: null, civilPage: null, nationalityCertificate: null },
    ...{ residenceCard: null, bloodGroup: null, note: row.note ?? null },
    ...{ employmentKind: row.employmentKind ?? 'PERMANENT', unitId },
  };
}

/** The five names, from their own columns or from one cell. */
function namesOf(row: Pick<EmployeeRow, 'fullName' | keyof FiveNames>): FiveNames | null {
  const { firstName, fatherName, grandfatherName } = row;
  if (!firstName || !fatherName || !grandfatherName) return fiveNamesOf(row.fullName ?? '');
  return {
    ...{ firstName, fatherName, grandfatherName },
    greatGrandfatherName: row.greatGrandfatherName ?? null,
    surname: row.surname ?? null,
  };
}

function unitOf(cell: string, known: ReadonlyMap<string, string>): string {
  const id = known.get(`unit ${fold(cell)}`);
  if (id === undefined) throw refusal('UNIT_UNKNOWN', { unit: cell }, 'unit');
  if (id === '') throw refusal('UNIT_AMBIGUOUS', { unit: cell }, 'unit');
  return id;
}
