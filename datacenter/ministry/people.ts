import type { Pool } from 'pg';
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
}

export interface PeopleFound {
  readonly people: readonly FoundPerson[];
  /** Are there more than these? */
  readonly hasMore: boolean;
}

const WORDS_LIMIT = 6;
const PEOPLE_LIMIT = 200;
const LEAST_LETTERS = 2;

/**
 * People of all offices whose name has words that begin like those of the text, in any order, or whose card number
 * begins like it. A text of less than two letters finds nobody. Who may ask, and that it is written down who did, is
 * the caller's business.
 */
export async function findPeople(
  pool: Pool,
  { text, limit = PEOPLE_LIMIT }: { readonly text: string; readonly limit?: number },
): Promise<PeopleFound> {
  const words = wordsOf(text);
  if (words.length === 0) return { people: [], hasMore: false };
  const most = Math.min(limit, PEOPLE_LIMIT);
  // With its hamza or without it: the index has a word under both spellings.
  const [first, ...rest] = words.map((_, place) => `(w.word LIKE $${2 * place + 2} OR w.word LIKE $${2 * place + 3})`);
  const others = rest.map(
    (like) =>
      `AND EXISTS (SELECT FROM person_word w WHERE w.office_no = f.office_no AND w.employee_id = f.employee_id AND ${like})`,
  );
  const { rows } = await pool.query<FoundPerson>(
    `SELECT e.office_no AS office, o.name_ar AS "officeName", e.id AS "employeeId", e.full_name AS "fullName",
       e.mother_name AS "motherName", e.national_card AS "nationalCard", e.birth_date AS "birthDate",
       e.employment_kind AS "employmentKind", u.name_ar AS "unitName"
     FROM (SELECT DISTINCT w.office_no, w.employee_id FROM person_word w WHERE ${first ?? 'false'}) f
     JOIN hr_employee e ON e.office_no = f.office_no AND e.id = f.employee_id AND e.deleted_at IS NULL
     LEFT JOIN org_unit u ON u.office_no = e.office_no AND u.id = e.unit_id
     LEFT JOIN ministry_office o ON o.office_no = e.office_no
     WHERE true ${others.join(' ')} ORDER BY e.full_name, e.office_no, e.id LIMIT $1`,
    [most + 1, ...words.flatMap(({ primary, hamza }) => [beginning(primary), beginning(hamza)])],
  );
  return { people: rows.slice(0, most), hasMore: rows.length > most };
}

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
