import type { Pool } from 'pg';
import type { Month } from '#kernel/date.ts';
import { IS_SENT, waitingFirst } from './waiting-first.ts';

/** A rule package that an office has sent for the ministry to accept or refuse. */
export interface ProposalView {
  readonly office: number;
  readonly officeName: string | null;
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly titleAr: string;
  readonly firstMonth: Month;
  readonly note: string | null;
  /** When it was sent, in milliseconds. */
  readonly proposedAt: number;
}

/** A rule as the office wrote it. Nobody has judged its value here yet. */
export interface ProposedRule {
  readonly position: number;
  readonly kind: string;
  readonly code: string;
  readonly titleAr: string;
  readonly value: unknown;
  readonly source: string;
  readonly article: string | null;
  readonly confidence: string;
  readonly isConfirmed: boolean;
}

const RULES_LIMIT = 1_000;

const columns = `p.office_no AS office, o.name_ar AS "officeName", p.id, p.revision, p.first_month AS "firstMonth",
  p.updated_at AS "proposedAt"`;

/** What the offices propose, the newest first; also what has been decided, until the office takes it back. */
export async function proposals(pool: Pool): Promise<readonly ProposalView[]> {
  const { rows } = await pool.query<ProposalView>(
    waitingFirst({
      table: 'regulation_package',
      columns: `${columns}, left(p.code, 200) AS code, left(p.title_ar, 200) AS "titleAr", left(p.note, 1000) AS note`,
    }),
  );
  return rows;
}

/** One proposal with its rules in their order; null when the office has none of that id, or took it back. */
export async function proposal(
  pool: Pool,
  { office, id }: { readonly office: number; readonly id: string },
): Promise<(ProposalView & { readonly rules: readonly ProposedRule[] }) | null> {
  const found = await pool.query<ProposalView>(
    `SELECT ${columns}, p.code, p.title_ar AS "titleAr", p.note
     FROM regulation_package p LEFT JOIN ministry_office o USING (office_no)
     WHERE ${IS_SENT} AND p.office_no = $1 AND p.id = $2`,
    [office, id],
  );
  const [row] = found.rows;
  if (row === undefined) return null;
  const { rows: rules } = await pool.query<ProposedRule>(
    `SELECT position, kind, code, title_ar AS "titleAr", value, source, article, confidence,
       is_confirmed AS "isConfirmed"
     FROM regulation_rule WHERE office_no = $1 AND package_id = $2 AND deleted_at IS NULL
     ORDER BY position LIMIT ${RULES_LIMIT}`,
    [office, id],
  );
  return { ...row, rules };
}
