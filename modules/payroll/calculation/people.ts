import { hash } from 'node:crypto';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { among } from '#db/among.ts';
import { firstDay, lastDay, type LocalDate, type Month } from '#kernel/date.ts';
import { plainIban } from '#kernel/iban.ts';
import { minus, NOTHING, sum } from '#kernel/money.ts';
import { factsOfKind, personnelOf, type Personnel } from '#modules/hr/index.ts';
import { unit } from '#modules/org/schema.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import { rulesOfKind } from '#modules/regulation/contract/index.ts';
import type { SlipAmounts, SlipSnapshot } from '../contract/index.ts';
import type { CourtOrderFact, LoanFact, PayFacts } from '../contract/pay-facts.ts';
import { unpaidBefore, type OrderedFact } from '../rules/before-first.ts';
import { findingOfProblem, finding, findingsOf, type Finding } from '../rules/issues.ts';
import { judgeFacts } from '../rules/judge-facts.ts';
import { paysOf } from '../rules/paid.ts';
import { ENGINE_VERSION, slipOf, type RulesOfMonth, type Slip } from '../rules/slip.ts';
import { adjustment, courtOrder, exemption, loan, type slip as slipTable } from '../schema.ts';
import { payFactsOf, type OwnLedgers } from './facts-of-person.ts';
import { LockedPast, type PersonPast } from './locked-past.ts';
import { openingOrders, orderedFactsOf, takenBackByOrders } from './ordered-facts.ts';
import { packagesInForce, type Package } from './packages.ts';
import type { Run } from './visible.ts';

type Db = BetterSQLite3Database;
type SlipColumns = Omit<
  typeof slipTable.$inferInsert,
  | ('runId' | 'calculation' | 'replacedIn' | 'isHeld' | 'holdReason')
  | ('id' | 'ownerOffice' | 'revision' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'deletedAt' | 'seq')
>;

/** One person as he comes out of a calculation: a slip, or none, and what must be looked at. */
export interface Calculated {
  readonly employeeId: string;
  readonly inputsHash: string;
  /** How long the inputs are when they are written down, in bytes. */
  readonly inputsBytes: number;
  /** Null for whoever has nothing to get in this run, or whose papers cannot be calculated. */
  readonly slip: SlipColumns | null;
  readonly findings: readonly Finding[];
}

/** Everything that the calculation of a run has in common for all people. */
export class Calculation {
  readonly #db: Db;
  readonly #run: Pick<Run, 'id' | 'month' | 'kind'>;
  readonly #packages: readonly Package[];
  readonly #past: LockedPast;
  readonly #closedUnits: ReadonlySet<string>;
  readonly #usual: ReadonlyMap<string, readonly number[]>;
  readonly #openings: ReadonlySet<string>;
  readonly #knownAt: number;
  readonly #bigChangePercent: number;

  constructor({ db, run, knownAt, bigChangePercent, packages = packagesInForce(db) }: CalculationOptions) {
    this.#db = db;
    this.#run = run;
    this.#knownAt = knownAt;
    this.#bigChangePercent = bigChangePercent;
    this.#packages = packages;
    this.#closedUnits = closedUnits(db, lastDay(run.month));
    this.#openings = openingOrders(db);
    const { rules } = this.package;
    this.#usual = new Map(rulesOfKind(rules, 'ALLOWANCE').map(({ code, value }) => [code, value.usual]));
    this.#past = new LockedPast({ db, month: run.month, packages: this.#packages, rulesOf: this.rulesOf });
  }

