import type { Pool, PoolClient } from 'pg';
import { searchKeys } from '#kernel/text/fold.ts';

/**
 * The words by which people are found across the ministry. They follow the applied records by the number of the op
 * that changed each last, so nothing has to be told; a crash costs a page that is read again.
 */

const PEOPLE_A_PAGE = 2_000;
const OFFICES_A_PASS = 100;
const WORDS_OF_A_PERSON = 40;
const LETTERS_OF_A_WORD = 60;

interface Behind {
  readonly office: number;
  readonly appliedSeq: number;
  readonly held: number;
}

/** Brings the words up to the records of every office that has changed. Answers how many people were read. */
export async function followPeople(pool: Pool): Promise<number> {
  const { rows } = await pool.query<Behind>(
    `SELECT s.office_no AS office, s.applied_seq AS "appliedSeq", s.held FROM office_stream s
     LEFT JOIN person_cursor c USING (office_no)
     WHERE c.office_no IS NULL OR c.applied_seq <> s.applied_seq OR c.held <> s.held ORDER BY s.office_no LIMIT $1`,
    [OFFICES_A_PASS],
  );
  let read = 0;
  for (const behind of rows) read += await followOffice(pool, behind);
  return read;
}

async function followOffice(pool: Pool, behind: Behind): Promise<number> {
  let read = 0;
  for (let isEnd = false; !isEnd;) {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN');
      const page = await followPage(client, behind);
      await client.query('COMMIT');
      broken = false;
      read += page.read;
      isEnd = page.isEnd;
    } finally {
      // One in the middle of a failed transaction is not given back.
      client.release(broken);
    }
  }
  return read;
}

interface Person {
  readonly id: string;
  readonly seq: number;
  readonly fullName: string;
  readonly card: string | null;
  readonly isDeleted: boolean;
}

async function followPage(client: PoolClient, { office, appliedSeq, held }: Behind) {
  await client.query('INSERT INTO person_cursor VALUES ($1, 0, 0, 0) ON CONFLICT DO NOTHING', [office]);
  // The other server waits here, and then finds it done.
  const cursor = await client.query<{ seq: number }>('SELECT seq FROM person_cursor WHERE office_no = $1 FOR UPDATE', [
    office,
  ]);
  const { rows } = await client.query<Person>(
    `SELECT id, seq, full_name AS "fullName", national_card AS card, deleted_at IS NOT NULL AS "isDeleted"
     FROM hr_employee WHERE office_no = $1 AND seq > $2 ORDER BY seq FETCH FIRST ${PEOPLE_A_PAGE} ROWS WITH TIES`,
    [office, cursor.rows[0]?.seq ?? 0],
  );
  await client.query('DELETE FROM person_word WHERE office_no = $1 AND employee_id = ANY($2::uuid[])', [
    office,
    rows.map(({ id }) => id),
  ]);
  const words = rows.flatMap((person) => (person.isDeleted ? [] : wordsOf(person).map((word) => [word, person.id])));
  await client.query('INSERT INTO person_word SELECT $1, * FROM unnest($2::text[], $3::uuid[])', [
    office,
    words.map(([word]) => word),
    words.map(([, id]) => id),
  ]);
  const isEnd = rows.length < PEOPLE_A_PAGE;
  // An op that is held may be applied later under its old number: the cursor waits before it.
  await client.query(
    `UPDATE person_cursor SET applied_seq = $2, held = $3, seq = CASE WHEN $4 THEN
       least($2, coalesce((SELECT min(seq) - 1 FROM office_held_op WHERE office_no = $1), $2)) ELSE $5 END
     WHERE office_no = $1`,
    [office, isEnd ? appliedSeq : -1, held, isEnd, rows.at(-1)?.seq ?? 0],
  );
  return { read: rows.length, isEnd };
}

function wordsOf({ fullName, card }: Person): readonly string[] {
  const { primary, hamza } = searchKeys(fullName);
  const all = [...primary.split(' '), ...hamza.split(' '), ...(card === null ? [] : [cardKey(card)])];
  const words = all.map((word) => word.slice(0, LETTERS_OF_A_WORD)).filter((word) => word !== '');
  return [...new Set(words)].slice(0, WORDS_OF_A_PERSON);
}

/** A card number as it is compared: its digits and letters, however they were written. */
export function cardKey(card: string): string {
  return searchKeys(card).primary.replace(/[^\p{L}\p{N}]/gu, '');
}
