import { boolean, date, id, integer, json, moment, month, optional, syncedTable, text } from '#db/columns.ts';
import { unit } from '#modules/org/schema.ts';
import type {
  BloodGroup,
  DependantKind,
  DispatchState,
  DoubleFileSide,
  DoubleFileVerdict,
  EmploymentKind,
  FactKind,
  FactValue,
  Gender,
  HandoverFile,
  LeaveEntryKind,
  LeaveState,
  MaritalStatus,
  NumberKind,
  OrderEffect,
  OrderKind,
  OrderState,
  Outcome,
  Terms,
} from './contract/index.ts';

/** A person in the service of the state, with what his papers say of him. What orders say of him are facts. */
export const employee = syncedTable(
  'hr_employee',
  {
    firstName: text(),
    fatherName: text(),
    grandfatherName: text(),
    greatGrandfatherName: optional(text()),
    surname: optional(text()),
    /** Made of the five parts; kept for sorting and searching. */
    fullName: text(),
    motherName: optional(text()),
    motherFatherName: optional(text()),
    motherGrandfatherName: optional(text()),
    /** Twelve digits, unique in the office. */
    nationalCard: optional(text()),
    civilIdNumber: optional(text()),
    civilRegister: optional(text()),
    civilPage: optional(text()),
    nationalityCertificate: optional(text()),
    residenceCard: optional(text()),
    phone: optional(text()),
    birthDate: optional(date()),
    /** Only the year, or the month and year, are known; the rest was assumed (often 1 July). */
    isBirthDayAssumed: boolean(),
    birthPlace: optional(text()),
    gender: optional(text<Gender>()),
    maritalStatus: optional(text<MaritalStatus>()),
    bloodGroup: optional(text<BloodGroup>()),
    governorate: optional(text()),
    district: optional(text()),
    subdistrict: optional(text()),
    quarter: optional(text()),
    alley: optional(text()),
    house: optional(text()),
    employmentKind: text<EmploymentKind>(),
    /** The unit whose staff may see him; moved by the orders that place him. */
    unitId: id({ references: () => unit.id }),
    note: optional(text()),
    /** The attached file that shows his face. */
    photoId: optional(id()),
  },
  {
    search: ['fullName', 'motherName', 'nationalCard', 'phone'],
    indexes: [['nationalCard'], ['fullName']],
    once: [{ by: ['nationalCard'] }],
  },
);

/** A number by which an employee is known, with its period: an office's own, the unified one, an old one. */
export const employeeNumber = syncedTable(
  'hr_employee_number',
  {
    employeeId: id({ references: () => employee.id }),
    kind: text<NumberKind>(),
    number: text(),
    validFrom: optional(date()),
    validTo: optional(date()),
  },
  { search: ['number'], indexes: [['number']], once: [{ by: ['kind', 'number'] }] },
);

/** A qualification with the letter that confirms that it was issued (صحة الصدور). */
export const qualification = syncedTable('hr_qualification', {
  employeeId: id({ references: () => employee.id }),
  /** The certificate's code in the rule package, such as CERT_BSC. */
  level: text(),
  speciality: optional(text()),
  institution: optional(text()),
  graduationYear: optional(integer()),
  authenticityNumber: optional(text()),
  authenticityDate: optional(date()),
});

/** Where the salary goes, from when to when. */
export const bankAccount = syncedTable('hr_bank_account', {
  employeeId: id({ references: () => employee.id }),
  bank: text(),
  branch: optional(text()),
  iban: optional(text()),
  accountNumber: optional(text()),
  validFrom: date(),
  validTo: optional(date()),
});

/** A spouse or child. Family allowance and tax relief are judged apart, each with its own period. */
export const dependant = syncedTable('hr_dependant', {
  employeeId: id({ references: () => employee.id }),
  kind: text<DependantKind>(),
  name: text(),
  birthDate: optional(date()),
  allowanceFrom: optional(date()),
  allowanceTo: optional(date()),
  taxFrom: optional(date()),
  taxTo: optional(date()),
  /** The paper on which the judgement stands: marriage contract, study letter, letter of non-receipt. */
  document: optional(text()),
});

/** An administrative order (أمر إداري). Approved orders never change; another order reverses them. */
export const order = syncedTable(
  'hr_order',
  {
    number: text(),
    orderDate: date(),
    issuer: text(),
    kind: text<OrderKind>(),
    effectiveDate: date(),
    subject: optional(text()),
    unitId: id({ references: () => unit.id }),
    state: text<OrderState>(),
    reversesOrderId: optional(id()),
    checkedBy: optional(id()),
    checkedAt: optional(moment()),
    approvedBy: optional(id()),
    approvedAt: optional(moment()),
  },
  {
    ...{ search: ['number', 'subject', 'issuer'], indexes: [['number'], ['reversesOrderId'], ['effectiveDate']] },
    once: [{ by: ['number'], unless: mayShareNumber }],
  },
);

