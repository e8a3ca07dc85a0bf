import type Database from 'better-sqlite3';
import { bytesToUuid } from '#kernel/ids.ts';
import { hlcMilliseconds, receive } from '#kernel/hlc.ts';
import { judgePage, type Cursor, type Page } from '#kernel/sync/channel.ts';
import { SHARED_CHANNEL } from '#kernel/sync/log.ts';
import type { Entry, RowImage } from '#kernel/sync/messages.ts';
import { prepared } from '#db/prepared.ts';
import type { WriteDoor } from '#db/door.ts';
import { PlaceTaken, type Replica } from '#db/replica.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import { toInbox } from './to-inbox.ts';
import { ArrivalNotes, type Source } from './arrival-notes.ts';
import { heldToInbox, releasedFromInbox } from './held-inbox.ts';

interface PullOptions {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
  readonly office: number;
  readonly now: () => number;
  /** The schema of this program. */
  readonly schema: number;
}

/** Why an entry waits. The first two end with a newer program, the others with what is still to come. */
const reasonsOfVersion = ['unknown-table', 'newer-columns'] as const;
const passingReasons = ['wrong-table', 'record-missing', 'place-taken'] as const;
type ParkedReason = (typeof reasonsOfVersion)[number] | (typeof passingReasons)[number];

interface Parked extends Source {
  readonly no: number;
  readonly entry: string;
  readonly why: ParkedReason;
}

/** Those that are tried at a time: so many of what came behind number `after`. */
interface Turn {
  readonly after: number;
  readonly limit: number;
}

/** Records that are put in with one statement: more save nothing. */
const PUT_TOGETHER = 16;

/** For so long after it. */
const OVERWRITTEN_TOLD = 90 * 24 * 3_600_000;

const RETRIES_A_PAGE = 1_000;
/** At the end of a session; the next one goes on behind them. */
const RETRIES_A_SESSION = 20_000;

const FORGET_OLDER_IMAGES = `DELETE FROM sync_parked WHERE no IN (
  SELECT no FROM (
    SELECT no, row_number() OVER (
      PARTITION BY channel, entry ->> '$.image.table', entry ->> '$.image.id', entry ->> '$.image.ownerOffice'
      ORDER BY entry ->> '$.image.seq' DESC, entry ->> '$.image.revision' DESC, no DESC
    ) AS place
    FROM sync_parked WHERE why IN ('unknown-table', 'newer-columns') AND entry ->> '$.kind' = 'row'
  ) WHERE place > 1
)`;

/** What the channels bring, applied a page at a time: the page and its cursor are one transaction. */
export class Puller {
  readonly #options: PullOptions;
  readonly #arrivals: ArrivalNotes;
  /** The last entry that was tried again: those that stay keep nobody behind them from his turn. */
  #tried = 0;
  /** Is there an image since the last settling that a newer program would read better? */
  #hasParkedImage = false;

  constructor(options: PullOptions) {
    this.#options = options;
    this.#arrivals = new ArrivalNotes(options.raw, options.now);
  }

  /** A session begins, or a file is taken: what it brings is counted by itself. */
  begin(): void {
    this.#arrivals.begin();
  }

  cursor(channel: number): Cursor {
    const row = prepared(this.#options.raw, 'SELECT generation, at FROM sync_channel WHERE channel = ?').get(channel);
    return (row as Cursor | undefined) ?? { generation: 0, at: 0 };
  }

  /** Has the channel, begun anew, not come to its end yet? What came before it was rewritten goes only then. */
  isLoading(channel: number): boolean {
    const row = prepared(this.#options.raw, 'SELECT is_loading FROM sync_channel WHERE channel = ?')
      .pluck()
      .get(channel);
    return row !== 0;
  }

  /**
   * Begins a channel anew, because its history was rewritten. What came through it stays until the end of it is
   * reached again, and goes then if it did not come again.
   */
  restart(channel: number, generation: number): void {
    this.#options.door.replicate((replica) => {
      this.#arrivals.spread(channel);
      this.#move(channel, { generation, at: 0 }, 'loading');
      prepared(this.#options.raw, 'DELETE FROM sync_parked WHERE channel = ?').run(channel);
      if (channel === SHARED_CHANNEL) replica.shared.forgetConfirmed();
    });
  }

  /**
   * Tries again what a newer program may read: to be called when the office is opened. It is done once for each schema;
   * what this one does not know waits on.
   */
  noticeUpgrade(): void {
    const { raw, door, schema } = this.#options;
    if (selfNumber(raw, 'parked_schema', 0) >= schema || this.#waiting(reasonsOfVersion) === 0) return;
    for (let after: number | null = 0; after !== null;) {
      const from: Turn = { after, limit: RETRIES_A_PAGE };
      after = door.replicate((replica) => this.#retryParked(replica, reasonsOfVersion, from).last);
    }
    door.replicate(() => {
      setSelfNumber(raw, 'parked_schema', schema);
    });
  }

  /** Tries again what waited for a record: a log that was fetched may have brought it, and no page comes any more. */
  settle(): void {
    this.#forgetOlderImages();
    let left = Math.min(this.#waiting(passingReasons), RETRIES_A_SESSION);
    while (left > 0) {
      const limit = Math.min(left, RETRIES_A_PAGE);
      const tried = this.#options.door.replicate((replica) => {
        const count = this.#retryNext(replica, limit);
        this.#arrivals.tell();
        return count;
      });
      if (tried === 0) return;
      left -= tried;
    }
  }

  /** Applies a page, if it is the one that the cursor waits for; answers whether it was. */
  take(page: Page<Entry>): boolean {
    const { channel, generation } = page;
    const judgement = judgePage(this.cursor(channel), page);
    if (judgement === 'reload') this.restart(channel, generation);
    if (judgement !== 'take') return false;
    this.#options.door.replicate((replica) => {
      this.#retryNext(replica, RETRIES_A_PAGE);
      this.#takeEntries(replica, page.entries, { channel, generation });
      const isLoading = this.isLoading(channel) && !page.isEnd;
      this.#move(channel, { generation, at: page.to }, isLoading ? 'loading' : 'live');
      if (page.isEnd) this.#withdraw(replica, channel, generation);
      this.#arrivals.tell();
    });
    return true;
  }

