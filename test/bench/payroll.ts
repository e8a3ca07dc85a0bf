import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { call } from '@orpc/server';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { LocalDate, Month } from '#kernel/date.ts';
import { money } from '#kernel/money.ts';
import { fact, employee, dependant, bankAccount } from '#modules/hr/schema.ts';
import { unit } from '#modules/org/schema.ts';
import { calculateRun, type CalculateOutcome } from '#modules/payroll/calculation/calculate.ts';
import { packagesInForce } from '#modules/payroll/calculation/packages.ts';
import { Calculation } from '#modules/payroll/calculation/people.ts';
import { slipsById, shownSlipIds } from '#modules/payroll/calculation/lock.ts';
import { ENGINE_VERSION, slipOf } from '#modules/payroll/rules/slip.ts';
import { slipProcedures } from '#modules/payroll/procedures/slip.ts';
import { run } from '#modules/payroll/schema.ts';
import { DEMONSTRATION, foundDemonstrationOffice, livingIn } from '#office/demonstration.ts';
import { openOffice, type Office } from '#office/office.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import { median, type Figure } from './figure.ts';

const PEOPLE = 10_000;
const SLIPS = 100_000;
const MONTH = '2026-03' as Month;
const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };

/** The engine against asking the database for each employee, and the whole run against bare inserts of its rows. */
export async function benchPayroll(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  const office = openOffice({ folder, secret, version: 'bench', isDemonstration: true, isLogging: false });
  try {
    await foundDemonstrationOffice(office);
    const entityId = entityOf(office);
    hire(office, entityId);
    const runId = openRun(office, entityId);
    const whole = await benchWholeRun(office, runId);
    const grid = await benchGrid(office, runId);
    return [...whole, ...grid, ...benchEngine(office, runId), await benchOneChange(office, runId)];
  } finally {
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function entityOf({ core }: Office): string {
  const found = core.database.db
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.isPayingEntity, true), isNotNull(unit.parentId)))
    .get();
  if (!found) throw new Error('The office has a unit that pays.');
  return found.id;
}

/** A mixed ministry: all grades and certificates, families, allowances, some leaves. */
function hire({ core }: Office, unitId: string): void {
  const from = '2020-01-01' as LocalDate;
  const certificates = ['CERT_BSC', 'CERT_DIP', 'CERT_PREP', 'CERT_MASTER', 'CERT_PHD', 'CERT_INT'] as const;
  for (let start = 0; start < PEOPLE; start += 1_000) {
    core.door.writeAll(ACTOR, (command) => {
      for (let chunk = start; chunk < start + 1_000; chunk += 20) {
        command('bench.hire', (tx) => {
          for (let index = chunk; index < chunk + 20; index += 1) {
            const employeeId = tx.insert(employee, {
              ...{ firstName: 'علي', fatherName: 'حسن', grandfatherName: `${index}`, fullName: `علي حسن ${index}` },
              ...{
                isBirthDayAssumed: false,
                employmentKind: 'PERMANENT',
                unitId,
                birthDate: '1985-05-05' as LocalDate,
              },
            });
            const add = (
              row: Pick<typeof fact.$inferInsert, 'kind' | 'value'>,
              since = from,
              to: LocalDate | null = null,
            ) => tx.insert(fact, { ...row, employeeId, validFrom: since, validTo: to, knownAt: tx.now });
            add({ kind: 'SERVICE', value: { beganBy: 'APPOINTMENT', endedBy: null } });
            const place = { grade: String(1 + (index % 10)), step: 1 + (index % 11), nominalOverride: null };
            add({ kind: 'GRADE', value: { ...place, by: 'APPOINTMENT' } });
            add({ kind: 'CERTIFICATE', value: { code: certificates[index % 6] ?? 'CERT_BSC' } });
            add({ kind: 'TAX_STATUS', value: { code: index % 2 === 0 ? 'T_MARRIED' : 'T_SINGLE' } });
            add({ kind: 'ALLOWANCE', value: { code: 'RISK', basisPoints: 3000, amount: null } });
            add({ kind: 'ALLOWANCE', value: { code: 'TRANSPORT', basisPoints: null, amount: money(20_000) } });
            if (index % 3 === 0) add({ kind: 'ALLOWANCE', value: { code: 'ENG', basisPoints: null, amount: null } });
            if (index % 7 === 0) {
              const leave = { type: 'UNPAID_60', pay: 'UNPAID', countsAsService: false } as const;
              add({ kind: 'LEAVE', value: leave }, `${MONTH}-05` as LocalDate, `${MONTH}-12` as LocalDate);
            }
            const since = { allowanceFrom: from, taxFrom: from };
            for (let child = 0; child < index % 5; child += 1) {
              tx.insert(dependant, { employeeId, kind: child === 0 ? 'SPOUSE' : 'CHILD', name: 'فرد', ...since });
            }
            tx.insert(bankAccount, { employeeId, bank: 'الرافدين', iban: 'IQ98NBIQ850123456789012', validFrom: from });
          }
        });
      }
    });
  }
}

