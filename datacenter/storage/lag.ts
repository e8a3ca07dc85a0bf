import type { Pool } from 'pg';

/** How far applying is behind storing. */
export interface Lag {
  readonly offices: number;
  readonly ops: number;
  /** The same with no office counted for more than `OFFICE_LAG`: one alone makes nobody else wait. */
  readonly weighed: number;
  readonly held: number;
  /** When the oldest frame arrived that is not wholly applied, or null. */
  readonly oldestAt: number | null;
  /** The offices furthest behind. */
  readonly behind: readonly { readonly office: number; readonly ops: number }[];
}

const OFFICES_NAMED = 50;
/** Of an office so many ops may wait to be applied: with more it is asked to wait itself, and the others are not. */
export const OFFICE_LAG = 200_000;

/** Looks at every stream once; the frames are asked only of offices that are behind. */
export async function readLag(pool: Pool): Promise<Lag> {
  const { rows } = await pool.query<{
    offices: number;
    ops: number;
    weighed: number;
    held: number;
    oldest_at: number | null;
  }>(
    `
    SELECT count(*) AS offices, coalesce(sum(seq - applied_seq), 0)::int8 AS ops,
      coalesce(sum(least(seq - applied_seq, $1)), 0)::int8 AS weighed, coalesce(sum(held), 0)::int8 AS held,
      min((SELECT f.received_at FROM office_frame f WHERE f.office_no = s.office_no AND s.applied_seq < s.seq
           AND f.from_seq <= s.applied_seq + 1 ORDER BY f.from_seq DESC LIMIT 1)) AS oldest_at
    FROM office_stream s`,
    [OFFICE_LAG],
  );
  const behind = await pool.query<{ office: number; ops: number }>(
    `SELECT office_no AS office, seq - applied_seq AS ops FROM office_stream WHERE applied_seq < seq
     ORDER BY seq - applied_seq DESC, office_no LIMIT $1`,
    [OFFICES_NAMED],
  );
  const [sums] = rows;
  return {
    ...{
      offices: sums?.offices ?? 0,
      ops: sums?.ops ?? 0,
      weighed: sums?.weighed ?? 0,
      held: sums?.held ?? 0,
      oldestAt: sums?.oldest_at ?? null,
    },
    behind: behind.rows,
  };
}

/** The offices that wait: with something new, and those of which only held ops are left. */
export interface Waiting {
  readonly fresh: readonly number[];
  readonly held: readonly number[];
}

const OFFICES_A_LOOK = 5_000;

export async function readWaiting(pool: Pool): Promise<Waiting> {
  const { rows } = await pool.query<{ office: number; is_fresh: boolean }>(
    `SELECT office_no AS office, applied_seq < seq OR NOT is_routed AS is_fresh FROM office_stream
     WHERE applied_seq < seq OR NOT is_routed OR held > 0 ORDER BY last_seen_at, office_no LIMIT $1`,
    [OFFICES_A_LOOK],
  );
  const of = (isFresh: boolean): readonly number[] =>
    rows.filter((row) => row.is_fresh === isFresh).map(({ office }) => office);
  return { fresh: of(true), held: of(false) };
}
