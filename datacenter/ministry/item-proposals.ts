import type { Pool } from 'pg';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';

/** An item that an office has sent for the ministry to accept or refuse. */
export interface ItemProposalView {
  readonly office: number;
  readonly officeName: string | null;
  readonly id: string;
  readonly revision: number;
  /** The item that is to change; null for a new one. */
  readonly itemCode: string | null;
  readonly kindCode: string | null;
  readonly nameAr: string;
  readonly reason: string;
  /** When it was sent, in milliseconds. */
  readonly proposedAt: number;
  /** What the office wrote of the item. Nobody has judged it here yet. */
  readonly written: Readonly<Record<string, unknown>>;
}

const PROPOSALS_LIMIT = 500;

const proposalsSql = `
  SELECT p.office_no AS office, o.name_ar AS "officeName", p.id, p.revision, p.item_code AS "itemCode",
    p.kind_code AS "kindCode", p.name_ar AS "nameAr", p.reason, p.updated_at AS "proposedAt",
    jsonb_build_object(
      'nameAr', p.name_ar, 'nameCkb', p.name_ckb, 'nameEn', p.name_en, 'synonyms', p.synonyms,
      'specification', p.specification, 'externalCode', p.external_code, 'unit', p.unit, 'hasBatch', p.has_batch,
      'hasExpiry', p.has_expiry, 'hasSerial', p.has_serial, 'isHazardous', p.is_hazardous,
      'isControlled', p.is_controlled, 'isCustody', p.is_custody, 'isCapitalisable', p.is_capitalisable,
      'status', p.status, 'replacedBy', p.replaced_by) AS written
  FROM items_proposal p LEFT JOIN ministry_office o USING (office_no)
  WHERE p.state = 'proposed' AND p.deleted_at IS NULL AND p.office_no <> ${DATACENTER_OFFICE}`;

/** What the offices propose, the newest first; also what has been decided, until the office takes it back. */
export async function itemProposals(pool: Pool): Promise<readonly ItemProposalView[]> {
  const { rows } = await pool.query<ItemProposalView>(
    `${proposalsSql} ORDER BY p.updated_at DESC, p.office_no, p.id LIMIT ${PROPOSALS_LIMIT}`,
  );
  return rows;
}

/** One of them; null when the office has none of that id, or took it back. */
export async function itemProposal(
  pool: Pool,
  { office, id }: { readonly office: number; readonly id: string },
): Promise<ItemProposalView | null> {
  const { rows } = await pool.query<ItemProposalView>(`${proposalsSql} AND p.office_no = $1 AND p.id = $2`, [
    office,
    id,
  ]);
  return rows[0] ?? null;
}
