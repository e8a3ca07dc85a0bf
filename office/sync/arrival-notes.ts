import type Database from 'better-sqlite3';
import type { RowImage } from '#kernel/sync/messages.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { prepared } from '#db/prepared.ts';

/** Where a record came from: the channel, and which of its histories. */
export interface Source {
  readonly channel: number;
  readonly generation: number;
}

const LINE = '(?, ?, ?, ?, ?)';
const NOTE = 'INSERT INTO sync_channel_row (table_name, record_id, channel, generation, arrived_at) VALUES';
const OVER_THE_LAST = `ON CONFLICT (table_name, record_id) DO UPDATE
  SET channel = excluded.channel, generation = excluded.generation`;

/** Which record came through which channel, and when: a line beside each record of others. */
export class ArrivalNotes {
  readonly #raw: Database.Database;
  readonly #now: () => number;
  /** By the number of records. */
  readonly #notes: Database.Statement[] = [];

  constructor(raw: Database.Database, now: () => number) {
    this.#raw = raw;
    this.#now = now;
  }

  /** Notes that the records with these ids, as they are kept, have arrived as they are now. */
  note(table: string, ids: readonly unknown[], { channel, generation }: Source): void {
    const statement = (this.#notes[ids.length] ??= prepared(
      this.#raw,
      `${NOTE} ${LINE}${`, ${LINE}`.repeat(ids.length - 1)} ${OVER_THE_LAST}, arrived_at = excluded.arrived_at`,
    ));
    const at = this.#now();
    const bound: unknown[] = [];
    for (const id of ids) bound.push(table, id, channel, generation, at);
    statement.run(bound);
  }

  /** Notes that what is here came again: when it arrived stays. */
  noteAgain({ table, id }: RowImage, { channel, generation }: Source): void {
    const line = [table, uuidToBuffer(id), channel, generation, this.#now()];
    prepared(this.#raw, `${NOTE} ${LINE} ${OVER_THE_LAST}`).run(line);
  }

  /** The generation of the channel through which a record came last; none is older than any. */
  generationOf({ table, id }: RowImage): number {
    const sql = 'SELECT generation FROM sync_channel_row WHERE table_name = ? AND record_id = ?';
    const generation = prepared(this.#raw, sql).pluck().get(table, uuidToBuffer(id));
    return typeof generation === 'number' ? generation : -1;
  }
}
