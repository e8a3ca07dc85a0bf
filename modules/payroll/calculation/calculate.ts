import { and, eq, inArray, isNotNull, isNull, ne, sql, type SQLWrapper } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { lastSeq } from '#db/changes.ts';
import type { Tx } from '#db/door.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { JobWork } from '#modules/module.ts';
import { employee } from '#modules/hr/schema.ts';
import type { RunTotals, UsedRule } from '../contract/index.ts';
import { finding, type Finding } from '../rules/issues.ts';
import { judgeMove } from '../rules/run-moves.ts';
import { paysOf } from '../rules/paid.ts';
import { ENGINE_VERSION } from '../rules/slip.ts';
import { issue, run, slip } from '../schema.ts';
import { unitsPaidBy } from './entity.ts';
import { finishedBefore } from './finished.ts';
import { chunked, employeesOfUnits } from './locked-past.ts';
import type { Package } from './packages.ts';
import { Calculation, type Calculated } from './people.ts';
import {
  clearLeftovers,
  demandUnchanged,
  inCommands,
  saveIssues,
  savePeople,
  shownBefore,
  type Saving,
} from './save.ts';
import { changedSinceCalculation } from './staleness.ts';
import { shownIn, shownInTheirRun, type Run } from './visible.ts';

type Db = BetterSQLite3Database;

export interface CalculateInput {
  readonly runId: string;
  /** Of the run, when the calculation was asked for. */
  readonly revision: number;
  readonly everything: boolean;
  readonly bigChangePercent: number;
}

export interface CalculateOutcome {
  readonly looked: number;
  readonly calculated: number;
  readonly errors: number;
  readonly warnings: number;
}

/** So many people are saved in one transaction: each waits for the disk once. */
const BATCH = 500;
/** So many people are read and calculated between two pauses. */
const PART = 100;

/**
 * Calculates a run. Slips are added beside those that it shows; the last command makes the run show them, so that a
 * cancel or a power cut at any moment leaves the calculation that was there before.
 */
export async function calculateRun(input: CalculateInput, work: JobWork): Promise<CalculateOutcome> {
  const { db, write, actor } = work;
  const finished = finishedBefore(db, { ...input, actor, command: 'payroll.run.calculate' });
  if (finished) return outcomeOf(db, finished);
  const begun = beginCalculation(db, write, input);
  const { saving, people } = begun;
  let calculated = 0;
  for (const [index, ids] of chunked(people, BATCH).entries()) {
    const made: Calculated[] = [];
    for (const part of chunked(ids, PART)) {
      made.push(...peopleOf(begun, part));
      await work.pause();
    }
    work.writeAll((command) => {
      for (const part of inCommands(made)) command('payroll.slip.save', (tx) => savePeople(tx, part, saving));
    });
    calculated += made.length;
    for (const each of made) begun.used.note(each);
    work.progress(((index + 1) * BATCH) / Math.max(BATCH, people.length + BATCH));
    await work.pause();
  }
  const { totals } = write('payroll.run.calculate', (tx) => finishCalculation(tx, begun));
  const { errors, warnings } = totals;
  return { looked: people.length, calculated, errors, warnings };
}

/** One employee anew, in one command. Answers the revision of the run. */
export function calculateOne(
  { db, write }: Pick<JobWork, 'db' | 'write'>,
  input: CalculateInput & { readonly employeeId: string },
): number {
  const begun = beginCalculation(db, write, { ...input, everything: false, only: [input.employeeId] });
  demand(judgeMove('hold', begun.row.state));
  if (begun.people.length === 0) throw refusal('EMPLOYEE_NOT_IN_RUN');
  // Under other rules one new slip would stand among old ones.
  if (begun.calculation.package.hash !== begun.row.packageHash) throw refusal('RUN_IS_STALE');
  const made = peopleOf(begun, begun.people);
  for (const each of made) begun.used.note(each);
  return write('payroll.slip.recalculate', (tx) => {
    savePeople(tx, made, begun.saving);
    // Others whose papers changed stay to be looked at: the run does not pretend to know what they say by now.
    finishCalculation(tx, { ...begun, readAt: null });
    return tx.get(run, input.runId).revision;
  });
}

/** Of a calculation that the run shows. */
function outcomeOf(db: Db, { id, calculation, totals }: Run): CalculateOutcome {
  const { employees: looked, errors, warnings } = totals;
  const made = db
    .select({ count: sql<number>`count(*)` })
    .from(slip)
    .where(and(eq(slip.runId, id), eq(slip.calculation, calculation), isNull(slip.deletedAt)))
    .get();
  return { looked, calculated: made?.count ?? 0, errors, warnings };
}

