import type Database from 'better-sqlite3';
import { NO_HEAD, type Head, type LogPoint } from '#kernel/sync/log.ts';
import { checkpoints } from '#kernel/sync/replica.ts';
import { prepared } from '#db/prepared.ts';
import { selfNumber } from '#db/self.ts';

/** Ops that are read with one question: 16 MB at most, as large as one may be. */
const READ_TOGETHER = 64;

/** What the sync reads of this office's own log. */
export class OwnLog {
  readonly #raw: Database.Database;

  constructor(raw: Database.Database) {
    this.#raw = raw;
  }

  get office(): number {
    return selfNumber(this.#raw, 'office', 0);
  }

  get epoch(): number {
    return selfNumber(this.#raw, 'epoch', 1);
  }

  end(): LogPoint {
    const last = prepared(this.#raw, 'SELECT seq, hash FROM op_log ORDER BY seq DESC LIMIT 1').get() as
      { seq: number; hash: Buffer } | undefined;
    return last ? { seq: last.seq, head: last.hash.toString('hex') } : { seq: 0, head: NO_HEAD };
  }

  /** The head after op `seq`; null when the log does not reach it. */
  headAt(seq: number): Head | null {
    if (seq === 0) return NO_HEAD;
    const hash = prepared(this.#raw, 'SELECT hash FROM op_log WHERE seq = ?').pluck().get(seq);
    return Buffer.isBuffer(hash) ? hash.toString('hex') : null;
  }

  /** The points by which the data centre finds the last common op. */
  points(): readonly LogPoint[] {
    return checkpoints(this.end().seq).map((seq) => ({ seq, head: this.headAt(seq) ?? NO_HEAD }));
  }

  /** The bytes of the ops after `seq`, in their order, as the log keeps them. */
  *bodiesAfter(seq: number): Generator<Buffer> {
    const following = prepared(this.#raw, 'SELECT body FROM op_log WHERE seq > ? ORDER BY seq LIMIT ?').pluck();
    for (let after = seq; ; after += READ_TOGETHER) {
      // The table keeps nothing else there.
      const bodies = following.all(after, READ_TOGETHER) as readonly Buffer[];
      yield* bodies;
      if (bodies.length < READ_TOGETHER) return;
    }
  }

  /** The wall clock of op `seq`, when it was made; null when there is no such op. */
  wallAt(seq: number): number | null {
    const wall = prepared(this.#raw, `SELECT json_extract(body, '$.w') FROM op_log WHERE seq = ?`).pluck().get(seq);
    return typeof wall === 'number' ? wall : null;
  }
}