function openRun({ core }: Office, entityId: string): string {
  const { id: packageId, hash } = packageOfMonth(packagesInForce(core.database.db), MONTH);
  const nothing = { employees: 0, gross: 0, deductions: 0, arrears: 0, net: 0, stateShare: 0, errors: 0, warnings: 0 };
  return core.door.write(ACTOR, 'bench.run', (tx) =>
    tx.insert(run, {
      ...{ entityId, month: MONTH, kind: 'REGULAR', state: 'draft', packageId, packageHash: hash },
      ...{ engineVersion: ENGINE_VERSION, calculation: 0, bigChangePercent: 20, preparedBy: ACTOR.userId },
      // Nothing of nobody: whole dinars.
      ...{ preparers: [], unconfirmed: [], totals: nothing as (typeof run.$inferInsert)['totals'] },
    }),
  );
}

async function calculate({ core }: Office, runId: string): Promise<CalculateOutcome> {
  const revision = core.database.db.select().from(run).where(eq(run.id, runId)).get()?.revision ?? 0;
  return calculateRun(
    { runId, revision, everything: false, bigChangePercent: 20 },
    {
      ...{ db: core.database.db, files: core.files, actor: ACTOR, now: Date.now, progress: () => undefined },
      today: () => `${MONTH}-25` as LocalDate,
      write: (command, work) => core.door.write(ACTOR, command, work),
      writeAll: (work) => core.door.writeAll(ACTOR, work),
      pause: () => pause(),
    },
  );
}

