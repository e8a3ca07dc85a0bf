import type Database from 'better-sqlite3';
import type { RowImage } from '#kernel/sync/messages.ts';
import { assert } from '#kernel/assert.ts';
import { uuidToBuffer } from '#db/columns.ts';
import { prepared } from '#db/prepared.ts';
import { setSelfNumber } from '#db/self.ts';

/** Where a record came from: the channel, and which of its histories. */
export interface Source {
  readonly channel: number;
  readonly generation: number;
}

const NOTE = `INSERT INTO sync_channel_row (table_name, record_id, channel, generation, arrived_at)
  VALUES (?, ?, ?, ?, ?) ON CONFLICT (table_name, record_id) DO UPDATE
  SET channel = excluded.channel, generation = excluded.generation`;
const NOTE_AS_NOW = `${NOTE}, arrived_at = excluded.arrived_at`;

const TOGETHER = 'FROM sync_channel_rows WHERE table_name = ? AND instr(ids, ?) > 0';

const NOTE_TOGETHER = `INSERT INTO sync_channel_rows (table_name, channel, generation, arrived_at, ids)
  VALUES (?, ?, ?, ?, ?)`;

/** A line that stands already came later. */
const SPREAD = `INSERT INTO sync_channel_row (table_name, record_id, channel, generation, arrived_at)
  WITH RECURSIVE place (no, at) AS (
    SELECT no, 1 FROM sync_channel_rows WHERE channel = ?
    UNION ALL
    SELECT no, at + 16 FROM place JOIN sync_channel_rows USING (no) WHERE at + 16 < length(ids)
  )
  SELECT table_name, substr(ids, at, 16), channel, generation, arrived_at FROM place JOIN sync_channel_rows USING (no)
  WHERE true ON CONFLICT DO NOTHING`;

/**
 * Which record came through which channel, and when. Nearly all that comes is new and comes once, so that records which
 * were put in together have one line; those that come again have a line each.
 */
export class ArrivalNotes {
  readonly #raw: Database.Database;
  readonly #now: () => number;
  /** How many changes of others this session has brought, and how many of them are told. */
  #came = 0;
  #told = 0;

  constructor(raw: Database.Database, now: () => number) {
    this.#raw = raw;
    this.#now = now;
  }

  /** A session begins: what comes from now on is counted by itself. */
  begin(): void {
    this.#came = 0;
    this.#told = 0;
  }

  /** Counts a change of another office that is none of a whole record. */
  count(): void {
    this.#came += 1;
  }

  /** Writes down how many came in this session: to be called in the transaction that brought them. */
  tell(): void {
    if (this.#came === this.#told) return;
    this.#told = this.#came;
    setSelfNumber(this.#raw, 'came', this.#came);
    setSelfNumber(this.#raw, 'came_at', this.#now());
  }

  /** Notes that a record has arrived as it is now. */
  note({ table, id }: RowImage, { channel, generation }: Source): void {
    prepared(this.#raw, NOTE_AS_NOW).run([table, uuidToBuffer(id), channel, generation, this.#now()]);
    this.#came += 1;
  }

  /** Notes that records which were not here have arrived; their ids as they are kept. */
  noteNew(table: string, ids: readonly unknown[], { channel, generation }: Source): void {
    const kept = ids.filter((id) => Buffer.isBuffer(id));
    assert(kept.length === ids.length, 'A record that travels has sixteen bytes for an id.');
    prepared(this.#raw, NOTE_TOGETHER).run([table, channel, generation, this.#now(), Buffer.concat(kept)]);
    this.#came += ids.length;
  }

  /** Notes that what is here came again: when it arrived stays. */
  noteAgain({ table, id }: RowImage, { channel, generation }: Source): void {
    const place = [table, uuidToBuffer(id)];
    const before: unknown = prepared(this.#raw, `SELECT max(arrived_at) ${TOGETHER}`).pluck().get(place);
    const arrivedAt = typeof before === 'number' ? before : this.#now();
    prepared(this.#raw, NOTE).run([...place, channel, generation, arrivedAt]);
  }

  /** To be called before a channel begins anew: from then on each of its records is looked for by itself. */
  spread(channel: number): void {
    prepared(this.#raw, SPREAD).run(channel);
    prepared(this.#raw, 'DELETE FROM sync_channel_rows WHERE channel = ?').run(channel);
  }

  /** The generation of the channel through which a record came last; none is older than any. */
  generationOf({ table, id }: RowImage): number {
    const alone = 'SELECT generation FROM sync_channel_row WHERE table_name = ? AND record_id = ?';
    const place = [table, uuidToBuffer(id)];
    const generation =
      prepared(this.#raw, alone).pluck().get(place) ??
      prepared(this.#raw, `SELECT max(generation) ${TOGETHER}`).pluck().get(place);
    return typeof generation === 'number' ? generation : -1;
  }
}