/** As commands have it: one of a number in a year, and a refused one leaves its number free. */
function mayShareNumber(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const yearOf = ({ orderDate }: Readonly<Record<string, unknown>>): string => String(orderDate).slice(0, 4);
  return one['state'] === 'refused' || other['state'] === 'refused' || yearOf(one) !== yearOf(other);
}

/** What an order does to one employee. */
export const orderLine = syncedTable('hr_order_line', {
  orderId: id({ references: () => order.id }),
  employeeId: id({ references: () => employee.id }),
  position: integer(),
  /** What was typed; the effects are worked out from it and from the facts of the day. */
  terms: json<Terms>(),
  effects: json<readonly OrderEffect[]>(),
  note: optional(text()),
});

/**
 * What is true of an employee from a day on, and since when the office knows it. A fact is never changed: a later order
 * retracts it and puts another in its place, so that what was known on any day can still be told.
 */
export const fact = syncedTable(
  'hr_fact',
  {
    employeeId: id({ references: () => employee.id }),
    kind: text<FactKind>(),
    validFrom: date(),
    validTo: optional(date()),
    value: json<FactValue>(),
    /** Null for what was brought in from older papers. */
    orderId: optional(id({ references: () => order.id })),
    knownAt: moment(),
    retractedAt: optional(moment()),
    retractedByOrderId: optional(id()),
  },
  { indexes: [['kind', 'employeeId', 'validFrom'], ['retractedByOrderId']] },
);

/** A leave from its request to the return to work. */
export const leave = syncedTable(
  'hr_leave',
  {
    employeeId: id({ references: () => employee.id }),
    /** The leave's code in the rule package. */
    type: text(),
    fromDate: date(),
    toDate: date(),
    days: integer(),
    state: text<LeaveState>(),
    reason: optional(text()),
    orderId: optional(id({ references: () => order.id })),
    returnedOn: optional(date()),
    /** The order that notes the return to work. */
    returnOrderId: optional(id({ references: () => order.id })),
    refusalReason: optional(text()),
  },
  { indexes: [['fromDate']] },
);

/** The one ledger of leave days; a balance is the sum of its entries and nothing else. */
export const leaveEntry = syncedTable(
  'hr_leave_entry',
  {
    employeeId: id({ references: () => employee.id }),
    type: text(),
    kind: text<LeaveEntryKind>(),
    onDate: date(),
    /** Positive gives days, negative takes them. */
    days: integer(),
    leaveId: optional(id({ references: () => leave.id })),
    note: optional(text()),
  },
  { conflictClass: 'fact' },
);

/**
 * An employee on his way to another office: the sender's half, which the data centre hands to the receiver. The file
 * is frozen in it, so that both read the same whatever is written later.
 */
export const handover = syncedTable(
  'hr_handover',
  {
    /** Of the sender's office, like the unit: the receiver has neither. */
    employeeId: id(),
    unitId: id(),
    fullName: text(),
    fromName: text(),
    toOffice: integer(),
    toName: text(),
    orderNumber: text(),
    orderDate: date(),
    effectiveDate: date(),
    lastPaidMonth: optional(month()),
    note: optional(text()),
    state: text<DispatchState>(),
    file: json<HandoverFile>(),
  },
  {
    ...{ addressee: 'toOffice', search: ['fullName', 'orderNumber'], indexes: [['employeeId']] },
    // The scans of his file go with him.
    files: { kind: 'list', column: 'file', list: 'scans' },
  },
);

/** The receiver's half: what became of it there. The data centre hands it to the sender. */
export const handoverAnswer = syncedTable(
  'hr_handover_answer',
  {
    handoverId: id({ references: () => handover.id }),
    toOffice: integer(),
    outcome: text<Outcome>(),
    answeredOn: date(),
    reason: optional(text()),
    /** His new file, in the receiver's office. */
    employeeId: optional(id()),
    /** When his debts were confirmed there. */
    debtsTakenAt: optional(moment()),
  },
  { addressee: 'toOffice' },
);

/**
 * What the data centre decided on two files that may be one person's, as it tells one of the two offices: of each
 * decision there are two, written by one command. The other file is named and not described, because it may be that of
 * another person.
 */
export const doubleFile = syncedTable(
  'hr_double_file',
  {
    /** The office that is told, and its file. */
    toOffice: integer(),
    employeeId: id(),
    otherOffice: integer(),
    otherEmployeeId: id(),
    otherName: optional(text()),
    verdict: text<DoubleFileVerdict>(),
    reason: text(),
    /** Who decided, by name: the people of the data centre are unknown in an office. */
    decidedBy: text(),
    /** This office's own file, as it was looked at. */
    file: json<DoubleFileSide>(),
  },
  { conflictClass: 'fact', addressee: 'toOffice', indexes: [['employeeId']] },
);

export const tables = [
  ...([employee, employeeNumber, qualification, bankAccount, dependant] as const),
  ...([order, orderLine, fact, leave, leaveEntry] as const),
  ...([handover, handoverAnswer, doubleFile] as const),
] as const;
