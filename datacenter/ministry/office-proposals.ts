import type { Pool } from 'pg';
import { addOffice, type OfficeFields, type SentProposal } from '#datacenter/protocol/offices.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { ValuesRefused } from '#datacenter/protocol/store.ts';
import { IS_SENT, waitingFirst } from './waiting-first.ts';

/** A change of the tree that an office has sent for the ministry to accept or refuse. */
export interface OfficeProposalRow {
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
}

/** One of them whole. */
export interface OfficeProposalView extends OfficeProposalRow {
  /** The office as it should be. Nobody has judged it here yet. */
  readonly written: Readonly<Record<string, unknown>>;
  /** The office as the sender saw it when he sent it. */
  readonly seen: unknown;
}

const columns = `p.office_no AS office, o.name_ar AS "officeName", p.id, p.revision, p.about_office AS "aboutOffice",
  p.updated_at AS "proposedAt"`;

/** What the offices propose, the newest first; also what has been decided, until the office takes it back. */
export async function officeProposals(pool: Pool): Promise<readonly OfficeProposalRow[]> {
  const { rows } = await pool.query<OfficeProposalRow>(
    waitingFirst({
      table: 'structure_proposal',
      columns: `${columns}, left(p.change, 20) AS change, left(p.name_ar, 200) AS "nameAr", left(p.reason, 500) AS reason`,
    }),
  );
  return rows;
}

/** One of them; null when the office has none of that id, or took it back. */
export async function officeProposal(pool: Pool, { office, id }: SentProposal): Promise<OfficeProposalView | null> {
  const { rows } = await pool.query<OfficeProposalView>(
    `SELECT ${columns}, p.change, p.name_ar AS "nameAr", p.reason, p.seen,
       jsonb_build_object(
         'nameAr', p.name_ar, 'nameCkb', p.name_ckb, 'nameEn', p.name_en, 'kind', p.kind,
         'parentOffice', p.parent_office) AS written
     FROM structure_proposal p LEFT JOIN ministry_office o USING (office_no)
     WHERE ${IS_SENT} AND p.office_no = $1 AND p.id = $2`,
    [office, id],
  );
  return rows[0] ?? null;
}

/** The office of the register that was made of a proposal; null where none was. */
export async function officeMadeOf(pool: Pool, { office, id }: SentProposal): Promise<number | null> {
  const { rows } = await pool.query<{ readonly office: number }>(
    'SELECT office_no AS office FROM ministry_office WHERE proposal_office = $1 AND proposal_id = $2',
    [office, id],
  );
  return rows[0]?.office ?? null;
}

/** Registers an office; of one proposal once, also where two processes do so in the same moment. Answers its number. */
export async function addOfficeOnce(
  { ports, pool }: { readonly ports: DatacenterPorts; readonly pool: Pool },
  fields: OfficeFields,
  madeOf?: SentProposal,
): Promise<{ readonly officeNo: number }> {
  try {
    return await addOffice(ports, fields, madeOf);
  } catch (error) {
    // The database lets one of two through; what refuses the other for this reason shows the one that is there.
    const made = madeOf && error instanceof ValuesRefused ? await officeMadeOf(pool, madeOf) : null;
    if (made === null) throw error;
    return { officeNo: made };
  }
}