  #takeEntries(replica: Replica, entries: readonly Entry[], from: Source): void {
    for (let at = 0; at < entries.length; at += PUT_TOGETHER) {
      const some = entries.slice(at, at + PUT_TOGETHER);
      if (this.#putTogether(replica, some, from)) continue;
      for (const entry of some) this.#takeEntry(replica, entry, from);
    }
  }

  /** Puts records in with one statement where all are new and known whole: nearly all that comes. Else it does nothing. */
  #putTogether(replica: Replica, entries: readonly Entry[], from: Source): boolean {
    const images: RowImage[] = [];
    for (const entry of entries) {
      if (entry.kind !== 'row') return false;
      images.push(entry.image);
    }
    const [first] = images;
    if (!first || images.length < 2 || !replica.arePlain(images)) return false;
    try {
      this.#arrivals.noteNew(first.table, replica.putNew(first.table, images), from);
      return true;
    } catch (error) {
      // One is here already, or has no place: each is looked at by itself.
      if (isConstraintError(error)) return false;
      throw error;
    }
  }

  #takeEntry(replica: Replica, entry: Entry, from: Source): void {
    const why = this.#tryEntry(replica, entry, from);
    if (why === null) return;
    if (entry.kind === 'row') this.#hasParkedImage = true;
    prepared(this.#options.raw, 'INSERT INTO sync_parked (channel, generation, entry, why) VALUES (?, ?, ?, ?)').run(
      from.channel,
      from.generation,
      JSON.stringify(entry),
      why,
    );
  }

  /** Applies an entry, or says why it must wait. What is of a newer program waits, and is applied as far as it is known. */
  #tryEntry(replica: Replica, entry: Entry, from: Source): ParkedReason | null {
    const { raw, now } = this.#options;
    switch (entry.kind) {
      case 'row':
        return this.#put(replica, entry.image, from);
      case 'fields': {
        if (!replica.knows(entry.table)) return 'unknown-table';
        if (!replica.isShared(entry.table)) return 'wrong-table';
        const isForeign = entry.image !== null && entry.image.ownerOffice !== this.#options.office;
        const why = isForeign && entry.image ? this.#put(replica, entry.image, from) : null;
        if (why !== null && why !== 'newer-columns') return why;
        if (!replica.has(entry.table, entry.id)) return 'record-missing';
        const fields = replica.known(entry.table, entry.fields);
        for (const { office, seq } of replica.shared.confirm({ ...entry, fields })) {
          if (office === this.#options.office) this.#tellOverwritten(seq, entry.hlc);
        }
        this.#hear(entry.hlc);
        if (!isForeign && entry.office !== this.#options.office) this.#arrivals.count();
        // An empty value, too, may be later than another.
        return why ?? (Object.keys(fields).length < Object.keys(entry.fields).length ? 'newer-columns' : null);
      }
      case 'held':
        heldToInbox(raw, { op: { id: entry.op }, reason: entry.reason, now: now() });
        return null;
      case 'released':
        releasedFromInbox(raw, entry.op);
        return null;
      case 'duplicate-number':
        toInbox(raw, { op: { id: entry.op }, kind: 'dup-number', mine: null, now: now() });
        return null;
    }
  }

  #put(replica: Replica, image: RowImage, from: Source): ParkedReason | null {
    if (!replica.knows(image.table)) return 'unknown-table';
    if (!replica.mayArrive(image.table, image.ownerOffice)) return 'wrong-table';
    const values = replica.known(image.table, image.values);
    // A newer program may do without a column that this one cannot do without.
    if (!replica.isWhole(image.table, values)) return 'newer-columns';
    let standing: ReturnType<Replica['putImage']>;
    try {
      standing = replica.putImage(
        values === image.values ? image : { ...image, values },
        () => this.#arrivals.generationOf(image) < from.generation,
      );
    } catch (error) {
      // Nothing is changed then.
      if (isForeignKeyError(error)) return 'record-missing';
      // Something of this office stands in its place: it waits, and all that comes behind it goes on.
      if (error instanceof PlaceTaken || isConstraintError(error)) return 'place-taken';
      throw error;
    }
    if (standing === 'known') this.#arrivals.noteAgain(image, from);
    else this.#arrivals.note(image, from);
    if (values === image.values) return null;
    // What is empty there will be empty here when the column comes.
    const isMore = Object.entries(image.values).some(([key, value]) => value !== null && !(key in values));
    return isMore ? 'newer-columns' : null;
  }

  /** Of the images of a record that wait for a newer program the last one is enough: each is the whole record. */
  #forgetOlderImages(): void {
    if (!this.#hasParkedImage) return;
    this.#options.door.replicate(() => void prepared(this.#options.raw, FORGET_OLDER_IMAGES).run());
    this.#hasParkedImage = false;
  }

  #waiting(reasons: readonly ParkedReason[]): number {
    const count = 'SELECT count(*) FROM sync_parked WHERE why IN (SELECT value FROM json_each(?))';
    return Number(prepared(this.#options.raw, count).pluck().get(JSON.stringify(reasons)));
  }

  /** Tries again those whose turn it is, from the beginning after the last one; answers how many it were. */
  #retryNext(replica: Replica, limit: number): number {
    const { tried, last } = this.#retryParked(replica, passingReasons, { after: this.#tried, limit });
    const isFromBeginning = this.#tried === 0;
    this.#tried = last ?? 0;
    return tried > 0 || isFromBeginning ? tried : this.#retryNext(replica, limit);
  }

  #retryParked(
    replica: Replica,
    reasons: readonly ParkedReason[],
    { after, limit }: Turn,
  ): { readonly tried: number; /** Null when none is behind it. */ readonly last: number | null } {
    const { raw } = this.#options;
    const parked = prepared(
      raw,
      `SELECT no, channel, generation, entry, why FROM sync_parked
      WHERE no > ? AND why IN (SELECT value FROM json_each(?)) ORDER BY no LIMIT ?`,
    ).all(after, JSON.stringify(reasons), limit) as Parked[];
    for (const { no, channel, generation, entry, why: before } of parked) {
      // Written by this program from an entry that was taken apart before.
      const why = this.#tryEntry(replica, JSON.parse(entry) as Entry, { channel, generation });
      if (why === null) prepared(raw, 'DELETE FROM sync_parked WHERE no = ?').run(no);
      else if (why !== before) prepared(raw, 'UPDATE sync_parked SET why = ? WHERE no = ?').run(why, no);
    }
    return { tried: parked.length, last: (parked.length === limit && parked.at(-1)?.no) || null };
  }

  /** Takes away what came through the channel before it was rewritten and did not come again. */
  #withdraw(replica: Replica, channel: number, generation: number): void {
    const { raw } = this.#options;
    const stale = prepared(
      raw,
      'SELECT table_name, record_id FROM sync_channel_row WHERE channel = ? AND generation <> ?',
    ).all(channel, generation) as { table_name: string; record_id: Buffer }[];
    for (const { table_name: table, record_id: id } of stale) {
      try {
        replica.erase(table, bytesToUuid(id));
      } catch (error) {
        if (!isForeignKeyError(error)) throw error;
        // An own record leans on it. It stays, and is tried again at each end of the channel.
        continue;
      }
      prepared(raw, 'DELETE FROM sync_channel_row WHERE table_name = ? AND record_id = ?').run(table, id);
    }
    if (channel === SHARED_CHANNEL) replica.shared.settle();
  }

  /** Another office has written over what an own op wrote: nothing goes silently. On a new PC the old ones are not told again. */
  #tellOverwritten(seq: number, at: number): void {
    const { raw, now } = this.#options;
    if (hlcMilliseconds(at) < this.#serverMs() - OVERWRITTEN_TOLD) return;
    const id: unknown = prepared(raw, 'SELECT id FROM op_log WHERE seq = ?').pluck().get(seq);
    if (Buffer.isBuffer(id)) toInbox(raw, { op: { id: bytesToUuid(id) }, kind: 'overwritten', mine: null, now: now() });
  }

  #hear(heard: number): void {
    const { raw } = this.#options;
    const previous = selfNumber(raw, 'heard', 0);
    setSelfNumber(raw, 'heard', receive({ previous, heard, serverMs: this.#serverMs() }));
  }

  /** The moment, as the data centre's clock has it. */
  #serverMs(): number {
    const { raw, now } = this.#options;
    return now() + selfNumber(raw, 'offset', 0);
  }

  #move(channel: number, { generation, at }: Cursor, state: 'loading' | 'live'): void {
    prepared(
      this.#options.raw,
      'INSERT OR REPLACE INTO sync_channel (channel, generation, at, is_loading) VALUES (?, ?, ?, ?)',
    ).run(channel, generation, at, state === 'loading' ? 1 : 0);
  }
}

/** Does a record lean on one that is not here? */
export function isForeignKeyError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** Do the records that are here, or the rules of the database, leave no place for it? */
export function isConstraintError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}
