import type Database from 'better-sqlite3';
import { assert } from '#kernel/assert.ts';
import { prepared } from './prepared.ts';
import type { DocumentNumber } from '#kernel/sync/numbers.ts';

/** The series of official numbers. A number is taken in the transaction of its command, so no hole can come of it. */
export class NumberSeries {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** The next number of the series. */
  take({ kind, year, series }: Omit<DocumentNumber, 'no'>): DocumentNumber {
    const no = prepared(
      this.#database,
      `INSERT INTO number_series (kind, year, series, last) VALUES (?, ?, ?, 1)
       ON CONFLICT (kind, year, series) DO UPDATE SET last = last + 1 RETURNING last`,
    )
      .pluck()
      .get(kind, year, series);
    assert(typeof no === 'number', 'A series answers its last number.');
    return { kind, year, series, no };
  }

  /** A number that this office gave in the part of its log that comes from the data centre: not to be given again. */
  pass({ kind, year, series, no }: DocumentNumber): void {
    prepared(
      this.#database,
      `INSERT INTO number_series (kind, year, series, last) VALUES (?, ?, ?, ?)
       ON CONFLICT (kind, year, series) DO UPDATE SET last = max(last, excluded.last)`,
    ).run(kind, year, series, no);
  }
}
