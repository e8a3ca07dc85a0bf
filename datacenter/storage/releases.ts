import type { Pool } from 'pg';

/** What the people of the data centre see of releases. */

export interface ReleaseView {
  readonly version: string;
  readonly percent: number;
  readonly offices: readonly number[];
  readonly publishedAt: number;
  readonly publishedBy: string;
  readonly withdrawnAt: number | null;
  readonly packages: readonly { readonly kind: string; readonly name: string; readonly bytes: number }[];
  /** Offices whose program said at its last call that it is this one. */
  readonly installedBy: number;
}

const RELEASES_LIMIT = 500;

/** The releases, the newest first. */
export async function readReleases(pool: Pool): Promise<readonly ReleaseView[]> {
  const { rows } = await pool.query<Omit<ReleaseView, 'installedBy'>>(
    `SELECT r.version, r.percent, r.offices, r.published_at AS "publishedAt", r.published_by AS "publishedBy",
       r.withdrawn_at AS "withdrawnAt",
       coalesce((SELECT jsonb_agg(jsonb_build_object('kind', p.kind, 'name', p.signed->'release'->'name',
           'bytes', p.signed->'release'->'bytes') ORDER BY p.kind)
         FROM program_package p WHERE p.office_no = r.office_no AND p.version = r.version), '[]') AS packages
     FROM program_release r ORDER BY r.published_at DESC, r.version LIMIT $1`,
    [RELEASES_LIMIT],
  );
  // Apart: the offices lie on many machines, and a join over all of them is more than the numbers are worth.
  const told = await pool.query<{ version: string; offices: number }>(
    `SELECT health->>'program' AS version, count(*) AS offices FROM office_stream
     WHERE health->>'program' IS NOT NULL GROUP BY 1`,
  );
  const installed = new Map(told.rows.map(({ version, offices }) => [version, offices]));
  return rows.map((row) => ({ ...row, installedBy: installed.get(row.version) ?? 0 }));
}
