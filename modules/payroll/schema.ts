import { boolean, date, id, integer, json, moment, money, month, optional, syncedTable, text } from '#db/columns.ts';
import { employee } from '#modules/hr/schema.ts';
import { unit } from '#modules/org/schema.ts';
import { rulePackage } from '#modules/regulation/schema.ts';
import type {
  AccountRole,
  BankFileState,
  BankLayout,
  CourtOrderKind,
  IssueState,
  LedgerKind,
  LoanKind,
  PaymentWay,
  ReturnedRow,
  RunKind,
  RunState,
  RunTotals,
  Severity,
  SlipAmounts,
  SlipSnapshot,
  UsedRule,
} from './contract/index.ts';

/** The pay of an entity for a month: drafted, calculated, audited, approved, locked; or cancelled before that. */
export const run = syncedTable(
  'payroll_run',
  {
    entityId: id({ references: () => unit.id }),
    month: month(),
    kind: text<RunKind>(),
    state: text<RunState>(),
    title: optional(text()),
    packageId: id({ references: () => rulePackage.id }),
    packageHash: text(),
    engineVersion: text(),
    /** Counts calculations: a slip that carries an older number belongs to an earlier one. */
    calculation: integer(),
    /** The moment, and the last op, as of which the papers were read. */
    calculatedAt: optional(moment()),
    calculatedSeq: optional(integer()),
    /** What change against the last month was asked to be looked at. */
    bigChangePercent: integer(),
    preparedBy: id(),
    /** Everybody who had a hand in preparing it: none of them audits or approves it. */
    preparers: json<readonly string[]>(),
    auditedBy: optional(id()),
    auditedAt: optional(moment()),
    approvedBy: optional(id()),
    approvedAt: optional(moment()),
    lockedBy: optional(id()),
    lockedAt: optional(moment()),
    /** Why it came back from audit or approval. */
    returnNote: optional(text()),
    totals: json<RunTotals>(),
    /** Rules that it used and that the Ministry has not confirmed. */
    unconfirmed: json<readonly UsedRule[]>(),
    /** SHA-256 over the slips, given when it is locked. */
    slipsHash: optional(text()),
  },
  { indexes: [['entityId', 'month', 'kind']], once: [{ by: ['entityId', 'month', 'kind'], unless: mayBeBoth }] },
);

/** As `payroll.run.create` has it: of the regular pay one that is not cancelled, of any other one that is open. */
function mayBeBoth(...runs: readonly Readonly<Record<string, unknown>>[]): boolean {
  return runs.some(({ state, kind }) => state === 'cancelled' || (state === 'locked' && kind !== 'REGULAR'));
}

/**
 * The slip of one employee in a run. A locked one holds all from which it was calculated. A calculation never changes
 * slips: it adds those of its number and marks what they replace; they are seen when the run takes on that number.
 */
export const slip = syncedTable(
  'payroll_slip',
  {
    runId: id({ references: () => run.id }),
    employeeId: id({ references: () => employee.id }),
    /** The calculation that made it, and the one that replaces it. */
    calculation: integer(),
    replacedIn: optional(integer()),
    fullName: text(),
    employeeNumber: optional(text()),
    unitId: id({ references: () => unit.id }),
    jobTitle: optional(text()),
    grade: optional(text()),
    step: optional(integer()),
    certificate: optional(text()),
    taxStatus: optional(text()),
    payBy: text<PaymentWay>(),
    bank: optional(text()),
    iban: optional(text()),
    account: optional(text()),
    gross: money(),
    deductionsTotal: money(),
    regularNet: money(),
    arrearsNet: money(),
    net: money(),
    stateShare: money(),
    amounts: json<SlipAmounts>(),
    snapshot: json<SlipSnapshot>(),
    /** SHA-256 of facts, rules and engine version: equal inputs need no new calculation. */
    inputsHash: text(),
    isHeld: boolean(),
    holdReason: optional(text()),
  },
  {
    unique: [['runId', 'employeeId', 'calculation']],
    // Each calculation is one piece of work: two of one number would be read as one.
    once: [{ by: ['runId', 'calculation'] }],
  },
);

