import type { Pool } from 'pg';
import { lateStateOf, type LateState } from '#kernel/sync/late.ts';

/** What a PC had not sent when another one took its office over, as people decide on it. */
export interface LateWorkView {
  readonly keyId: string;
  /** What the PC calls itself. */
  readonly device: string | null;
  readonly state: LateState;
  /** How many changes it has, and the number of the last: a decision is on these. */
  readonly changes: number;
  readonly seq: number;
  /** How many have come. */
  readonly stored: number;
  /** When the first was written, by the clock of that PC. */
  readonly since: number | null;
  readonly announcedAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

interface LateLine {
  readonly keyId: string;
  readonly device: string | null;
  readonly commonSeq: number;
  readonly endSeq: number;
  readonly storedSeq: number;
  readonly decision: 'taken' | 'refused' | null;
  readonly since: number | null;
  readonly announcedAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly joinedAt: number | null;
}

const ROWS_LIMIT = 200;

/**
 * The late work of an office, the last announced first; nothing of a PC that was stopped, for nobody can decide on that.
 */
export async function lateWorksOf(pool: Pool, office: number): Promise<readonly LateWorkView[]> {
  const { rows } = await pool.query<LateLine>(
    `SELECT l.key_id AS "keyId", d.name AS device, l.common_seq AS "commonSeq", l.end_seq AS "endSeq",
       l.stored_seq AS "storedSeq", l.decision, l.oldest_at AS since, l.announced_at AS "announcedAt",
       l.decided_at AS "decidedAt", l.decided_by AS "decidedBy", l.reason, l.joined_at AS "joinedAt"
     FROM office_late_work l LEFT JOIN office_device d USING (office_no, key_id)
     WHERE l.office_no = $1 AND (d.revoked_at IS NULL OR d.is_replaced) ORDER BY l.announced_at DESC, l.key_id LIMIT $2`,
    [office, ROWS_LIMIT],
  );
  return rows.map(({ commonSeq, endSeq, storedSeq, decision, joinedAt, ...line }) => ({
    ...{ ...line, seq: endSeq, changes: endSeq - commonSeq, stored: storedSeq - commonSeq },
    state: lateStateOf({ decision, endSeq, storedSeq, isJoined: joinedAt !== null }),
  }));
}