interface Begun {
  readonly row: Run;
  readonly saving: Saving;
  readonly calculation: Calculation;
  readonly people: readonly string[];
  /** Who belongs to the entity by now. */
  readonly staff: ReadonlySet<string>;
  readonly elsewhere: ReadonlySet<string>;
  readonly used: UsedRules;
  readonly bigChangePercent: number;
  /** As of when papers were read; null keeps what the run says. */
  readonly readAt: { readonly moment: number; readonly seq: number } | null;
}

/** `only` some people are read and calculated, whatever changed; all whose papers changed where it is absent. */
function beginCalculation(
  db: Db,
  write: JobWork['write'],
  input: CalculateInput & { readonly only?: readonly string[] },
): Begun {
  const row = db.select().from(run).where(eq(run.id, input.runId)).get();
  if (!row || row.deletedAt !== null) throw refusal('NOT_FOUND');
  demandUnchanged(row, input.revision);
  demand(judgeMove('calculate', row.state));
  const next = clearLeftovers(db, write, row);
  const seq = lastSeq(db);
  // The hybrid clock of the door, by which facts are dated: the PC's clock may have been set back.
  const moment = write('payroll.slip.begin', ({ now }) => now);
  const { bigChangePercent } = input;
  const calculation = new Calculation({ db, run: row, knownAt: moment, bigChangePercent });
  const isSame = !input.everything && row.state === 'calculated' && row.bigChangePercent === bigChangePercent;
  const changed = input.only ?? (isSame ? changedSinceCalculation(db, row) : null);
  const wanted = changed === null ? null : new Set(changed);
  // Of ten thousand people one changed: only his slip is read.
  const only = wanted === null || wanted.size > FEW ? null : [...wanted];
  const before = shownBefore(db, row, only);
  const staff = employeesOfUnits(db, unitsPaidBy(db, row.entityId), only);
  const all = [...new Set([...staff, ...before.slips.keys()])];
  return {
    ...{ row, calculation, bigChangePercent },
    saving: { runId: row.id, revision: row.revision, calculation: next, before },
    staff: new Set(staff),
    people: wanted === null ? all : all.filter((id) => wanted.has(id)),
    elsewhere: paidElsewhere(db, row),
    used: new UsedRules(calculation.package, calculation.package.hash === row.packageHash ? row.unconfirmed : []),
    readAt: { moment, seq },
  };
}

/** So many people fit into one query. */
const FEW = 500;

/** The people of a batch that differ from what the run shows. */
function peopleOf(
  { row, saving, calculation, staff, elsewhere }: Begun,
  ids: readonly string[],
): readonly Calculated[] {
  const { slips, issues } = saving.before;
  const here = ids.filter((id) => staff.has(id) && !elsewhere.has(id));
  const known = new Map(here.flatMap((id) => (slips.has(id) ? [[id, slips.get(id)?.inputsHash ?? ''] as const] : [])));
  const made = calculation.of(here, known).flatMap((each) => (each === null ? [] : [each]));
  const gone = ids
    .filter((id) => !staff.has(id) || elsewhere.has(id))
    .map((id): Calculated => ({
      ...{ employeeId: id, inputsHash: '', inputsBytes: 0, slip: null },
      findings: elsewhere.has(id) && paysOf(row.kind) === 'MONTH' ? [finding('IN_ANOTHER_RUN')] : [],
    }));
  // Who has nothing and had nothing leaves no trace.
  return [...made, ...gone].filter(
    (each) =>
      each.slip !== null || each.findings.length > 0 || slips.has(each.employeeId) || issues.has(each.employeeId),
  );
}

function finishCalculation(tx: Tx, begun: Begun): { readonly totals: RunTotals } {
  const { row, saving, calculation, used, readAt } = begun;
  const current = tx.get(run, row.id);
  demandUnchanged(current, saving.revision);
  const shown = { id: row.id, calculation: saving.calculation };
  saveIssues(tx, null, findingsOfAll(tx.db, shown), saving);
  const totals = totalsOf(tx.db, shown);
  const { id: packageId, hash: packageHash } = calculation.package;
  tx.update(run, row.id, {
    ...{ calculation: saving.calculation, state: 'calculated', totals, packageId, packageHash },
    ...{ engineVersion: ENGINE_VERSION, bigChangePercent: begun.bigChangePercent, unconfirmed: used.unconfirmed },
    ...(readAt === null ? {} : { calculatedAt: readAt.moment, calculatedSeq: readAt.seq }),
    preparers: [...new Set([...current.preparers, tx.actor.userId])],
  });
  return { totals };
}