  /** The package of the run's month. */
  get package(): Package {
    return packageOfMonth(this.#packages, this.#run.month);
  }

  readonly rulesOf: RulesOfMonth = (month) => packageOfMonth(this.#packages, month).book;

  /**
   * Calculates some people. `known` holds the hashes of the slips that the run has: equal inputs answer `null` and are
   * left as they are.
   */
  of(employeeIds: readonly string[], known: ReadonlyMap<string, string>): readonly (Calculated | null)[] {
    const people = personnelOf(this.#db, { employeeIds, knownAt: this.#knownAt });
    const past = this.#past.of(employeeIds);
    const ledgers = this.#ledgersOf(employeeIds, past);
    const takenBack = takenBackByOrders(this.#db, { employeeIds, knownAt: this.#knownAt });
    return people.map((person) => {
      const { id } = person.employee;
      const own = ledgers.get(id);
      const before = past.get(id);
      if (own === undefined || before === undefined) return null;
      return this.#calculate(person, own, { ...before, takenBack: takenBack.get(id) ?? [] }, known.get(id));
    });
  }

  #calculate(person: Personnel, ledgers: OwnLedgers, past: Past, known: string | undefined): Calculated | null {
    const { month, kind } = this.#run;
    const { id } = person.employee;
    const nothing = (findings: readonly Finding[] = []): Calculated => ({
      ...{ employeeId: id, inputsHash: '', inputsBytes: 0, slip: null, findings },
    });
    const from = past.previouslyPaid[0]?.month ?? month;
    const read = payFactsOf(person, ledgers, { from, to: month });
    if (read === null) {
      // Who enters in a later month is not missing anything.
      const hasEntered = factsOfKind(person.facts, 'SERVICE').length > 0;
      return nothing(kind === 'REGULAR' && !hasEntered ? [finding('SERVICE_MISSING')] : []);
    }
    const facts: PayFacts = { ...read, previouslyPaid: past.previouslyPaid };
    if (!this.#isPaidHere(facts)) return nothing();
    const identity = identityOf(person, month);
    const packages = [...new Set([month, ...past.previouslyPaid.map((paid) => paid.month)])].map((each) => {
      const { id: packageId, hash } = packageOfMonth(this.#packages, each);
      return { month: each, packageId, hash };
    });
    const snapshot: SlipSnapshot = { facts, packages };
    const { lastNet } = past;
    const limit = this.#bigChangePercent;
    const isUnitClosed = this.#closedUnits.has(identity.unitId);
    const firstMonth = past.firstMonth ?? month;
    const { commencement } = facts.service;
    const unpaidFrom = unpaidBefore(orderedFactsOf(person, past.takenBack), {
      ...{ commencement, firstMonth, readAt: past.readAt, openings: this.#openings },
    });
    const inputs = JSON.stringify({
      ...{ snapshot, identity, isUnitClosed, lastNet, limit, engine: ENGINE_VERSION },
      ...(unpaidFrom !== null && { unpaidFrom, firstMonth }),
    });
    const inputsHash = hash('sha256', inputs);
    if (inputsHash === known) return null;
    const verdict = judgeFacts(month, facts, this.rulesOf);
    if (!verdict.ok) return nothing(verdict.problems.map(findingOfProblem));
    const pays = paysOf(kind);
    const slip = slipOf(month, facts, this.rulesOf, pays);
    const iban = identity.iban;
    return {
      ...{ employeeId: id, inputsHash, inputsBytes: Buffer.byteLength(inputs) },
      slip: { employeeId: id, ...identity, ...columnsOf(slip), snapshot, inputsHash },
      findings: findingsOf({
        ...{ month, pays, facts, slip, book: this.rulesOf(month), usual: this.#usual, iban, lastNet, isUnitClosed },
        ...{ unpaidFrom, firstMonth },
        bigChangePercent: this.#bigChangePercent,
      }),
    };
  }

  /** Who belongs into this kind of run. */
  #isPaidHere({ service, previouslyPaid, adjustments }: PayFacts): boolean {
    const { month, kind } = this.#run;
    const ended = service.termination;
    const serves = service.commencement <= lastDay(month) && (ended === null || ended >= firstDay(month));
    switch (kind) {
      case 'REGULAR':
        return serves || previouslyPaid.length > 0;
      case 'FINAL':
        return serves && ended !== null && ended <= lastDay(month);
      case 'ARREARS':
        return previouslyPaid.length > 0;
      case 'BONUS':
        return adjustments.length > 0;
    }
  }

  #ledgersOf(employeeIds: readonly string[], past: ReadonlyMap<string, PersonPast>): ReadonlyMap<string, OwnLedgers> {
    const of = <T extends typeof loan | typeof courtOrder | typeof exemption>(table: T) =>
      Map.groupBy(
        // The rows of the table that was asked for; drizzle loses the type of a table that is a parameter.
        this.#db
          .select()
          .from(table)
          .where(and(among(table.employeeId, employeeIds), isNull(table.deletedAt)))
          .all() as T['$inferSelect'][],
        (row) => row.employeeId,
      );
    const [loans, orders, exemptions] = [of(loan), of(courtOrder), of(exemption)];
    const added = Map.groupBy(
      this.#db
        .select()
        .from(adjustment)
        .where(
          and(
            eq(adjustment.runId, this.#run.id),
            among(adjustment.employeeId, employeeIds),
            isNull(adjustment.deletedAt),
          ),
        )
        .all(),
      (row) => row.employeeId,
    );
    return new Map(
      employeeIds.map((id) => {
        const before = past.get(id);
        const paid = before?.paidOf ?? new Map<string, never>();
        return [
          id,
          {
            loans: (loans.get(id) ?? []).flatMap((row) => loanFact(row, paid)),
            courtOrders: (orders.get(id) ?? []).flatMap((row) => courtOrderFact(row, paid)),
            exemptions: (exemptions.get(id) ?? []).map((row) => ({
              ...{ code: row.code, from: row.validFrom, to: row.validTo },
            })),
            carriedIn: before?.carriedIn ?? [],
            adjustments: (added.get(id) ?? []).map((row) => ({ id: row.id, code: row.code, amount: row.amount })),
          },
        ];
      }),
    );
  }
}

/** What was paid of somebody, and what orders took back of his papers. */
interface Past extends PersonPast {
  readonly takenBack: readonly OrderedFact[];
}

interface CalculationOptions {
  readonly db: Db;
  readonly run: Pick<Run, 'id' | 'month' | 'kind'>;
  /** Facts that became known later are not read. */
  readonly knownAt: number;
  readonly bigChangePercent: number;
  /** Other packages than those in force, the latest first month first: what would be. */
  readonly packages?: readonly Package[];
}

type Paid = PersonPast['paidOf'];

function loanFact(row: typeof loan.$inferSelect, paid: Paid): readonly LoanFact[] {
  const balance = minus(row.total, paid.get(row.id) ?? NOTHING);
  if (balance <= 0) return [];
  const { id, kind, loanDate, instalment, fromMonth } = row;
  const skipMonths = row.skipMonths as readonly Month[];
  return [{ ...{ id, kind, date: loanDate, instalment, balance, fromMonth, skipMonths } }];
}

function courtOrderFact(row: typeof courtOrder.$inferSelect, paid: Paid): readonly CourtOrderFact[] {
  const balance = row.total === null ? null : minus(row.total, paid.get(row.id) ?? NOTHING);
  if (balance !== null && balance <= 0) return [];
  const { id, kind, orderDate, monthly, fromMonth, toMonth } = row;
  return [{ ...{ id, kind, date: orderDate, monthly, balance, fromMonth, toMonth } }];
}

/** Units that have ended before a day. */
function closedUnits(db: Db, day: LocalDate): ReadonlySet<string> {
  const rows = db
    .select({ id: unit.id })
    .from(unit)
    .where(and(lt(unit.validTo, day), isNull(unit.deletedAt)))
    .all();
  return new Set(rows.map(({ id }) => id));
}

/** What stands at the head of a slip, as it is on the last day of the month. */
function identityOf(person: Personnel, month: Month) {
  const day = lastDay(month);
  const starting = <T extends { readonly validFrom: string }>(all: readonly T[]) =>
    all.findLast(({ validFrom }) => validFrom <= day) ?? null;
  const place = starting(factsOfKind(person.facts, 'PLACE'))?.value ?? null;
  const grade = starting(factsOfKind(person.facts, 'GRADE'))?.value ?? null;
  const account = person.accounts
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))
    .sort((left, right) => (left.validFrom < right.validFrom ? -1 : 1))
    .at(-1);
  const iban = account?.iban == null ? null : plainIban(account.iban);
  const number = person.numbers.find(({ kind, validTo }) => kind === 'OFFICE' && validTo === null) ?? person.numbers[0];
  return {
    fullName: person.employee.fullName,
    employeeNumber: number?.number ?? null,
    unitId: place?.unitId ?? person.employee.unitId,
    jobTitle: place?.jobTitle ?? null,
    grade: grade?.grade ?? null,
    step: grade?.step ?? null,
    certificate: starting(factsOfKind(person.facts, 'CERTIFICATE'))?.value.code ?? null,
    taxStatus: starting(factsOfKind(person.facts, 'TAX_STATUS'))?.value.code ?? null,
    payBy: account === undefined ? ('CASH' as const) : ('BANK' as const),
    bank: account?.bank ?? null,
    iban,
    account: account?.accountNumber ?? null,
  };
}

/** The figures of a slip as they are stored. */
export function columnsOf(slip: Slip) {
  return {
    gross: slip.gross,
    deductionsTotal: sum(slip.deductions.map(({ amount }) => amount)),
    regularNet: slip.regularNet,
    arrearsNet: slip.arrears.net,
    net: slip.net,
    stateShare: slip.stateShare,
    amounts: amountsOf(slip),
  };
}

/** What the slip says in figures, in one order of keys: the bytes that a proof compares. */
export function amountsOf({ lines, deductions, arrears, carryForward, warnings }: Slip): SlipAmounts {
  const { stateShare, stateShareByMonth } = arrears;
  return {
    lines: lines.map(({ code, amount }) => ({ code, amount })),
    deductions: deductions.map(({ code, ref, amount }) => ({ code, ref, amount })),
    arrears: {
      lines: arrears.lines.map(({ month, code, amount }) => ({ month, code, amount })),
      deductions: arrears.deductions.map(({ month, code, amount }) => ({ month, code, amount })),
      ...{ stateShare, stateShareByMonth },
    },
    carryForward: carryForward.map(({ code, ref, amount }) => ({ code, ref, amount })),
    warnings: warnings.map(({ code, ref, amount }) => ({ code, ref, amount })),
  };
}

export function hashOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value));
}
