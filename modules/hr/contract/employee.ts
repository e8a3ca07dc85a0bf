import { z } from 'zod';
import { zDate, zId, zOptionalText, zPeriod, zRecord, zRequired } from '#modules/contract.ts';
import { bloodGroups, dependantKinds, employmentKinds, genders, maritalStatuses, numberKinds } from './codes.ts';
import { zRuleCode } from './fact.ts';

/** What the papers of an employee say of him, as it is typed. */
export const employeeFields = {
  firstName: zRequired(60),
  fatherName: zRequired(60),
  grandfatherName: zRequired(60),
  greatGrandfatherName: zOptionalText(60),
  surname: zOptionalText(60),
  motherName: zOptionalText(60),
  motherFatherName: zOptionalText(60),
  motherGrandfatherName: zOptionalText(60),
  nationalCard: zOptionalText(30),
  civilIdNumber: zOptionalText(30),
  civilRegister: zOptionalText(30),
  civilPage: zOptionalText(30),
  nationalityCertificate: zOptionalText(30),
  residenceCard: zOptionalText(30),
  phone: zOptionalText(30),
  birthDate: zDate.nullable(),
  isBirthDayAssumed: z.boolean(),
  birthPlace: zOptionalText(80),
  gender: z.enum(genders).nullable(),
  maritalStatus: z.enum(maritalStatuses).nullable(),
  bloodGroup: z.enum(bloodGroups).nullable(),
  governorate: zOptionalText(60),
  district: zOptionalText(60),
  subdistrict: zOptionalText(60),
  quarter: zOptionalText(60),
  alley: zOptionalText(30),
  house: zOptionalText(30),
  employmentKind: z.enum(employmentKinds),
  unitId: zId,
  note: zOptionalText(1000),
};
export const employeeInput = z.strictObject(employeeFields);
export type EmployeeInput = z.infer<typeof employeeInput>;
/** A new employee has his number in the office at once, or gets it later. */
export const newEmployeeInput = z.strictObject({
  ...employeeFields,
  officeNumber: zOptionalText(30),
  /** Somebody who looks like him is known, and is another person. */
  isOtherPerson: z.boolean().default(false),
});
/** Of whom it is asked whether he is known already. */
export const likenessInput = employeeInput.pick({
  ...{ firstName: true, fatherName: true, grandfatherName: true, greatGrandfatherName: true, surname: true },
  ...{ birthDate: true, motherName: true },
});
export const likenessRow = z.object({
  id: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  birthDate: zDate.nullable(),
  motherName: z.string().nullable(),
});

const zRowId = zId.nullable();

export const numberRow = z.strictObject({
  id: zRowId,
  kind: z.enum(numberKinds),
  number: zRequired(30),
  validFrom: zDate.nullable(),
  validTo: zDate.nullable(),
});
export const qualificationRow = z.strictObject({
  id: zRowId,
  level: zRuleCode,
  speciality: zOptionalText(120),
  institution: zOptionalText(120),
  graduationYear: z.number().int().min(1930).max(2100).nullable(),
  authenticityNumber: zOptionalText(60),
  authenticityDate: zDate.nullable(),
});
export const accountRow = z.strictObject({
  id: zRowId,
  bank: zRequired(80),
  branch: zOptionalText(80),
  iban: zOptionalText(40),
  accountNumber: zOptionalText(40),
  ...zPeriod,
});
export const dependantRow = z.strictObject({
  id: zRowId,
  kind: z.enum(dependantKinds),
  name: zRequired(120),
  birthDate: zDate.nullable(),
  allowanceFrom: zDate.nullable(),
  allowanceTo: zDate.nullable(),
  taxFrom: zDate.nullable(),
  taxTo: zDate.nullable(),
  document: zOptionalText(200),
});
export type NumberRow = z.infer<typeof numberRow>;
export type AccountRow = z.infer<typeof accountRow>;
export type DependantRow = z.infer<typeof dependantRow>;

/** The lists that belong to an employee; each is kept as a whole. */
export const employeeLists = {
  numbers: z.array(numberRow).max(50),
  qualifications: z.array(qualificationRow).max(50),
  accounts: z.array(accountRow).max(50),
  dependants: z.array(dependantRow).max(60),
} as const;
export type EmployeeListName = keyof typeof employeeLists;

/** One line of the list of staff. */
export const employeeListRow = z.object({
  id: zId,
  fullName: z.string(),
  number: z.string().nullable(),
  nationalCard: z.string().nullable(),
  employmentKind: z.enum(employmentKinds),
  gender: z.enum(genders).nullable(),
  birthDate: zDate.nullable(),
  unitId: zId,
  jobTitle: z.string().nullable(),
  grade: z.string().nullable(),
  step: z.number().int().nullable(),
  certificate: z.string().nullable(),
  isInService: z.boolean(),
});
export type EmployeeListRow = z.infer<typeof employeeListRow>;

export const employeeRecord = z.object({
  ...zRecord,
  ...employeeFields,
  fullName: z.string(),
  /** The attached file that shows his face. */
  photoId: zId.nullable(),
});

/** Somebody who serves where no paying entity pays. */
export const unpaidRow = z.object({ id: zId, fullName: z.string(), unitId: zId });
export type UnpaidRow = z.infer<typeof unpaidRow>;