/** Who has his month in another run: a final settlement goes before the regular pay, a closed run before an open one. */
function paidElsewhere(db: Db, { id, month, kind }: Run): ReadonlySet<string> {
  if (paysOf(kind) !== 'MONTH') return new Set();
  const others = db
    .select({ employeeId: slip.employeeId, kind: run.kind, state: run.state })
    .from(slip)
    .innerJoin(run, eq(run.id, slip.runId))
    .where(
      and(
        ...[eq(run.month, month), ne(run.id, id), ne(run.state, 'cancelled'), isNull(run.deletedAt)],
        ...[inArray(run.kind, ['REGULAR', 'FINAL']), shownInTheirRun()],
      ),
    )
    .all();
  const isBefore = (other: (typeof others)[number]) =>
    other.state === 'approved' || other.state === 'locked' || kind === 'REGULAR';
  return new Set(others.filter(isBefore).map(({ employeeId }) => employeeId));
}

/** What can only be seen of all people together. */
function findingsOfAll(db: Db, shown: Pick<Run, 'id' | 'calculation'>): readonly Finding[] {
  const cards = db
    .select({ card: employee.nationalCard, names: sql<string>`group_concat(${employee.fullName}, ' · ')` })
    .from(employee)
    .where(and(isNotNull(employee.nationalCard), isNull(employee.deletedAt)))
    .groupBy(employee.nationalCard)
    .having(sql`count(*) > 1`)
    .limit(SAME_LIMIT)
    .all();
  const ibans = db
    .select({ iban: slip.iban, names: sql<string>`group_concat(${slip.fullName}, ' · ')` })
    .from(slip)
    .where(and(shownIn(slip, shown), isNotNull(slip.iban)))
    .groupBy(slip.iban)
    .having(sql`count(*) > 1`)
    .limit(SAME_LIMIT)
    .all();
  return [
    ...cards.map(({ card, names }) => finding('NATIONAL_CARD_TWICE', { card: card ?? '', names })),
    ...ibans.map(({ iban, names }) => finding('IBAN_TWICE', { iban: iban ?? '', names })),
  ];
}

const SAME_LIMIT = 200;

export function totalsOf(db: Db, shown: Pick<Run, 'id' | 'calculation'>): RunTotals {
  const total = (column: SQLWrapper) => sql<number>`coalesce(sum(${column}), 0)`;
  const sums = db
    .select({
      employees: sql<number>`count(*)`,
      ...{ gross: total(slip.gross), deductions: total(slip.deductionsTotal), arrears: total(slip.arrearsNet) },
      ...{ net: total(slip.net), stateShare: total(slip.stateShare) },
    })
    .from(slip)
    .where(shownIn(slip, shown))
    .get();
  const counted = db
    .select({ severity: issue.severity, count: sql<number>`count(*)` })
    .from(issue)
    .where(shownIn(issue, shown))
    .groupBy(issue.severity)
    .all();
  const countOf = (severity: string) => counted.find((each) => each.severity === severity)?.count ?? 0;
  // Sums of whole dinars are whole dinars.
  return { ...sums, errors: countOf('error'), warnings: countOf('warning') } as RunTotals;
}

/** The rules that the slips of a run stand on and that nobody has confirmed. */
class UsedRules {
  readonly #package: Package;
  readonly #codes = new Set<string>();
  readonly #kept: readonly UsedRule[];

  constructor(of: Package, kept: readonly UsedRule[]) {
    this.#package = of;
    this.#kept = kept;
  }

  note({ slip: made }: Calculated): void {
    if (made === null) return;
    const add = (kind: string, code: string | null | undefined) => {
      if (code != null) this.#codes.add(`${kind}:${code}`);
    };
    add('SCALE', made.grade);
    add('CERTIFICATE', made.certificate);
    add('RELIEF', made.taxStatus);
    for (const { code } of made.amounts.lines) add('ALLOWANCE', code);
    for (const { code } of made.amounts.deductions) add('LEVY', code);
  }

  get unconfirmed(): readonly UsedRule[] {
    const always = new Set(['PARAMETER', 'TAX']);
    const used = this.#package.rules
      .filter((each) => !each.isConfirmed)
      .filter(({ kind, code }) => always.has(kind) || this.#codes.has(`${kind}:${code}`))
      .map(({ kind, code, titleAr, source, confidence }) => ({ kind, code, titleAr, source, confidence }));
    const all = new Map([...this.#kept, ...used].map((each) => [`${each.kind}:${each.code}`, each]));
    return [...all.values()].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  }
}

function keyOf({ kind, code }: UsedRule): string {
  return `${kind}:${code}`;
}
