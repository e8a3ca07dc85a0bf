import type { Pool } from 'pg';
import type { Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { paidSlips, wholeSql } from './payroll.ts';

/** One of the payments that a card number got in one month. */
export interface CardPayment {
  readonly office: number;
  readonly officeName: string | null;
  readonly employeeId: string;
  readonly fullName: string;
  readonly slipId: string;
  readonly runId: string;
  readonly net: Money;
}

/** A national card that more than one office has paid in one month. */
export interface DoublePayment {
  readonly card: string;
  readonly net: Money;
  readonly offices: number;
  readonly payments: readonly CardPayment[];
}

const CARDS_LIMIT = 1_000;

/** The digits of a card however they were typed; blanks and strokes between them do not count. */
const cardKeySql = `translate(e.national_card, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ -/._', '01234567890123456789')`;

/**
 * Cards that two or more offices have paid in the month, the largest sums first: what the unified payroll is there to
 * find. It compares the card that stands in the person's file now. People without a card cannot be compared, and a slip
 * without any pay, such as that of the month after a handover, is none.
 */
export async function doublePayments(
  pool: Pool,
  { month, limit = CARDS_LIMIT }: { readonly month: Month; readonly limit?: number },
): Promise<readonly DoublePayment[]> {
  const { rows } = await pool.query<DoublePayment>(
    `WITH ${paidSlips}, carded AS (
       SELECT ${cardKeySql} AS card, p.office_no, p.employee_id, p.full_name, p.id, p.run_id, p.net
       FROM paid p JOIN hr_employee e ON e.office_no = p.office_no AND e.id = p.employee_id
       WHERE e.national_card IS NOT NULL AND (p.gross > 0 OR p.net > 0)),
     twice AS (SELECT card FROM carded WHERE card <> '' GROUP BY card HAVING min(office_no) <> max(office_no))
     SELECT card, ${wholeSql('sum(net)')} AS net, count(DISTINCT office_no) AS offices,
       jsonb_agg(jsonb_build_object('office', office_no, 'officeName', o.name_ar, 'employeeId', employee_id,
         'fullName', full_name, 'slipId', id, 'runId', run_id, 'net', net) ORDER BY office_no, id) AS payments
     FROM twice JOIN carded USING (card) LEFT JOIN ministry_office o USING (office_no)
     GROUP BY card ORDER BY sum(net) DESC, card LIMIT $5`,
    // One month: the second of the query is the same.
    [month, month, null, null, Math.min(limit, CARDS_LIMIT)],
  );
  return rows;
}
