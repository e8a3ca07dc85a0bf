import type { Pool, PoolClient } from 'pg';
import { searchKeys } from '#kernel/text/fold.ts';
import { nameKey } from '#kernel/text/name.ts';

/**
 * The words by which people are found across the ministry. They follow the applied records by the number of the op
 * that changed each last, so nothing has to be told; a crash costs a page that is read again. An op that is held may be
 * applied later under its old number: the cursor remembers which were, and reads again what those have written.
 */

const PEOPLE_A_PAGE = 2_000;
const OFFICES_A_PAGE = 100;
const WORDS_OF_A_PERSON = 40;
const LETTERS_OF_A_WORD = 60;
const LETTERS_OF_A_NAME = 200;

/**
 * Brings the words up to the records of every office that has changed. Answers how many people were read. An office
 * that cannot be followed is told of and left as it is; the others go on.
 */
export async function followPeople(pool: Pool, onFault: (office: number, error: unknown) => void): Promise<number> {
  let read = 0;
  for (let last = 0; ;) {
    const { rows } = await pool.query<{ office: number }>(
      `SELECT s.office_no AS office FROM office_stream s LEFT JOIN person_cursor c USING (office_no)
       WHERE s.office_no > $1 AND (c.office_no IS NULL OR c.applied_seq <> s.applied_seq OR c.held <> s.held)
       ORDER BY s.office_no LIMIT ${OFFICES_A_PAGE}`,
      [last],
    );
    for (const { office } of rows) {
      try {
        read += await followOffice(pool, office);
      } catch (error) {
        onFault(office, error);
      }
    }
    last = rows.at(-1)?.office ?? last;
    if (rows.length < OFFICES_A_PAGE) return read;
  }
}

async function followOffice(pool: Pool, office: number): Promise<number> {
  let read = 0;
  for (let isEnd = false; !isEnd;) {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN');
      const page = await followPage(client, office);
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
  readonly motherName: string | null;
  readonly birthDate: string | null;
  readonly card: string | null;
  readonly isDeleted: boolean;
}

/** How the log of an office stands, in one look: every op up to `appliedSeq` is applied or among `heldSeqs`. */
interface Standing {
  readonly appliedSeq: number;
  readonly held: number;
  readonly heldSeqs: readonly number[];
}

async function followPage(client: PoolClient, office: number) {
  const begun = await client.query(`INSERT INTO person_cursor VALUES ($1, 0, 0, 0, '[]') ON CONFLICT DO NOTHING`, [
    office,
  ]);
  // An office that is read anew has no words of before: some of its people may be no more.
  if (begun.rowCount === 1) await client.query('DELETE FROM person_word WHERE office_no = $1', [office]);
  // The other server waits here, and then finds it done.
  const cursors = await client.query<{ seq: number; waiting: readonly number[] }>(
    'SELECT seq, waiting FROM person_cursor WHERE office_no = $1 FOR UPDATE',
    [office],
  );
  const standings = await client.query<Standing>(
    `SELECT applied_seq AS "appliedSeq", held, coalesce((SELECT jsonb_agg(h.seq) FROM office_held_op h
       WHERE h.office_no = s.office_no), '[]') AS "heldSeqs" FROM office_stream s WHERE office_no = $1`,
    [office],
  );
  const [cursor, standing] = [cursors.rows[0], standings.rows[0]];
  if (!cursor || !standing) return { read: 0, isEnd: true };
  const { appliedSeq, held, heldSeqs } = standing;
  const people = `SELECT id, seq, full_name AS "fullName", mother_name AS "motherName", birth_date AS "birthDate",
    national_card AS card, deleted_at IS NOT NULL AS "isDeleted"
    FROM hr_employee WHERE office_no = $1`;
  const { rows: fresh } = await client.query<Person>(
    `${people} AND seq > $2 AND seq <= $3 ORDER BY seq FETCH FIRST ${PEOPLE_A_PAGE} ROWS WITH TIES`,
    [office, cursor.seq, appliedSeq],
  );
  const stillHeld = new Set(heldSeqs);
  const released = cursor.waiting.filter((seq) => seq <= cursor.seq && !stillHeld.has(seq));
  const { rows: late } =
    released.length === 0
      ? { rows: [] }
      : await client.query<Person>(`${people} AND seq = ANY($2::int8[])`, [office, released]);
  await writeWords(client, office, [...fresh, ...late]);
  const isEnd = fresh.length < PEOPLE_A_PAGE;
  await client.query(
    'UPDATE person_cursor SET seq = $2, applied_seq = $3, held = $4, waiting = $5 WHERE office_no = $1',
    [office, isEnd ? appliedSeq : fresh.at(-1)?.seq, isEnd ? appliedSeq : -1, held, JSON.stringify(heldSeqs)],
  );
  return { read: fresh.length + late.length, isEnd };
}

async function writeWords(client: PoolClient, office: number, people: readonly Person[]): Promise<void> {
  await client.query('DELETE FROM person_word WHERE office_no = $1 AND employee_id = ANY($2::uuid[])', [
    office,
    people.map(({ id }) => id),
  ]);
  const rows = people
    .filter(({ isDeleted }) => !isDeleted)
    .flatMap((person) => wordsOf(person).map((word) => ({ word, id: person.id, mother: motherBeside(word, person) })));
  await client.query('INSERT INTO person_word SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::text[])', [
    office,
    rows.map(({ word }) => word),
    rows.map(({ id }) => id),
    rows.map(({ mother }) => mother),
  ]);
}

function wordsOf(person: Person): readonly string[] {
  const { primary, hamza } = searchKeys(person.fullName);
  const all = [...primary.split(' '), ...hamza.split(' ')].map(unstroked);
  const words = all.map((word) => word.slice(0, LETTERS_OF_A_WORD)).filter((word) => word !== '');
  return [...new Set([...words.slice(0, WORDS_OF_A_PERSON), ...wholeKeys(person)])];
}

/**
 * By what two files are the same whole: the card, and the name with the birth date, each with a stroke, which no other
 * word has. Without a birth date too many people are called alike; a card of one figure alone, or without any, is a form filled in.
 */
function wholeKeys({ fullName, birthDate, card }: Person): readonly string[] {
  const plainCard = cardKey(card ?? '').slice(0, LETTERS_OF_A_WORD);
  const isFilledIn = /^(.)\1*$/u.test(plainCard) || !/\p{N}/u.test(plainCard);
  const name = comparedName(fullName);
  return [
    ...(plainCard === '' ? [] : [isFilledIn ? plainCard : `${plainCard}|`]),
    ...(name === '' || birthDate === null ? [] : [`${name}|${birthDate}`]),
  ];
}

/** A card says enough by itself; beside a name with a birth date stands the mother, where she is known. */
function motherBeside(word: string, { motherName }: Person): string | null {
  const isName = word.includes('|') && !word.endsWith('|');
  return isName && motherName !== null ? comparedName(motherName) || null : null;
}

const comparedName = (name: string): string => unstroked(nameKey(name)).slice(0, LETTERS_OF_A_NAME);
const unstroked = (text: string): string => text.replaceAll('|', '');

/** A card number as it is compared: its digits and letters, however they were written. */
export function cardKey(card: string): string {
  return searchKeys(card).primary.replace(/[^\p{L}\p{N}]/gu, '');
}
