import type { Pool } from 'pg';
import type { Health } from '#kernel/sync/messages.ts';

/** What the people of the data centre see of offices and their PCs. */

export interface OfficeStanding {
  readonly office: number;
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
  readonly kind: string;
  readonly governorate: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly parentOffice: number | null;
  readonly isClosed: boolean;
  /** Has a PC ever been enrolled? */
  readonly hasLog: boolean;
  readonly isFrozen: boolean;
  readonly epoch: number;
  readonly seq: number;
  readonly appliedSeq: number;
  /** The last op that a verified off-site backup holds. */
  readonly durableSeq: number;
  readonly held: number;
  readonly incidents: number;
  /** How many PCs have late work on which nobody has decided. */
  readonly lateAsked: number;
  /** May any of its PCs still write? None may when the last one was stopped. */
  readonly hasDevice: boolean;
  /** Milliseconds since 1970; null when it was never seen. */
  readonly lastSeenAt: number | null;
  readonly health: (Health & { readonly schema: number }) | null;
}

const OFFICES_LIMIT = 5_000;
const DEVICES_LIMIT = 200;

const standing = `SELECT o.office_no AS office, o.name_ar AS "nameAr", o.name_ckb AS "nameCkb", o.name_en AS "nameEn",
    o.kind, o.governorate, o.latitude, o.longitude, o.parent_no AS "parentOffice", o.is_closed AS "isClosed",
    s.office_no IS NOT NULL AS "hasLog", coalesce(s.is_frozen, false) AS "isFrozen", coalesce(s.epoch, 0) AS epoch,
    coalesce(s.seq, 0) AS seq, coalesce(s.applied_seq, 0) AS "appliedSeq", coalesce(s.durable_seq, 0) AS "durableSeq",
    coalesce(s.held, 0) AS held, nullif(s.last_seen_at, 0) AS "lastSeenAt", s.health,
    (SELECT count(*) FROM office_incident i WHERE i.office_no = o.office_no AND i.kind NOT IN ('enrolment', 'moved', 'returned', 'differed')) AS incidents,
    (SELECT count(*) FROM office_late_work l LEFT JOIN office_device d USING (office_no, key_id)
      WHERE l.office_no = o.office_no AND l.decision IS NULL AND (d.revoked_at IS NULL OR d.is_replaced)) AS "lateAsked",
    EXISTS (SELECT 1 FROM office_device v WHERE v.office_no = o.office_no AND v.revoked_at IS NULL) AS "hasDevice"
  FROM ministry_office o LEFT JOIN office_stream s USING (office_no)`;

/** Every registered office with its log, by number. */
export async function readOffices(pool: Pool): Promise<readonly OfficeStanding[]> {
  const { rows } = await pool.query<OfficeStanding>(`${standing} ORDER BY o.office_no LIMIT $1`, [OFFICES_LIMIT]);
  return rows;
}

/** One office, or null. */
export async function readOffice(pool: Pool, office: number): Promise<OfficeStanding | null> {
  const { rows } = await pool.query<OfficeStanding>(`${standing} WHERE o.office_no = $1`, [office]);
  return rows[0] ?? null;
}

export interface DeviceView {
  readonly keyId: string;
  readonly name: string | null;
  readonly enrolledAt: number;
  readonly revokedAt: number | null;
  /** Its key is over because another PC took its place, or because it went to another office. */
  readonly isReplaced: boolean;
  /** The office to which it went; null where it did not. */
  readonly movedTo: number | null;
}

/** The PCs of an office, the newest first. */
export async function readDevices(pool: Pool, office: number): Promise<readonly DeviceView[]> {
  const { rows } = await pool.query<DeviceView>(
    `SELECT key_id AS "keyId", name, enrolled_at AS "enrolledAt", revoked_at AS "revokedAt",
       is_replaced AS "isReplaced",
       (SELECT max((i.detail->>'to')::int) FROM office_incident i WHERE i.office_no = d.office_no AND i.kind = 'moved'
         AND i.detail->>'keyId' = d.key_id) AS "movedTo"
     FROM office_device d WHERE office_no = $1 ORDER BY enrolled_at DESC, key_id LIMIT $2`,
    [office, DEVICES_LIMIT],
  );
  return rows;
}