/** Something that a person must look at before the run goes on. */
export const issue = syncedTable(
  'payroll_issue',
  {
    runId: id({ references: () => run.id }),
    employeeId: optional(id({ references: () => employee.id })),
    calculation: integer(),
    replacedIn: optional(integer()),
    code: text(),
    severity: text<Severity>(),
    params: json<Readonly<Record<string, string | number>>>(),
    state: text<IssueState>(),
    acceptedBy: optional(id()),
    acceptedNote: optional(text()),
  },
  { once: [{ by: ['runId', 'calculation'] }] },
);

/** An amount that an order adds to, or takes from, one person in one run: a bonus, a settlement, a correction. */
export const adjustment = syncedTable('payroll_adjustment', {
  runId: id({ references: () => run.id }),
  employeeId: id({ references: () => employee.id }),
  code: text(),
  amount: money(),
  reason: text(),
  orderNumber: optional(text()),
});

/** A decision of a court or an execution directorate (مبلغ التنفيذ). */
export const courtOrder = syncedTable(
  'payroll_court_order',
  {
    employeeId: id({ references: () => employee.id }),
    kind: text<CourtOrderKind>(),
    caseNumber: text(),
    directorate: text(),
    creditor: optional(text()),
    orderDate: date(),
    monthly: money(),
    /** The whole debt; null for what has no end, such as current alimony. */
    total: optional(money()),
    fromMonth: month(),
    toMonth: optional(month()),
  },
  { search: ['caseNumber', 'creditor'] },
);

/** An advance, a housing-fund or a bank loan, paid back by instalments. */
export const loan = syncedTable(
  'payroll_loan',
  {
    employeeId: id({ references: () => employee.id }),
    kind: text<LoanKind>(),
    lender: text(),
    number: optional(text()),
    loanDate: date(),
    instalment: money(),
    total: money(),
    fromMonth: month(),
    skipMonths: json<readonly string[]>(),
  },
  { search: ['lender', 'number'] },
);

/** What locked runs took, carried or left: the balances of loans and court orders are sums of these entries. */
export const ledgerEntry = syncedTable(
  'payroll_ledger_entry',
  {
    employeeId: id({ references: () => employee.id }),
    runId: id({ references: () => run.id }),
    month: month(),
    kind: text<LedgerKind>(),
    /** The loan, court order or penalty; null where the kind has only one. */
    sourceId: optional(id()),
    amount: money(),
  },
  { conflictClass: 'fact', indexes: [['sourceId']] },
);

/** Who is exempt from a temporary deduction, by a written request or a decision, possibly backwards in time. */
export const exemption = syncedTable('payroll_exemption', {
  employeeId: id({ references: () => employee.id }),
  code: text(),
  validFrom: date(),
  validTo: optional(date()),
  requestNumber: optional(text()),
  requestDate: optional(date()),
});

/** How a bank wants its file. */
export const bankTemplate = syncedTable('payroll_bank_template', {
  name: text(),
  bank: text(),
  layout: json<BankLayout>(),
});

/** A file as it was sent: its exact bytes are kept in the file store under their hash. */
export const bankFile = syncedTable('payroll_bank_file', {
  runId: id({ references: () => run.id }),
  templateId: id({ references: () => bankTemplate.id }),
  /** Only the accounts of this bank; null for all. */
  bank: optional(text()),
  /** The file whose returned rows it sends again. */
  resendOf: optional(id()),
  fileName: text(),
  sha256: text(),
  bytes: integer(),
  rows: integer(),
  total: money(),
  state: text<BankFileState>(),
  returned: json<readonly ReturnedRow[]>(),
});

/** The account of a component; of a unit, or of the whole office where the unit is null. */
export const account = syncedTable('payroll_account', {
  component: text(),
  role: text<AccountRole>(),
  unitId: optional(id({ references: () => unit.id })),
  /** Five segments of the state's chart: chapter, section, article, kind, sequence. */
  code: text(),
  name: text(),
});

export const tables = [
  ...([run, slip, issue, adjustment, courtOrder, loan] as const),
  ...([ledgerEntry, exemption, bankTemplate, bankFile, account] as const),
] as const;
