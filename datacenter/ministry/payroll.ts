import type { Pool } from 'pg';
import { shiftMonth, type Month } from '#kernel/date.ts';
import { MONEY_LIMIT, type Money } from '#kernel/money.ts';
import { onAllCores } from './all-cores.ts';

/**
 * The pay of the whole ministry, from locked runs alone: slips that their run shows and that are not held back. Two
 * runs of a month count together.
 */

export interface PayTotals {
  /** People, each once. */
  readonly employees: number;
  readonly gross: Money;
  readonly deductions: Money;
  readonly arrears: Money;
  readonly net: Money;
  readonly stateShare: Money;
}

export type PayGrouping = 'ministry' | 'governorate' | 'office' | 'unit';

/** Of what the totals are: only what the grouping names is not null. */
export interface PayGroup {
  readonly governorate: string | null;
  readonly office: number | null;
  readonly officeName: string | null;
  readonly unitId: string | null;
  readonly unitName: string | null;
}

export interface PayLine extends PayGroup {
  readonly now: PayTotals;
  /** The month before; zeros where nothing was paid. */
  readonly before: PayTotals;
}

export interface PayQuestion {
  readonly month: Month;
  readonly by: PayGrouping;
  /** Only this office, or only this governorate. */
  readonly office?: number | undefined;
  readonly governorate?: string | undefined;
}

export type ComponentSide = 'pay' | 'deduction' | 'arrears' | 'arrears-deduction';

export interface ComponentLine extends Omit<PayGroup, 'unitId' | 'unitName'> {
  readonly side: ComponentSide;
  /** The code of the component, as the rule packages name it. */
  readonly component: string;
  readonly now: ComponentTotals;
  readonly before: ComponentTotals;
}

export interface ComponentTotals {
  readonly slips: number;
  readonly amount: Money;
}

export interface ComponentQuestion extends Omit<PayQuestion, 'by'> {
  readonly by: Exclude<PayGrouping, 'unit'>;
}

const LINES_LIMIT = 10_000;
const CODE_LETTERS = 80;
/** No line of one slip is larger. */
const AMOUNT_LIMIT = MONEY_LIMIT;

/** The slips that were paid in the months $1 and $2, of one office ($3) or governorate ($4) where that is asked for. */
export const paidSlips = `paid AS (
  SELECT s.*, r.month FROM payroll_run r JOIN payroll_slip s ON s.office_no = r.office_no AND s.run_id = r.id
  WHERE r.month IN ($1, $2) AND r.state = 'locked' AND r.deleted_at IS NULL AND ($3::int4 IS NULL OR r.office_no = $3)
    AND ($4::text IS NULL OR r.office_no IN (SELECT office_no FROM ministry_office WHERE governorate = $4))
    AND s.deleted_at IS NULL AND NOT s.is_held
    AND s.calculation <= r.calculation AND (s.replaced_in IS NULL OR s.replaced_in > r.calculation))`;

const toOffice = 'LEFT JOIN ministry_office o ON o.office_no = p.office_no';

const groups: Readonly<Record<PayGrouping, { readonly keys: readonly string[]; readonly columns: string }>> = {
  ministry: {
    keys: [],
    columns: 'NULL AS governorate, NULL AS office, NULL AS "officeName", NULL AS "unitId", NULL AS "unitName"',
  },
  governorate: {
    keys: ['o.governorate'],
    columns: 'o.governorate, NULL AS office, NULL AS "officeName", NULL AS "unitId", NULL AS "unitName"',
  },
  office: {
    keys: ['o.governorate', 'p.office_no', 'o.name_ar'],
    columns: 'o.governorate, p.office_no AS office, o.name_ar AS "officeName", NULL AS "unitId", NULL AS "unitName"',
  },
  unit: {
    keys: ['o.governorate', 'p.office_no', 'o.name_ar', 'p.unit_id', 'u.name_ar'],
    columns: `o.governorate, p.office_no AS office, o.name_ar AS "officeName", p.unit_id AS "unitId",
      u.name_ar AS "unitName"`,
  },
};

const payMeasures: Readonly<Record<keyof PayTotals, string>> = {
  employees: 'count(DISTINCT p.employee_id)',
  gross: 'sum(p.gross)',
  deductions: 'sum(p.deductions_total)',
  arrears: 'sum(p.arrears_net)',
  net: 'sum(p.net)',
  stateShare: 'sum(p.state_share)',
};

const componentMeasures: Readonly<Record<keyof ComponentTotals, string>> = {
  slips: 'sum(p.slips)',
  amount: 'sum(p.amount)',
};

/** What a month's pay comes to, by ministry, governorate, office or unit, beside the month before; the largest first. */
export async function payrollTotals(pool: Pool, question: PayQuestion): Promise<readonly PayLine[]> {
  const { keys, columns } = groups[question.by];
  const units = question.by === 'unit' ? 'LEFT JOIN org_unit u ON u.office_no = p.office_no AND u.id = p.unit_id' : '';
  const { rows } = await pool.query<PayGroup & Record<string, number>>(
    `WITH ${paidSlips} SELECT ${columns}, ${measured(payMeasures)} FROM paid p ${toOffice} ${units} ${groupBy(keys)}
     ORDER BY "now.net" DESC, office LIMIT ${LINES_LIMIT}`,
    valuesOf(question),
  );
  return rows.map((row) => ({
    ...groupOf(row),
    ...{ unitId: row.unitId, unitName: row.unitName },
    ...{ now: totalsOf(row, 'now', payMeasures), before: totalsOf(row, 'before', payMeasures) },
  }));
}

