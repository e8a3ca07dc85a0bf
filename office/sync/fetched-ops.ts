import { assert } from '#kernel/assert.ts';
import type { LogPoint } from '#kernel/sync/log.ts';
import type { LoggedOp, OpsAnswer } from '#kernel/sync/messages.ts';
import { chainHead } from '#db/wire.ts';
import type { OtherHistory } from './adopt.ts';
import type { OwnLog } from './own-log.ts';

/** The data centre's ops of this office's log after the last common one, which may take several answers. */
export class FetchedOps {
  readonly #log: OwnLog;
  readonly #ops: LoggedOp[] = [];
  #common: LogPoint | null = null;
  #last = 0;
  /** Kept, for hashing all of them again would cost more with each answer. */
  #head = '';

  constructor(log: OwnLog) {
    this.#log = log;
  }

  /** Have some come, and are there more? */
  get hasBegun(): boolean {
    return this.#common !== null;
  }

  /** How far it has come, in ops; null before the first answer. */
  get progress(): { readonly done: number; readonly total: number } | null {
    return this.#common && { done: this.#common.seq + this.#ops.length, total: this.#last };
  }

  /** After which ops the next ones are asked for: the first that the data centre has too counts. */
  points(): readonly LogPoint[] {
    if (this.#common === null) return this.#log.points();
    return [{ seq: this.#common.seq + this.#ops.length, head: this.#head }, ...this.#log.points()];
  }

  /** Takes an answer; the whole history when it is the last one, which must lead to the data centre's head. */
  take({ common, ops, last, epoch }: OpsAnswer): OtherHistory | null {
    const isNext = this.#common !== null && common === this.#common.seq + this.#ops.length;
    if (!isNext) this.#begin(common);
    assert(this.#common !== null, 'It has just begun.');
    this.#last = last.seq;
    for (const op of ops) {
      this.#ops.push(op);
      this.#head = chainHead(this.#head, Buffer.from(op.body));
    }
    if (this.#common.seq + this.#ops.length < last.seq) return null;
    assert(this.#head === last.head, 'The data centre told ops that do not make its head.');
    return { common: this.#common.seq, theirs: this.#ops, epoch };
  }

  #begin(common: number): void {
    const head = this.#log.headAt(common);
    assert(head !== null, 'The common op is in this log.');
    this.#common = { seq: common, head };
    this.#head = head;
    this.#ops.length = 0;
  }
}
