import type { Answer, Call, ChannelCursor, FeedAnswer, FeedRequest } from '#kernel/sync/messages.ts';
import { FIRST_PAGE_BYTES, nextPageBytes } from '#kernel/sync/pace.ts';
import type { Puller } from './pull.ts';

interface FeedOptions {
  readonly office: number;
  readonly puller: Puller;
  readonly sign: (request: FeedRequest) => Call;
}

/** A page that was asked for before the one in front of it was applied. */
interface Foreseen {
  readonly cursor: ChannelCursor;
  readonly call: Call;
}

/** The channels of one session: one after the other, page by page, until each has come to its end. */
export class Feed {
  readonly #options: FeedOptions;
  #pageBytes = FIRST_PAGE_BYTES;
  #foreseen: Foreseen | null = null;
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
  foresee(answer: Answer, tookMs: number): Call | null {
    if (answer.kind !== 'page' || answer.isEnd) return null;
    const { channel, generation, from, to } = answer;
    const here = this.#options.puller.cursor(channel);
    const isExpected = here.generation === generation && here.at === from && this.#channels[0] === channel;
    if (!isExpected) return null;
    this.#pageBytes = nextPageBytes(this.#pageBytes, tookMs);
    const cursor = { channel, generation, at: to };
    const call = this.#ask(cursor);
    this.#foreseen = { cursor, call };
    return call;
  }

  take(answer: FeedAnswer): void {
    const { puller } = this.#options;
    if (answer.kind === 'reload') {
      puller.restart(answer.channel, answer.generation);
      return;
    }
    if (puller.take(answer) && answer.isEnd) {
      this.#channels = this.#channels.filter((channel) => channel !== answer.channel);
    }
  }

  #ask(cursor: ChannelCursor): Call {
    const foreseen = this.#foreseen;
    this.#foreseen = null;
    const isForeseen =
      foreseen?.cursor.channel === cursor.channel &&
      foreseen.cursor.generation === cursor.generation &&
      foreseen.cursor.at === cursor.at;
    if (isForeseen) return foreseen.call;
    const { office, sign } = this.#options;
    return sign({ kind: 'feed', office, cursor, maxBytes: this.#pageBytes });
  }

  #isBehind({ channel, generation, at }: ChannelCursor): boolean {
    const cursor = this.#options.puller.cursor(channel);
    return cursor.generation !== generation || cursor.at !== at;
  }
}
