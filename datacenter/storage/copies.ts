import type { Pool } from 'pg';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';

export interface NamedOffice {
  readonly office: number;
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
}

/** How safe what was acknowledged is, should this database be lost. */
export interface CopyFigures {
  /** When a copy of it was last proved; null when that has not been, or not since that is written down. */
  readonly provedAt: number | null;
  /** Has a copy ever been proved? */
  readonly isProved: boolean;
  /** Acknowledged ops that are in no proved copy. */
  readonly unproved: number;
  /** When the oldest of these arrived. */
  readonly horizonAt: number | null;
}

export async function readCopies(pool: Pool): Promise<CopyFigures> {
  const { rows } = await pool.query<CopyFigures>(
    `SELECT (SELECT proved_at FROM proved_copy WHERE office_no = ${DATACENTER_OFFICE}) AS "provedAt",
       coalesce(bool_or(durable_seq > 0), false) AS "isProved", coalesce(sum(seq - durable_seq), 0)::int8 AS unproved,
       min((SELECT f.received_at FROM office_frame f WHERE f.office_no = s.office_no AND s.durable_seq < s.seq
            AND f.from_seq <= s.durable_seq + 1 ORDER BY f.from_seq DESC LIMIT 1)) AS "horizonAt"
     FROM office_stream s`,
  );
  return rows[0] ?? { provedAt: null, isProved: false, unproved: 0, horizonAt: null };
}

export interface OfficeBackup extends NamedOffice {
  /** About when the office's own newest copy was made; null where it has none. */
  readonly backupAt: number | null;
}

const MINUTE = 60_000;
/** The age comes from the office: one that is none must not take the list from everybody. */
const OLDEST = 60_000_000;

/** Open offices whose own newest copy is oldest, those without any first. Who has not told of it is not among them. */
export async function oldestBackups(pool: Pool, limit: number): Promise<readonly OfficeBackup[]> {
  const { rows } = await pool.query<OfficeBackup>(
    `SELECT o.office_no AS office, o.name_ar AS "nameAr", o.name_ckb AS "nameCkb", o.name_en AS "nameEn",
       s.last_seen_at - CASE WHEN told.age > ${OLDEST} THEN ${OLDEST} ELSE told.age END::int8 * ${MINUTE}
         AS "backupAt"
     FROM office_stream s JOIN ministry_office o USING (office_no),
       LATERAL (SELECT (s.health ->> 'backupMinutes')::numeric AS age) AS told
     WHERE s.health ? 'backupMinutes' AND s.last_seen_at > 0 AND NOT o.is_closed
     ORDER BY 5 NULLS FIRST, 1 LIMIT $1`,
    [limit],
  );
  return rows;
}

/** The names of these offices. */
export async function namesOfOffices(
  pool: Pool,
  offices: readonly number[],
): Promise<ReadonlyMap<number, NamedOffice>> {
  const { rows } = await pool.query<NamedOffice>(
    `SELECT office_no AS office, name_ar AS "nameAr", name_ckb AS "nameCkb", name_en AS "nameEn" FROM ministry_office
     WHERE office_no = ANY($1::int4[])`,
    [offices],
  );
  return new Map(rows.map((row) => [row.office, row]));
}
