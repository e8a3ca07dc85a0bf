import type Database from 'better-sqlite3';
import type { Answer, Call, PushAnswer } from '#kernel/sync/messages.ts';
import { FIRST_FRAME_BYTES, nextFrameBytes } from '#kernel/sync/pace.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import { noteReceipt } from './acknowledged.ts';
import type { BuiltFrame, FrameBuilder } from './frames.ts';
import type { OwnLog } from './own-log.ts';

interface SendingOptions {
  readonly raw: Database.Database;
  readonly log: OwnLog;
  readonly frames: FrameBuilder;
  readonly now: () => number;
}

type Acked = Extract<PushAnswer, { readonly kind: 'acked' }>;

/** A frame under way: where it begins and ends in the log, and since when. */
interface Sent {
  readonly after: number;
  readonly to: number;
  readonly call: Call;
  readonly at: number;
}

/** The frames of one session, one behind the other, until the data centre has the whole log. */
export class Sending {
  readonly #options: SendingOptions;
  #frameBytes = FIRST_FRAME_BYTES;
  #sent: Sent | null = null;
  /** The frame behind it, sent before its receipt was on the disk. */
  #foreseen: Sent | null = null;

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  /** How large a frame is before compression, by what the line has carried. */
  get frameBytes(): number {
    return this.#frameBytes;
  }

  /** The last op that the data centre is known to have. */
  get acked(): number {
    return selfNumber(this.#options.raw, 'acked', 0);
  }

  /** The frame behind what is acknowledged; null when there is none. */
  next(): Call | null {
    const after = this.acked;
    const foreseen = this.#foreseen;
    this.#foreseen = null;
    this.#sent = foreseen?.after === after ? foreseen : this.#sentNow(after);
    return this.#sent?.call ?? null;
  }

  /** Builds the frame behind the one that is under way. */
  prepare(): void {
    if (this.#sent && this.#sent.to > this.acked) this.#built(this.#sent.to);
  }

  /** The call that `next` will give once this answer is taken, where that is plain: with the frame behind the frame. */
  foresee(answer: Answer): Call | null {
    const isPlain = answer.kind === 'acked' && answer.acked === this.#sent?.to;
    this.#foreseen = isPlain ? this.#sentNow(answer.acked) : null;
    return this.#foreseen?.call ?? null;
  }

  /** Takes the receipt; it and what follows from it are on the disk when this returns. */
  receive(answer: Acked): void {
    const { raw, log, now } = this.#options;
    const sent = this.#sent;
    if (sent) this.#frameBytes = nextFrameBytes(this.#frameBytes, now() - sent.at);
    raw.transaction(() => this.#acknowledge(noteReceipt(raw, log, { answer, sentTo: sent?.to ?? 0 })))();
  }

  /**
   * The data centre has less than it had: it was restored, and begins where it says. An answer that was carried may be
   * to a longer log than this one, and proves nothing more of this.
   */
  rewind({ acked, incarnation }: Extract<PushAnswer, { readonly kind: 'gap' }>): void {
    const { raw } = this.#options;
    raw.transaction(() => {
      setSelfNumber(raw, 'centre', incarnation);
      this.#acknowledge(Math.min(this.acked, acked));
    })();
  }

  /** An answer did not come: the next frame is smaller. */
  missed(): void {
    this.#frameBytes = nextFrameBytes(this.#frameBytes, null);
  }

  #acknowledge(acked: number): void {
    const { raw, log, frames } = this.#options;
    setSelfNumber(raw, 'acked', Math.min(acked, log.end().seq));
    frames.forget(acked);
  }

  #sentNow(after: number): Sent | null {
    const frame = this.#built(after);
    return frame && { after, to: frame.to, call: { kind: 'push', frame: frame.bytes }, at: this.#options.now() };
  }

  #built(after: number): BuiltFrame | null {
    return this.#options.frames.next(after, this.#frameBytes);
  }
}
