import type Database from 'better-sqlite3';
import { bytesToUuid } from '#kernel/ids.ts';
import { prepared } from './prepared.ts';
import type { Once, TableModel } from './columns.ts';
import type { Effect, Op } from './op.ts';
import type { TableStatements } from './statements.ts';

type Row = Readonly<Record<string, unknown>>;

interface Place {
  readonly database: Database.Database;
  readonly office: number;
  readonly statementsOf: (table: string) => TableStatements;
}

/**
 * The records of the office beside which none of those can stand that the op would make, change in what must be once, or
 * bring back: `table id` of each. What the op itself makes does not count.
 */
export function standingInTheWay({ e }: Op, place: Place): readonly string[] {
  const found = new Set<string>();
  const asked = new Set<string>();
  const made = new Map<string, Row>();
  for (const effect of e) {
    const [kind, table, id] = effect;
    const statements = place.statementsOf(table);
    if (kind === 'x' || statements.model.once.length === 0) continue;
    const before = kind === 'i' ? {} : (made.get(`${table} ${id}`) ?? statements.find(id) ?? {});
    const row = { ...before, ...effect[3] };
    made.set(`${table} ${id}`, row);
    for (const once of statements.model.once.filter((each) => isConcerned(effect, each))) {
      const values = once.by.map((key) => row[key]);
      if (values.some((value) => value === null || value === undefined)) continue;
      // A command may make thousands that agree, such as the slips of one calculation.
      const question = once.unless ? '' : `${table} ${once.by.join()} ${JSON.stringify(values)}`;
      if (question !== '' && asked.has(question)) continue;
      asked.add(question);
      for (const other of likeIt(statements, { by: once.by, values }, place)) {
        const maySo = once.unless?.(row, statements.find(other) ?? {}) ?? false;
        if (!maySo) found.add(`${table} ${other}`);
      }
    }
  }
  for (const record of made.keys()) found.delete(record);
  return [...found];
}

/** Does it write what the office may have once? What it leaves as it was is no news. */
export function claims(effect: Effect, { once }: Pick<TableModel, 'once'>): boolean {
  return once.some((each) => isConcerned(effect, each));
}

function isConcerned(effect: Effect, { by }: Once): boolean {
  if (effect[0] !== 'u') return effect[0] === 'i';
  return ['deletedAt', ...by].some((key) => key in effect[3]);
}

interface Asked {
  readonly by: readonly string[];
  readonly values: readonly unknown[];
}

function likeIt(statements: TableStatements, { by, values }: Asked, place: Place): readonly string[] {
  const columns = by.map((key) => statements.column(key));
  const sql = `SELECT id FROM "${statements.model.name}" WHERE owner_office = ? AND deleted_at IS NULL
    AND ${columns.map(({ name }) => `"${name}" = ?`).join(' AND ')}`;
  const bound = columns.map((each, position) => statements.encode(each, values[position]));
  const ids = prepared(place.database, sql)
    .pluck()
    .all(place.office, ...bound) as Buffer[];
  return ids.map((id) => bytesToUuid(id));
}
