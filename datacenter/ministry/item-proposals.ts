import type { Pool } from 'pg';
import { IS_SENT, waitingFirst } from './waiting-first.ts';

/** An item that an office has sent for the ministry to accept or refuse. */
export interface ItemProposalRow {
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
}

/** One of them whole. */
export interface ItemProposalView extends ItemProposalRow {
  /** What the office wrote of the item. Nobody has judged it here yet. */
  readonly written: Readonly<Record<string, unknown>>;
}

const columns = `p.office_no AS office, o.name_ar AS "officeName", p.id, p.revision, p.updated_at AS "proposedAt"`;

/** What the offices propose, the newest first; also what has been decided, until the office takes it back. */
export async function itemProposals(pool: Pool): Promise<readonly ItemProposalRow[]> {
  const { rows } = await pool.query<ItemProposalRow>(
    waitingFirst({
      table: 'items_proposal',
      columns: `${columns}, left(p.item_code, 20) AS "itemCode", left(p.kind_code, 20) AS "kindCode",
        left(p.name_ar, 200) AS "nameAr", left(p.reason, 500) AS reason`,
    }),
  );
  return rows;
}

/** One of them; null when the office has none of that id, or took it back. */
export async function itemProposal(
  pool: Pool,
  { office, id }: { readonly office: number; readonly id: string },
): Promise<ItemProposalView | null> {
  const { rows } = await pool.query<ItemProposalView>(
    `SELECT ${columns}, p.item_code AS "itemCode", p.kind_code AS "kindCode", p.name_ar AS "nameAr", p.reason,
       jsonb_build_object(
         'nameAr', p.name_ar, 'nameCkb', p.name_ckb, 'nameEn', p.name_en, 'synonyms', p.synonyms,
         'specification', p.specification, 'externalCode', p.external_code, 'unit', p.unit, 'hasBatch', p.has_batch,
         'hasExpiry', p.has_expiry, 'hasSerial', p.has_serial, 'isHazardous', p.is_hazardous,
         'isControlled', p.is_controlled, 'isCustody', p.is_custody, 'isCapitalisable', p.is_capitalisable,
         'status', p.status, 'replacedBy', p.replaced_by) AS written
     FROM items_proposal p LEFT JOIN ministry_office o USING (office_no)
     WHERE ${IS_SENT} AND p.office_no = $1 AND p.id = $2`,
    [office, id],
  );
  return rows[0] ?? null;
}
