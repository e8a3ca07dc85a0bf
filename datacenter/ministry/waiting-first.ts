import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';

const PROPOSALS_LIMIT = 500;
/** Of one office: whoever sends thousands hides none of the others. */
const LIMIT_OF_OFFICE = 50;

/** What an office has sent for the ministry to answer, and has not taken back. `p` is the table of such proposals. */
export const IS_SENT = `p.state = 'proposed' AND p.deleted_at IS NULL AND p.office_no <> ${DATACENTER_OFFICE}`;

/**
 * The list of one kind of proposals, the newest first. Where not all have room, what was answered as it stands gives way
 * to what waits, and every office has its first place before any has its second. `columns` are read of the proposal `p`
 * and of the office `o` that sent it; texts are cut there to what an honest office can write.
 */
export function waitingFirst({ table, columns }: { readonly table: string; readonly columns: string }): string {
  return `WITH decided AS MATERIALIZED (
      SELECT office, proposal_id AS id, max(proposal_revision) AS revision FROM regulation_decision
      WHERE office_no = ${DATACENTER_OFFICE} AND deleted_at IS NULL GROUP BY office, proposal_id),
    placed AS (
      SELECT p.office_no, p.id, p.updated_at, d.id IS NOT NULL AS is_decided, row_number() OVER (
          PARTITION BY p.office_no ORDER BY d.id IS NOT NULL, p.updated_at DESC, p.id) AS place
      FROM ${table} p LEFT JOIN decided d ON d.office = p.office_no AND d.id = p.id AND d.revision >= p.revision
      WHERE ${IS_SENT}),
    shown AS (
      SELECT office_no, id FROM placed WHERE place <= ${LIMIT_OF_OFFICE}
      ORDER BY is_decided, place, updated_at DESC, office_no LIMIT ${PROPOSALS_LIMIT})
    SELECT ${columns} FROM shown JOIN ${table} p USING (office_no, id) LEFT JOIN ministry_office o USING (office_no)
    ORDER BY p.updated_at DESC, p.office_no, p.id`;
}
