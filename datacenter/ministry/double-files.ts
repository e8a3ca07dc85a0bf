import type { Pool } from 'pg';
import type { LocalDate, Month } from '#kernel/date.ts';
import { isNearMonth } from './payroll.ts';

/** One of two files that may be the same person's, as it stands in its office. */
export interface DoubleFileSide {
  readonly office: number;
  readonly officeName: string | null;
  readonly employeeId: string;
  readonly fullName: string;
  readonly motherName: string | null;
  readonly nationalCard: string | null;
  readonly birthDate: LocalDate | null;
  /** The last service that has begun there, and its last day where it has one; null for who never served there. */
  readonly serviceFrom: LocalDate | null;
  readonly serviceTo: LocalDate | null;
  readonly lastPaidMonth: Month | null;
  /** Another one as soon as its card, its name or its birth date is another. */
  readonly mark: string;
}

/** Two files of two offices, the one of the lower number first, and on what ground they are taken for one person's. */
export interface DoubleFilePair {
  readonly byCard: boolean;
  readonly byName: boolean;
  readonly first: DoubleFileSide;
  readonly second: DoubleFileSide;
}

export interface PairKey<Side extends keyof DoubleFileSide = 'office' | 'employeeId'> {
  readonly first: Pick<DoubleFileSide, Side>;
  readonly second: Pick<DoubleFileSide, Side>;
}

/** A pair as it looked when somebody decided on it. */
export type DecidedPair = PairKey<'office' | 'employeeId' | 'mark'>;

const PAIRS_LIMIT = 200;
/** A card or a name that more files have is a form filled in, and tells nothing of a person. */
const FILES_OF_A_PERSON = 20;
/** So many of one office count and are shown: no office hides a file of another one behind its own. */
const FILES_OF_AN_OFFICE = 3;

/**
 * Pairs of files of different offices with the same card, or with the same name, birth date and, where both are known,
 * mother; without those that were `decided`. Who serves in both stands first. A file whose person was handed over is
 * closed by that, and belongs to no pair. It sees what the words of the people have followed (`people-index.ts`).
 */
export async function doubleFiles(
  pool: Pool,
  question: {
    readonly today: LocalDate;
    readonly decided: readonly DecidedPair[];
    readonly limit?: number;
  },
): Promise<{ readonly pairs: readonly DoubleFilePair[]; readonly hasMore: boolean }> {
  const most = Math.min(question.limit ?? PAIRS_LIMIT, PAIRS_LIMIT);
  const { rows } = await pool.query<DoubleFilePair>(
    `${pairsSql(sharedWords, `concat_ws(':', l_office, l_id, l.mark, r_office, r_id, r.mark) <> ALL ($2::text[])`)}
     ORDER BY (${servesSql('l')} AND ${servesSql('r')}) DESC, by_card DESC, l."fullName", l_office, l_id, r_office, r_id
     LIMIT $3`,
    [question.today, question.decided.map(pairLine), most + 1],
  );
  return { pairs: rows.slice(0, most), hasMore: rows.length > most };
}

/** One pair as it stands now, decided or not; null when nothing makes one of the two files any more. */
export async function doubleFile(
  pool: Pool,
  { first, second, today }: PairKey & { readonly today: LocalDate },
): Promise<DoubleFilePair | null> {
  const words = `SELECT word, mother, office_no, employee_id FROM person_word
    WHERE (office_no, employee_id) IN (($2::int4, $3::uuid), ($4::int4, $5::uuid)) AND word LIKE '%|%'`;
  const { rows } = await pool.query<DoubleFilePair>(pairsSql(words, 'true'), [
    ...[today, first.office, first.employeeId, second.office, second.employeeId],
  ]);
  return rows[0] ?? null;
}

/** A decided pair as the query writes it, which leaves it out by that. */
function pairLine({ first, second }: DecidedPair): string {
  return [first, second].flatMap(({ office, employeeId, mark }) => [office, employeeId, mark]).join(':');
}

/**
 * The pairs that two rows of `shared` words make, among which `asked` chooses; `$1` is today. Of two with one name and
 * birth date, whose mothers are both known and called differently, each is himself.
 */
