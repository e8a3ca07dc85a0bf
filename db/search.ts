import type Database from 'better-sqlite3';
import { sql, type SQL } from 'drizzle-orm';
import { withAndWithoutArticle } from '#kernel/text/article.ts';
import { searchKeys } from '#kernel/text/fold.ts';
import { prepared } from './prepared.ts';
import { modelOf, uuidToBuffer, type TableModel } from './columns.ts';

/** How many words of a query are used; the rest would only slow the search. */
const QUERY_WORDS_LIMIT = 8;

/**
 * The full-text index of the office: one FTS5 index over folded text for all modules. A table takes part by naming
 * its columns in `search`. The index is derived: it is not in the op log and can be rebuilt at any time.
 */
export class SearchIndex {
  readonly #entry: Database.Statement;
  readonly #addEntry: Database.Statement;
  readonly #dropEntry: Database.Statement;
  readonly #add: Database.Statement;
  readonly #drop: Database.Statement;

  constructor(database: Database.Database) {
    this.#entry = prepared(database, 'SELECT no FROM search_entry WHERE record_id = ?').pluck();
    this.#addEntry = prepared(database, 'INSERT INTO search_entry (table_name, record_id) VALUES (?, ?)');
    this.#dropEntry = prepared(database, 'DELETE FROM search_entry WHERE no = ?');
    this.#add = prepared(database, 'INSERT INTO search_index (rowid, kind, body) VALUES (?, ?, ?)');
    this.#drop = prepared(database, 'DELETE FROM search_index WHERE rowid = ?');
  }

  put(model: TableModel, id: string, row: Readonly<Record<string, unknown>>): void {
    const recordId = uuidToBuffer(id);
    const known = this.#entry.get(recordId) as number | undefined;
    if (known !== undefined) this.#drop.run(known);
    const entry = known ?? this.#addEntry.run(model.name, recordId).lastInsertRowid;
    this.#add.run(entry, model.name, indexedText(model, row));
  }

  drop(id: string): void {
    const known = this.#entry.get(uuidToBuffer(id)) as number | undefined;
    if (known === undefined) return;
    this.#drop.run(known);
    this.#dropEntry.run(known);
  }
}

/** A condition for `where`: the record's folded text holds every word of the query, or begins of words. */
export function matches(table: object, query: string): SQL {
  const model = modelOf(table);
  const expression = ftsQuery(query);
  if (expression === null) return sql`1 = 1`;
  return sql`${sql.identifier(model.name)}."id" IN (SELECT e.record_id FROM search_entry e
    WHERE e.table_name = ${model.name} AND e.no IN (
      SELECT rowid FROM search_index WHERE search_index MATCH ${`{kind} : "${model.name}" AND {body} : (${expression})`}))`;
}

/** The query in FTS5's language: each word a quoted prefix, so that nothing the user types is an operator. */
export function ftsQuery(query: string): string | null {
  const words = query
    .split(/\s+/u)
    .map(spellingsOf)
    .filter((word) => word !== '')
    .slice(0, QUERY_WORDS_LIMIT);
  return words.length === 0 ? null : words.join(' AND ');
}

/**
 * A word of the query and, where a hamza stands in it, its spelling without: that one only as a whole word. What is left
 * of وائل without its hamza is وال, with which والتدريب begins.
 */
function spellingsOf(word: string): string {
  const { primary, hamza } = searchKeys(word);
  const quoted = (key: string, sign: '' | '*'): readonly string[] =>
    key
      .replaceAll(/["\p{Cc}]/gu, '')
      .split(' ')
      .filter((part) => part !== '')
      .map(
        (part) =>
          `(${withAndWithoutArticle(part)
            .map((form) => `"${form}"${sign}`)
            .join(' OR ')})`,
      );
  const spellings = [quoted(primary, '*'), hamza === primary ? [] : quoted(hamza, '')]
    .filter((parts) => parts.length > 0)
    .map((parts) => parts.join(' AND '));
  return spellings.length === 0 ? '' : `(${spellings.join(' OR ')})`;
}

function indexedText(model: TableModel, row: Readonly<Record<string, unknown>>): string {
  const words: string[] = [];
  for (const key of model.search) {
    const value = row[key];
    if (typeof value !== 'string' || value === '') continue;
    const { primary, hamza } = searchKeys(value);
    for (const key of new Set([primary, hamza])) {
      for (const word of key.split(' ')) words.push(...withAndWithoutArticle(word));
    }
  }
  return words.join(' ');
}
