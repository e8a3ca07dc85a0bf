import type { Pool } from 'pg';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';

/** A change of the tree that an office has sent for the ministry to accept or refuse. */
export interface OfficeProposalView {
  readonly office: number;
  readonly officeName: string | null;
  readonly id: string;
  readonly revision: number;
  readonly change: string;
  /** The office that is to change; null for a new one. */
  readonly aboutOffice: number | null;
  readonly nameAr: string;
  readonly reason: string;
  /** When it was sent, in milliseconds. */
  readonly proposedAt: number;
  /** The office as it should be. Nobody has judged it here yet. */
  readonly written: Readonly<Record<string, unknown>>;
  /** The office as the sender saw it when he sent it. */
  readonly seen: unknown;
}

const PROPOSALS_LIMIT = 500;

const proposalsSql = `
  SELECT p.office_no AS office, o.name_ar AS "officeName", p.id, p.revision, p.change,
    p.about_office AS "aboutOffice", p.name_ar AS "nameAr", p.reason, p.updated_at AS "proposedAt", p.seen,
    jsonb_build_object(
      'nameAr', p.name_ar, 'nameCkb', p.name_ckb, 'nameEn', p.name_en, 'kind', p.kind,
      'parentOffice', p.parent_office) AS written
  FROM structure_proposal p LEFT JOIN ministry_office o USING (office_no)
  WHERE p.state = 'proposed' AND p.deleted_at IS NULL AND p.office_no <> ${DATACENTER_OFFICE}`;

/** What the offices propose, the newest first; also what has been decided, until the office takes it back. */
export async function officeProposals(pool: Pool): Promise<readonly OfficeProposalView[]> {
  const { rows } = await pool.query<OfficeProposalView>(
    `${proposalsSql} ORDER BY p.updated_at DESC, p.office_no, p.id LIMIT ${PROPOSALS_LIMIT}`,
  );
  return rows;
}

/** One of them; null when the office has none of that id, or took it back. */
export async function officeProposal(
  pool: Pool,
  { office, id }: { readonly office: number; readonly id: string },
): Promise<OfficeProposalView | null> {
  const { rows } = await pool.query<OfficeProposalView>(`${proposalsSql} AND p.office_no = $1 AND p.id = $2`, [
    office,
    id,
  ]);
  return rows[0] ?? null;
}

/** The office of the register that was made of a proposal; null where none was. */
export async function officeMadeOf(pool: Pool, { id }: { readonly id: string }): Promise<number | null> {
  const { rows } = await pool.query<{ readonly office: number }>(
    'SELECT office_no AS office FROM ministry_office WHERE proposal_id = $1 ORDER BY office_no LIMIT 1',
    [id],
  );
  return rows[0]?.office ?? null;
}
