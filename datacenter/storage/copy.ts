import type { Pool } from 'pg';

/** The log of one office in a database that was put back from a backup. */
export interface CopiedStream {
  readonly office: number;
  readonly seq: number;
  readonly head: string;
  /** Do its frames follow one another up to the end, the last one with the head that the stream tells? */
  readonly isWhole: boolean;
}

/** The logs of a copy, each looked through for holes. */
export async function readCopy(pool: Pool): Promise<readonly CopiedStream[]> {
  const { rows } = await pool.query<CopiedStream>(`
    WITH follow AS (
      SELECT office_no, to_seq, head, from_seq = coalesce(lag(to_seq) OVER line, 0) + 1 AS follows,
        row_number() OVER (PARTITION BY office_no ORDER BY from_seq DESC) AS from_end
      FROM office_frame WINDOW line AS (PARTITION BY office_no ORDER BY from_seq))
    SELECT s.office_no AS office, s.seq, s.head,
      s.seq = 0 OR coalesce(bool_and(f.follows) AND bool_or(f.from_end = 1 AND f.to_seq = s.seq AND f.head = s.head),
        false) AS "isWhole"
    FROM office_stream s LEFT JOIN follow f USING (office_no)
    GROUP BY s.office_no, s.seq, s.head ORDER BY s.office_no`);
  return rows;
}

/**
 * One SHA-256 over the frames of an office up to `seq`: their bytes, and what stands beside them. Equal in two databases
 * that hold the same. Made where the frames are; of each frame only its own hash is kept in memory.
 */
export async function frameDigest(pool: Pool, office: number, seq: number): Promise<string> {
  const { rows } = await pool.query<{ digest: string }>(
    `SELECT encode(sha256(coalesce(string_agg(int8send(from_seq) || int8send(to_seq) || int4send(epoch)
         || int8send(received_at) || sha256(convert_to(head, 'UTF8')) || sha256(frame), ''::bytea ORDER BY from_seq),
       ''::bytea)), 'hex') AS digest
     FROM office_frame WHERE office_no = $1 AND to_seq <= $2`,
    [office, seq],
  );
  return rows[0]?.digest ?? '';
}
