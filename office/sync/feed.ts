import type { Answer, Call, ChannelCursor, FeedAnswer, FeedRequest } from '#kernel/sync/messages.ts';
import { FIRST_PAGE_BYTES, nextPageBytes } from '#kernel/sync/pace.ts';
import type { Puller } from './pull.ts';

/** A page that takes 150 ms to apply counts as one that took three seconds to come. */
const APPLYING = 20;

interface FeedOptions {
  readonly office: number;
  readonly puller: Puller;
  readonly sign: (request: FeedRequest) => Call;
  readonly now: () => number;
}

/** A page that was asked for before the one in front of it was applied. */
interface Foreseen {
  readonly cursor: ChannelCursor;
  readonly call: Call;
  readonly askedAt: number;
}

/** The channels of one session: one after the other, page by page, until each has come to its end. */
export class Feed {
  readonly #options: FeedOptions;
  #pageBytes = FIRST_PAGE_BYTES;
  #foreseen: Foreseen | null = null;
  /** When the page was asked for that is awaited, and how long the last one took to be applied. */
  #askedAt = 0;
  #applyingMs = 0;
  #channels: number[] = [];

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** From now on the channels of these that this office has not followed to where the data centre says that they are. */
  follow(standings: readonly ChannelCursor[]): void {
    this.#channels = standings.filter((channel) => this.#isBehind(channel)).map(({ channel }) => channel);
  }

  /** What is asked next; null when everything has come. */
  next(): Call | null {
    const [channel] = this.#channels;
    return channel === undefined ? null : this.#ask({ channel, ...this.#options.puller.cursor(channel) });
  }

  /** The call that `next` will give once this answer is taken, where that is plain: for the page behind a page. */
  foresee(answer: Answer): Call | null {
    if (answer.kind !== 'page' || answer.isEnd) return null;
    const { channel, generation, from, to } = answer;
    const here = this.#options.puller.cursor(channel);
    const isExpected = here.generation === generation && here.at === from && this.#channels[0] === channel;
    if (!isExpected) return null;
    // Of a slow line and a slow PC the slower one counts: others wait for the one, a cut costs the other.
    const askedAt = this.#options.now();
    this.#pageBytes = nextPageBytes(this.#pageBytes, Math.max(askedAt - this.#askedAt, this.#applyingMs * APPLYING));
    const cursor = { channel, generation, at: to };
    const call = this.#signed(cursor);
    this.#foreseen = { cursor, call, askedAt };
    return call;
  }

  take(answer: FeedAnswer): void {
    const { puller, now } = this.#options;
    if (answer.kind === 'reload') {
      puller.restart(answer.channel, answer.generation);
      return;
    }
    const begunAt = now();
    if (puller.take(answer) && answer.isEnd) {
      this.#channels = this.#channels.filter((channel) => channel !== answer.channel);
    }
    this.#applyingMs = now() - begunAt;
  }

  #ask(cursor: ChannelCursor): Call {
    const foreseen = this.#foreseen;
    this.#foreseen = null;
    const isForeseen =
      foreseen?.cursor.channel === cursor.channel &&
      foreseen.cursor.generation === cursor.generation &&
      foreseen.cursor.at === cursor.at;
    this.#askedAt = isForeseen ? foreseen.askedAt : this.#options.now();
    return isForeseen ? foreseen.call : this.#signed(cursor);
  }

  #signed(cursor: ChannelCursor): Call {
    const { office, sign } = this.#options;
    return sign({ kind: 'feed', office, cursor, maxBytes: this.#pageBytes, form: 'shaped' });
  }

  #isBehind({ channel, generation, at }: ChannelCursor): boolean {
    const { puller } = this.#options;
    const cursor = puller.cursor(channel);
    // One that was begun anew and is empty now is at its beginning, and its end was not heard yet.
    return cursor.generation !== generation || cursor.at !== at || puller.isLoading(channel);
  }
}