function pairsSql(shared: string, asked: string): string {
  return `WITH shared AS MATERIALIZED (${shared}), pair AS MATERIALIZED (
      SELECT l.office_no AS l_office, l.employee_id AS l_id, r.office_no AS r_office, r.employee_id AS r_id,
        bool_or(l.word LIKE '%|') AS by_card, bool_or(l.word NOT LIKE '%|') AS by_name
      FROM shared l JOIN shared r ON r.word = l.word AND r.office_no > l.office_no AND coalesce(l.mother = r.mother, true)
      GROUP BY l.office_no, l.employee_id, r.office_no, r.employee_id)
    SELECT by_card AS "byCard", by_name AS "byName", to_jsonb(l) AS first, to_jsonb(r) AS second
    FROM pair CROSS JOIN LATERAL (${fileSql('l')}) l CROSS JOIN LATERAL (${fileSql('r')}) r
    WHERE ${asked}`;
}

/** The words for a whole person that people of more than one office have: two passes along the index of those words. */
const sharedWords = `SELECT word, mother, office_no, employee_id FROM (
    SELECT word, mother, office_no, employee_id, row_number() OVER (PARTITION BY word, office_no ORDER BY employee_id) AS no
    FROM person_word WHERE word LIKE '%|%' AND word IN (
      SELECT word FROM (SELECT word, least(count(*), ${FILES_OF_AN_OFFICE}) AS files FROM person_word
        WHERE word LIKE '%|%' GROUP BY word, office_no) counted
      GROUP BY word HAVING count(*) > 1 AND sum(files) <= ${FILES_OF_A_PERSON})) w
  WHERE no <= ${FILES_OF_AN_OFFICE}`;

/** One file of a pair, unless its person was handed over and accepted elsewhere. */
function fileSql(side: 'l' | 'r'): string {
  return `SELECT e.office_no AS office, o.name_ar AS "officeName", e.id AS "employeeId", e.full_name AS "fullName",
      e.mother_name AS "motherName", e.national_card AS "nationalCard", e.birth_date AS "birthDate",
      s.valid_from AS "serviceFrom", s.valid_to AS "serviceTo", paid.month AS "lastPaidMonth", m.mark
    FROM hr_employee e LEFT JOIN ministry_office o ON o.office_no = e.office_no
    LEFT JOIN LATERAL (SELECT f.valid_from, f.valid_to FROM hr_fact f
      WHERE f.office_no = e.office_no AND f.employee_id = e.id AND f.kind = 'SERVICE' AND f.retracted_at IS NULL
        AND f.deleted_at IS NULL AND f.valid_from <= $1::date ORDER BY f.valid_from DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL (SELECT max(r.month) AS month FROM payroll_slip p
      JOIN payroll_run r ON r.office_no = p.office_no AND r.id = p.run_id
      WHERE p.office_no = e.office_no AND p.employee_id = e.id AND p.deleted_at IS NULL AND NOT p.is_held
        AND p.calculation <= r.calculation AND (p.replaced_in IS NULL OR p.replaced_in > r.calculation)
        AND (p.gross > 0 OR p.net > 0) AND r.state = 'locked' AND r.deleted_at IS NULL
        AND ${isNearMonth('r.month')}) paid ON true
    CROSS JOIN LATERAL (SELECT md5(string_agg(w.word, ' ' ORDER BY w.word COLLATE "C")) AS mark FROM person_word w
      WHERE w.office_no = e.office_no AND w.employee_id = e.id AND w.word LIKE '%|%') m
    WHERE e.office_no = pair.${side}_office AND e.id = pair.${side}_id AND e.deleted_at IS NULL AND NOT EXISTS (
      SELECT FROM hr_handover h JOIN hr_handover_answer a ON a.office_no = h.to_office AND a.handover_id = h.id
      WHERE h.office_no = e.office_no AND h.employee_id = e.id AND a.outcome = 'accepted'
        AND h.deleted_at IS NULL AND a.deleted_at IS NULL)`;
}

function servesSql(side: 'l' | 'r'): string {
  return `coalesce(${side}."serviceFrom" IS NOT NULL AND (${side}."serviceTo" IS NULL OR ${side}."serviceTo" >= $1::date), false)`;
}
