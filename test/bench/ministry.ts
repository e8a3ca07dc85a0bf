import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import type { Month } from '#kernel/date.ts';
import { payrollComponents, payrollTotals } from '#datacenter/ministry/payroll.ts';
import { doublePayments } from '#datacenter/ministry/duplicates.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { openPostgresStore } from '#datacenter/storage/postgres-store.ts';
import { startPostgres } from '../postgres.ts';
import { median, type Figure } from './figure.ts';

const OFFICES = 100;
const SLIPS = 100_000;
const ROUNDS = 3;
const MONTH = '2026-10' as Month;

/** The ministry's questions over a million lines of pay, against the same `GROUP BY` in bare SQL. */
export async function benchMinistry(): Promise<readonly Figure[]> {
  const postgres = await startPostgres();
  const store = openPostgresStore({ url: await postgres.newDatabase(), connections: 4 });
  try {
    const folder = fileURLToPath(new URL('../../datacenter/migrations', import.meta.url));
    await migrateDatacenter(store.pool, readDatacenterMigrations(folder));
    await fill(store.pool);
    return await measured(store.pool);
  } finally {
    await store.close();
    await postgres.stop();
  }
}

async function measured(pool: Pool): Promise<readonly Figure[]> {
  const [bare, components, totals, doubles]: number[][] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare?.push(await timed(() => pool.query(bareSql)));
    components?.push(await timed(() => payrollComponents(pool, { month: MONTH, by: 'office' })));
    totals?.push(await timed(() => payrollTotals(pool, { month: MONTH, by: 'office' })));
    doubles?.push(await timed(() => doublePayments(pool, { month: MONTH })));
  }
  const seconds = (times: readonly number[] | undefined): string => `${(median(times ?? []) / 1_000).toFixed(2)} s`;
  return [
    {
      ...{ name: 'unified payroll of 1,000,000 lines, by office and component : bare SQL', floor: 2, goal: 1.2 },
      ...{ isMore: false, ratio: median(components ?? []) / median(bare ?? []) },
      detail: `${seconds(components)} against ${seconds(bare)}; totals ${seconds(totals)}, double payments ${seconds(doubles)}`,
    },
  ];
}

/** Whoever knows the tables by heart would ask this: no governorates, no month before. */
const bareSql = `SELECT s.office_no, side, code, count(*), sum(amount) FROM payroll_slip s
  JOIN payroll_run r ON r.office_no = s.office_no AND r.id = s.run_id AND r.state = 'locked' AND r.month = '${MONTH}'
  CROSS JOIN LATERAL (
    SELECT 'pay' AS side, l.* FROM jsonb_to_recordset(s.amounts -> 'lines') AS l(code text, amount int8)
    UNION ALL SELECT 'deduction', l.* FROM jsonb_to_recordset(s.amounts -> 'deductions') AS l(code text, amount int8)) x
  GROUP BY 1, 2, 3`;

/** A month of pay in every office: ten lines a slip, and one card in a hundred paid twice. */
async function fill(pool: Pool): Promise<void> {
  const synced = '1, 0, gen_random_uuid(), 0, gen_random_uuid(), NULL, 1';
  const idOf = (kind: string, no: string): string =>
    `('01900000-0000-7000-${kind}000-' || lpad((${no})::text, 12, '0'))::uuid`;
  await pool.query(`INSERT INTO ministry_office
    SELECT n + 1, 'office ' || n, NULL, NULL, 'directorate', 'g' || n % 15, NULL, NULL, NULL, false, 0
    FROM generate_series(1, ${OFFICES}) n`);
  await pool.query(`INSERT INTO payroll_run SELECT n + 1, ${idOf('8', 'n')}, ${synced}, ${idOf('b', 'n')}, '${MONTH}', 'REGULAR',
    'locked', NULL, ${idOf('b', '0')}, '', '', 1, 0, 1, 20, ${idOf('b', '0')}, '[]', NULL, NULL, NULL, NULL, NULL, 0, NULL,
    '{}', '[]', NULL FROM generate_series(1, ${OFFICES}) n`);
  await pool.query(`INSERT INTO hr_employee (office_no, id, revision, created_at, created_by, updated_at, updated_by, seq,
      first_name, father_name, grandfather_name, full_name, national_card, is_birth_day_assumed, employment_kind, unit_id)
    SELECT n % ${OFFICES} + 2, ${idOf('a', 'n')}, 1, 0, gen_random_uuid(), 0, gen_random_uuid(), 1, '', '', '', 'n' || n,
      CASE WHEN n % 101 = 0 THEN 'd' || n / 202 ELSE 'c' || n END, false, 'PERMANENT', ${idOf('b', 'n % 20')}
    FROM generate_series(1, ${SLIPS}) n`);
  // No two slips are the same: PostgreSQL would keep what it made of the first, as no month of pay lets it.
  const lines = Array.from({ length: 7 }, (_, at) => `{"code":"PAY_${at}","amount":' || ${100_000 + at} + n || '}`);
  const deductions = Array.from(
    { length: 3 },
    (_, at) => `{"code":"DED_${at}","amount":' || ${10_000 + at} + n || ',"ref":null}`,
  );
  const arrears = '"arrears":{"lines":[],"deductions":[]}';
  const amounts = `('{"lines":[${lines.join(',')}],"deductions":[${deductions.join(',')}],${arrears}}')::jsonb`;
  await pool.query(`INSERT INTO payroll_slip (office_no, id, revision, created_at, created_by, updated_at, updated_by, seq,
      run_id, employee_id, calculation, full_name, unit_id, pay_by, gross, deductions_total, regular_net, arrears_net, net,
      state_share, amounts, snapshot, inputs_hash, is_held)
    SELECT n % ${OFFICES} + 2, ${idOf('9', 'n')}, 1, 0, gen_random_uuid(), 0, gen_random_uuid(), 1,
      ${idOf('8', `n % ${OFFICES} + 1`)}, ${idOf('a', 'n')}, 1, 'n' || n, ${idOf('b', 'n % 20')}, 'BANK', 700000, 30000, 0, 0,
      670000, 0, ${amounts}, '{}', '', false
    FROM generate_series(1, ${SLIPS}) n`);
  await pool.query('ANALYZE');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