async function benchWholeRun(office: Office, runId: string): Promise<readonly Figure[]> {
  const before = office.core.door.head.seq;
  const start = performance.now();
  let longest = 0;
  let last = performance.now();
  let isRunning = true;
  const watch = (async () => {
    while (isRunning) {
      await pause();
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  })();
  await calculate(office, runId);
  isRunning = false;
  await watch;
  const ms = performance.now() - start;
  const memory = process.memoryUsage().rss / 1024 / 1024;
  const [slips, issues, log] = [
    bareInserts(office, 'payroll_slip', 'run_id = ?', [idBytes(runId)]),
    bareInserts(office, 'payroll_issue', 'run_id = ?', [idBytes(runId)]),
    bareInserts(office, 'op_log', 'seq > ?', [before]),
  ];
  const bare = slips + issues + log;
  const beside = `${(ms / (slips + issues)).toFixed(1)} × its slips and issues alone`;
  const small = { floor: 6, goal: 6, isMore: false };
  return [
    {
      name: 'payroll run, 10,000 employees, against bare inserts of the same rows: slips, issues and log',
      ...{ ratio: ms / bare, ...small },
      detail: `${seconds(ms)}, bare ${seconds(bare)} (${beside}), longest wait of a click ${Math.round(longest)} ms`,
    },
    { name: 'payroll run, seconds', ratio: ms / 1000, floor: 30, goal: 30, isMore: false, detail: '10,000 employees' },
    { name: 'payroll run, memory in MB', ratio: memory, floor: 400, goal: 400, isMore: false, detail: 'whole process' },
  ];
}

/** The rows that a run wrote, into a table of the same columns and indexes: one transaction, no guard, no log; three times. */
function bareInserts({ core }: Office, table: string, where: string, given: readonly unknown[]): number {
  const { raw } = core.database;
  const indexes = raw
    .prepare(`SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL`)
    .pluck()
    .all(table) as string[];
  // The table of the same shape beside it: every name in its statements gets another ending.
  for (const sql of indexes) raw.exec(sql.replaceAll(table, `bench_${table}`));
  const rows = raw
    .prepare(`SELECT * FROM ${table} WHERE ${where}`)
    .raw()
    .all(...given) as unknown[][];
  const insert = raw.prepare(`INSERT INTO bench_${table} VALUES (${(rows[0] ?? []).map(() => '?').join(', ')})`);
  const times = [0, 1, 2].map(() => {
    raw.exec(`DELETE FROM bench_${table}`);
    const start = performance.now();
    raw.transaction(() => {
      for (const row of rows) insert.run(row);
    })();
    return performance.now() - start;
  });
  raw.exec(`DROP TABLE bench_${table}`);
  return median(times);
}

function benchEngine({ core }: Office, runId: string): readonly Figure[] {
  const { db } = core.database;
  const row = db.select().from(run).where(eq(run.id, runId)).get();
  if (!row) throw new Error('The run was opened.');
  const { book } = packageOfMonth(packagesInForce(db), MONTH);
  const slips = slipsById(db, shownSlipIds(db, row).slice(0, 500));
  const facts = slips.map(({ snapshot }) => snapshot.facts);
  const start = performance.now();
  let net = 0;
  for (let made = 0; made < SLIPS; made += 1) {
    const each = facts[made % facts.length];
    if (each) net += slipOf(MONTH, each, () => book).net;
  }
  const ms = performance.now() - start;
  const asked = slips.slice(0, 200).map(({ employeeId }) => employeeId);
  const naive = performance.now();
  for (const id of asked) {
    const one = new Calculation({ db, run: row, knownAt: Date.now(), bigChangePercent: 20 });
    one.of([id], new Map());
  }
  const perNaive = (performance.now() - naive) / asked.length;
  const ratio = perNaive / (ms / SLIPS);
  return [
    {
      name: 'payroll engine, 100,000 slips in seconds',
      ratio: ms / 1000,
      floor: 8,
      goal: 8,
      isMore: false,
      detail: `sum ${net}`,
    },
    {
      name: 'payroll engine against a query per employee',
      ratio,
      floor: 40,
      goal: 40,
      isMore: true,
      detail: `${Math.round(SLIPS / (ms / 1000))} slips/s, asked one by one ${Math.round(1000 / perNaive)} slips/s`,
    },
  ];
}

/** So many rows the grid asks for when it opens; it asks for the others as somebody scrolls. */
const FIRST_ROWS = 100;

/** Opening the grid of a run as its screen does: the first rows, and the sums of all of them. */
async function benchGrid(office: Office, runId: string): Promise<readonly Figure[]> {
  const clerk = { context: livingIn(office.core).as('admin') };
  const filter = { runId, search: null, unitId: null, isHeld: null };
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    const rows = await call(slipProcedures.list, { ...filter, offset: 0, limit: FIRST_ROWS }, clerk);
    times.push(performance.now() - start);
    if (rows.length !== FIRST_ROWS) throw new Error('The run has more people than the grid shows at first.');
  }
  const start = performance.now();
  const sums = await call(slipProcedures.sums, filter, clerk);
  const ms = performance.now() - start;
  const every = await call(slipProcedures.list, { ...filter, offset: 0, limit: PEOPLE }, clerk);
  const off = ['gross', 'deductionsTotal', 'regularNet', 'arrearsNet', 'net', 'stateShare'] as const;
  const dinars = off.reduce(
    (total, key) => total + Math.abs(sums[key] - every.reduce((sum, row) => sum + row[key], 0)),
    0,
  );
  const bound = { floor: 500, goal: 500, isMore: false };
  return [
    {
      name: `payroll grid of 10,000 rows, first ${FIRST_ROWS}, ms`,
      ...{ ratio: median(times), ...bound, detail: `the first time ${Math.round(times[0] ?? 0)} ms` },
    },
    {
      name: 'payroll grid, sums of 10,000 rows, ms',
      ratio: ms,
      ...bound,
      detail: `of ${sums.count} rows, by the database`,
    },
    {
      name: 'payroll grid, dinars by which the sums are off',
      ratio: dinars,
      floor: 0,
      goal: 0,
      isMore: false,
      detail: 'added up row by row',
    },
  ];
}

async function benchOneChange(office: Office, runId: string): Promise<Figure> {
  const { db } = office.core.database;
  const [one] = db.select({ id: employee.id }).from(employee).limit(1).all();
  office.core.door.write(ACTOR, 'bench.promote', (tx) =>
    tx.insert(fact, {
      ...{ employeeId: one?.id ?? '', kind: 'GRADE', validFrom: `${MONTH}-10` as LocalDate, knownAt: tx.now },
      value: { grade: '4', step: 1, nominalOverride: null, by: 'PROMOTION' },
    }),
  );
  const start = performance.now();
  const { looked } = await calculate(office, runId);
  const ms = performance.now() - start;
  return {
    name: 'payroll recalculation after one change, ms',
    ratio: ms,
    floor: 300,
    goal: 300,
    isMore: false,
    detail: `${looked} of ${PEOPLE}`,
  };
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