/** The same by component: what the lines of the slips come to. */
export async function payrollComponents(pool: Pool, question: ComponentQuestion): Promise<readonly ComponentLine[]> {
  const { keys, columns } = groups[question.by];
  const component = `left(p.component, ${CODE_LETTERS})`;
  const rows = await onAllCores<PayGroup & { side: ComponentSide; component: string } & Record<string, number>>(
    pool,
    // Summed by office before anything is looked up: that leaves a few lines of a million.
    `WITH ${paidSlips}, sums AS (
       SELECT p.office_no, p.month, c.side, c.component, count(*) AS slips, sum(c.amount) AS amount
       FROM paid p CROSS JOIN LATERAL (${sides.map(([side, path]) => componentsAt(side, path)).join(' UNION ALL ')}) c
       WHERE c.component IS NOT NULL GROUP BY p.office_no, p.month, c.side, c.component)
     SELECT ${columns}, p.side, ${component} AS component, ${measured(componentMeasures)} FROM sums p ${toOffice}
     ${groupBy([...keys, 'p.side', component])} ORDER BY "now.amount" DESC, component, office LIMIT ${LINES_LIMIT}`,
    valuesOf(question),
  );
  return rows.map((row) => ({
    ...groupOf(row),
    ...{ side: row.side, component: row.component },
    ...{ now: totalsOf(row, 'now', componentMeasures), before: totalsOf(row, 'before', componentMeasures) },
  }));
}

/**
 * Is this the month of a run that may be believed? One office with runs of the year 9000 would push those of everybody
 * out of the list, and nobody may ask for those of the year 1.
 */
export const isNearMonth = (column: string): string =>
  `${column} BETWEEN '1950-01' AND to_char(now() + interval '2 years', 'YYYY-MM')`;

/** The months in which any office has a locked run, the newest first. Months that lie too far are left out. */
export async function payrollMonths(pool: Pool): Promise<readonly Month[]> {
  const { rows } = await pool.query<{ month: Month }>(
    `SELECT DISTINCT month FROM payroll_run WHERE state = 'locked' AND deleted_at IS NULL
       AND ${isNearMonth('month')} ORDER BY month DESC LIMIT 240`,
  );
  return rows.map(({ month }) => month);
}

/** An office that paid the month before and has not locked its pay of this month. */
export interface OpenOffice {
  readonly office: number;
  readonly officeName: string | null;
  readonly governorate: string | null;
}

/** Whose pay of this month is still to come: what the totals of the month lack. Closed offices owe none. */
export async function unfinishedOffices(
  pool: Pool,
  { month }: { readonly month: Month },
): Promise<readonly OpenOffice[]> {
  const paidIn = (place: string): string =>
    `SELECT office_no FROM payroll_run WHERE month = ${place} AND state = 'locked' AND deleted_at IS NULL`;
  const { rows } = await pool.query<OpenOffice>(
    `SELECT o.office_no AS office, o.name_ar AS "officeName", o.governorate FROM ministry_office o
     WHERE NOT o.is_closed AND o.office_no IN (${paidIn('$2')}) AND o.office_no NOT IN (${paidIn('$1')})
     ORDER BY o.name_ar, o.office_no LIMIT ${LINES_LIMIT}`,
    [month, shiftMonth(month, -1)],
  );
  return rows;
}

const sides: readonly (readonly [ComponentSide, string])[] = [
  ['pay', `'{lines}'`],
  ['deduction', `'{deductions}'`],
  ['arrears', `'{arrears,lines}'`],
  ['arrears-deduction', `'{arrears,deductions}'`],
];

/** The lines at one place of a slip, whatever an office has put there: what is no amount of a component counts nothing. */
function componentsAt(side: ComponentSide, path: string): string {
  const lines = `p.amounts #> ${path}`;
  const amount = `l.line -> 'amount'`;
  return `SELECT '${side}' AS side, l.line ->> 'code' AS component,
      CASE jsonb_typeof(${amount}) WHEN 'number' THEN ${between(`(${amount})::numeric`, AMOUNT_LIMIT)} END AS amount
    FROM jsonb_array_elements(CASE jsonb_typeof(${lines}) WHEN 'array' THEN ${lines} ELSE '[]' END) AS l(line)`;
}

function measured(measures: Readonly<Record<string, string>>): string {
  return Object.entries(measures)
    .flatMap(([name, measure]) =>
      (['now', 'before'] as const).map((when) => {
        const at = when === 'now' ? '$1' : '$2';
        return `${wholeSql(`${measure} FILTER (WHERE p.month = ${at})`)} AS "${when}.${name}"`;
      }),
    )
    .join(', ');
}

/** A sum as a whole number that a page can show; nothing is zero, and what is too large stops at the largest. */
export function wholeSql(sum: string): string {
  return `${between(`coalesce(${sum}, 0)`, Number.MAX_SAFE_INTEGER)}::int8`;
}

function between(value: string, limit: number): string {
  return `least(greatest(${value}, -${limit}), ${limit})`;
}

function groupBy(keys: readonly string[]): string {
  return keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`;
}

function valuesOf({ month, office, governorate }: Omit<PayQuestion, 'by'>): unknown[] {
  return [month, shiftMonth(month, -1), office ?? null, governorate ?? null];
}

function groupOf({
  governorate,
  office,
  officeName,
}: PayGroup): Pick<PayGroup, 'governorate' | 'office' | 'officeName'> {
  return { governorate, office, officeName };
}

function totalsOf<Name extends string, Totals extends Readonly<Record<Name, number>>>(
  row: Readonly<Record<string, unknown>>,
  when: 'now' | 'before',
  measures: Readonly<Record<Name, string>>,
): Totals {
  const pairs = Object.keys(measures).map((name) => [name, row[`${when}.${name}`]]);
  // The query has selected each of these as a whole number.
  return Object.fromEntries(pairs) as Totals;
}
