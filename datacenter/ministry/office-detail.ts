import type { Pool } from 'pg';
import { lateWorksOf, type LateWorkView } from './late-work.ts';
import { incidentsOf, type IncidentView } from './incidents.ts';
import { readDevices, readOffice, type DeviceView, type OfficeStanding } from '#datacenter/storage/registry.ts';

export interface HeldOpView {
  readonly seq: number;
  readonly opId: string;
  readonly reason: string;
  readonly records: readonly string[];
  readonly since: number;
}

/** A code that was made for the office. The code itself nobody knows any more. */
export interface CodeView {
  readonly madeAt: number;
  readonly madeBy: string;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly usedBy: string | null;
  readonly isVoid: boolean;
}

export interface OfficeDetail extends OfficeStanding {
  readonly devices: readonly DeviceView[];
  /** The newest first. */
  readonly incidentList: readonly IncidentView[];
  /** The last announced first. */
  readonly lateWorks: readonly LateWorkView[];
  /** The oldest first. */
  readonly heldOps: readonly HeldOpView[];
  readonly codes: readonly CodeView[];
}

const ROWS_LIMIT = 200;

/** Everything about one office but its records, or null when there is none of that number. */
export async function officeDetail(pool: Pool, office: number): Promise<OfficeDetail | null> {
  const standing = await readOffice(pool, office);
  if (standing === null) return null;
  const rowsOf = async <Row extends object>(sql: string): Promise<readonly Row[]> =>
    (await pool.query<Row>(`${sql} LIMIT ${ROWS_LIMIT}`, [office])).rows;
  return {
    ...standing,
    devices: await readDevices(pool, office),
    incidentList: await incidentsOf(pool, office),
    lateWorks: await lateWorksOf(pool, office),
    heldOps: await rowsOf<HeldOpView>(
      'SELECT seq, op_id AS "opId", reason, records, since FROM office_held_op WHERE office_no = $1 ORDER BY seq',
    ),
    codes: await rowsOf<CodeView>(
      `SELECT made_at AS "madeAt", made_by AS "madeBy", expires_at AS "expiresAt", used_at AS "usedAt",
         used_by AS "usedBy", is_void AS "isVoid" FROM enrolment_code WHERE office_no = $1 ORDER BY made_at DESC`,
    ),
  };
}
