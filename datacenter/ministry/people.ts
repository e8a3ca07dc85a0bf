import type { Pool } from 'pg';
import type { LocalDate } from '#kernel/date.ts';
import { searchKeys, type SearchKeys } from '#kernel/text/fold.ts';
import { cardKey } from './people-index.ts';

export interface FoundPerson {
  readonly office: number;
  readonly officeName: string | null;
  readonly employeeId: string;
  readonly fullName: string;
  readonly motherName: string | null;
  readonly nationalCard: string | null;
  readonly birthDate: string | null;
  readonly employmentKind: string;
  readonly unitName: string | null;
  /** The last service that has begun there, or the first that will; null for who never served there. */
  readonly serviceFrom: LocalDate | null;
  readonly serviceTo: LocalDate | null;
  /** What ended it, as the office's records say: the kind of an order, or `TRANSFER`. */
  readonly endedBy: string | null;
  readonly handover: PersonHandover | null;
}

/** The dispatch by which he was sent from there to another office, unless he was taken back. */
export interface PersonHandover {
  readonly toOffice: number;
  readonly toName: string | null;
  /** His first day in the other office. */
  readonly effectiveDate: LocalDate;
  /** Null until that office has answered. */
  readonly outcome: 'accepted' | 'refused' | null;
}

export interface PeopleFound {
  readonly people: readonly FoundPerson[];
  /** Are there more than these? */
  readonly hasMore: boolean;
}

export interface PeopleQuestion {
  readonly text: string;
  readonly today: LocalDate;
  readonly limit?: number;
}

const WORDS_LIMIT = 6;
const PEOPLE_LIMIT = 200;
const LEAST_LETTERS = 2;

/**
 * People of all offices whose name has words that begin like those of the text, in any order, or whose card number
 * begins like it, by name; each with what the records tell of his service there. A text of less than two letters finds
 * nobody. Who may ask, and that it is written down who did, is the caller's business.
 */
export async function findPeople(
  pool: Pool,
  { text, today, limit = PEOPLE_LIMIT }: PeopleQuestion,
): Promise<PeopleFound> {
  const words = wordsOf(text);
  if (words.length === 0) return { people: [], hasMore: false };
  const most = Math.min(limit, PEOPLE_LIMIT);
  // With its hamza or without it: the index has a word under both spellings.
  const [first, ...rest] = words.map((_, place) => `(w.word LIKE $${2 * place + 3} OR w.word LIKE $${2 * place + 4})`);
  const others = rest.map(
    (like) =>
      `AND EXISTS (SELECT FROM person_word w WHERE w.office_no = f.office_no AND w.employee_id = f.employee_id AND ${like})`,
  );
  const { rows } = await pool.query<FoundPerson>(
    `SELECT p.*, s.valid_from AS "serviceFrom", s.valid_to AS "serviceTo", s.ended_by AS "endedBy",
       to_jsonb(h) AS handover
     FROM (SELECT e.office_no AS office, o.name_ar AS "officeName", e.id AS "employeeId", e.full_name AS "fullName",
         e.mother_name AS "motherName", e.national_card AS "nationalCard", e.birth_date AS "birthDate",
         e.employment_kind AS "employmentKind", u.name_ar AS "unitName"
       FROM (SELECT DISTINCT w.office_no, w.employee_id FROM person_word w WHERE ${first ?? 'false'}) f
       JOIN hr_employee e ON e.office_no = f.office_no AND e.id = f.employee_id AND e.deleted_at IS NULL
       LEFT JOIN org_unit u ON u.office_no = e.office_no AND u.id = e.unit_id
       LEFT JOIN ministry_office o ON o.office_no = e.office_no
       WHERE true ${others.join(' ')} ORDER BY e.full_name, e.office_no, e.id LIMIT $1) p
     LEFT JOIN LATERAL (${SERVICE}) s ON true LEFT JOIN LATERAL (${HANDOVER}) h ON true
     ORDER BY p."fullName", p.office, p."employeeId"`,
    [most + 1, today, ...words.flatMap(({ primary, hamza }) => [beginning(primary), beginning(hamza)])],
  );
  return { people: rows.slice(0, most), hasMore: rows.length > most };
}

/** Looked up for those that are shown alone, along the indexes of the double files. */
const SERVICE = `SELECT f.valid_from, f.valid_to, left(f.value->>'endedBy', 40) AS ended_by FROM hr_fact f
  WHERE f.office_no = p.office AND f.employee_id = p."employeeId" AND f.kind = 'SERVICE' AND f.retracted_at IS NULL
    AND f.deleted_at IS NULL ORDER BY f.valid_from > $2::date, abs(f.valid_from - $2::date) LIMIT 1`;

/** An office that was restored may have answered twice: who was accepted once was accepted, as the offices take it. */
const HANDOVER = `SELECT h.to_office AS "toOffice", coalesce(o.name_ar, nullif(h.to_name, '')) AS "toName",
    h.effective_date AS "effectiveDate", a.outcome
  FROM hr_handover h LEFT JOIN ministry_office o ON o.office_no = h.to_office
  LEFT JOIN LATERAL (SELECT a.outcome FROM hr_handover_answer a
    WHERE a.office_no = h.to_office AND a.handover_id = h.id AND a.deleted_at IS NULL
      AND a.outcome IN ('accepted', 'refused') ORDER BY a.outcome = 'accepted' DESC LIMIT 1) a ON true
  WHERE h.office_no = p.office AND h.employee_id = p."employeeId" AND h.deleted_at IS NULL
    AND (h.state <> 'returned' OR a.outcome = 'accepted')
  ORDER BY h.created_at DESC, h.id DESC LIMIT 1`;

/** The longest first: it leaves the fewest people to look at. */
function wordsOf(text: string): readonly SearchKeys[] {
  const { primary } = searchKeys(text);
  const words = /\d/.test(primary) ? [cardKey(text)] : text.trim().split(/\s+/u);
  const telling = words.map(searchKeys).filter((keys) => [...keys.hamza].length >= LEAST_LETTERS);
  return telling.toSorted((left, right) => right.primary.length - left.primary.length).slice(0, WORDS_LIMIT);
}

function beginning(word: string): string {
  return `${word.replace(/[\\%_]/g, '\\$&')}%`;
}
