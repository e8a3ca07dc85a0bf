import type { Pool } from 'pg';
import { readMissing, type MissingDetail } from '#datacenter/protocol/missing.ts';

export interface IncidentView {
  readonly no: number;
  readonly kind: string;
  readonly at: number;
  /** What had been sent and was not there after the database was put back; null for an incident of another kind. */
  readonly missing: MissingView | null;
}

/** What has not come back of it, by name. */
export interface MissingView {
  /** The places in the log that they had. */
  readonly from: number;
  readonly to: number;
  /** How many are named; the list has a limit. */
  readonly named: number;
  readonly list: readonly MissingOpView[];
  /** How many others, by command. */
  readonly others: readonly { readonly command: string; readonly count: number }[];
}

export interface MissingOpView {
  readonly seq: number;
  readonly command: string;
  readonly number: string | null;
  /** When it was written, by the clock of that PC. */
  readonly at: number;
  /** Null where the data centre does not know him. */
  readonly byName: string | null;
  /** The offices that it was for: they may have it. */
  readonly toOffices: readonly number[];
}

const INCIDENTS_LIMIT = 200;
const LIST_LIMIT = 500;
const COMMANDS_LIMIT = 200;

interface IncidentLine {
  readonly no: number;
  readonly kind: string;
  readonly at: number;
  readonly detail: unknown;
}

/** The incidents of an office: those of a database that was put back first, then the newest. */
export async function incidentsOf(pool: Pool, office: number): Promise<readonly IncidentView[]> {
  const { rows } = await pool.query<IncidentLine>(
    'SELECT no, kind, at, detail FROM office_incident WHERE office_no = $1 ORDER BY no DESC LIMIT $2',
    [office, INCIDENTS_LIMIT],
  );
  const read = rows.map((row) => ({ ...row, detail: readMissing(row) }));
  const people = read.flatMap(({ detail }) => detail?.named.slice(0, LIST_LIMIT).map(({ by }) => by) ?? []);
  const names = await namesOf(pool, office, [...new Set(people)]);
  return read.map(({ detail, ...row }) => ({ ...row, missing: detail && viewOf(detail, names) }));
}

function viewOf({ from, to, named, others }: MissingDetail, names: ReadonlyMap<string, string>): MissingView {
  const list = named.slice(0, LIST_LIMIT).map(({ seq, command, number, at, by, toOffices }) => ({
    ...{ seq, command, number, at, toOffices, byName: names.get(by) ?? null },
  }));
  const counts = Object.entries(others).map(([command, ids]) => ({ command, count: ids.length }));
  return { from, to, named: named.length, list, others: counts.slice(0, COMMANDS_LIMIT) };
}

async function namesOf(pool: Pool, office: number, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; name: string }>(
    'SELECT id, name_ar AS name FROM org_user WHERE office_no = $1 AND id = ANY($2::uuid[])',
    [office, ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
