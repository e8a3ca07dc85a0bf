import type { Pool } from 'pg';
import type { LocalDate } from '#kernel/date.ts';

/** An employee between two offices: sent, and not answered for; or given back, and not in his office's staff again. */
export interface InTransit {
  readonly id: string;
  readonly fullName: string;
  readonly fromOffice: number;
  readonly fromName: string | null;
  readonly toOffice: number;
  readonly toName: string | null;
  readonly orderNumber: string;
  /** His first day in the other office. */
  readonly effectiveDate: LocalDate;
  readonly state: 'sent' | 'recallAsked' | 'givenBack';
  /** Since when he is in this state, in milliseconds since 1970, by the clock of the office that wrote it. */
  readonly since: number;
}

const LIMIT = 5_000;

/** An office that was restored may have answered twice: who was accepted once was accepted, as the offices take it. */
const ON_THE_WAY = `FROM hr_handover h LEFT JOIN LATERAL (
    SELECT a.created_at, a.outcome FROM hr_handover_answer a
    WHERE a.office_no = h.to_office AND a.handover_id = h.id AND a.deleted_at IS NULL
    ORDER BY a.outcome = 'accepted' DESC, a.created_at DESC LIMIT 1) a ON true
  WHERE h.deleted_at IS NULL AND h.state <> 'returned' AND (a.outcome IS NULL OR a.outcome = 'refused')`;
const SINCE = `coalesce(a.created_at, CASE h.state WHEN 'recalled' THEN h.updated_at ELSE h.created_at END)`;

/** Whoever is between two offices, the longest first. */
export async function inTransit(
  pool: Pool,
): Promise<{ readonly people: readonly InTransit[]; readonly hasMore: boolean }> {
  const { rows } = await pool.query<InTransit>(
    `SELECT t.id, "fullName", "fromOffice", f.name_ar AS "fromName", "toOffice", o.name_ar AS "toName", "orderNumber",
       "effectiveDate", state, since
     FROM (SELECT h.id, h.full_name AS "fullName", h.office_no AS "fromOffice", h.to_office AS "toOffice",
         h.order_number AS "orderNumber", h.effective_date AS "effectiveDate", ${SINCE} AS since,
         CASE WHEN a.outcome IS NOT NULL THEN 'givenBack' WHEN h.state = 'recalled' THEN 'recallAsked' ELSE 'sent' END AS state
       ${ON_THE_WAY} ORDER BY since, h.office_no, h.id LIMIT ${LIMIT + 1}) t
     LEFT JOIN ministry_office f ON f.office_no = "fromOffice" LEFT JOIN ministry_office o ON o.office_no = "toOffice"
     ORDER BY since, "fromOffice", t.id`,
  );
  return { people: rows.slice(0, LIMIT), hasMore: rows.length > LIMIT };
}

/** How many have been on their way since before this moment. */
export async function countInTransit(pool: Pool, before: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*) AS count ${ON_THE_WAY} AND ${SINCE} < $1`, [
    before,
  ]);
  return rows[0]?.count ?? 0;
}
