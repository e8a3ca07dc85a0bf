/** What a server did in about the last minute. */
export interface MinuteFigures {
  /** Answered, refusals among them. */
  readonly requests: number;
  /** Requests and passes over offices that ended in a fault. */
  readonly failures: number;
  readonly refusals: number;
  /** Told to come back, because too much came at once. */
  readonly turnedAway: number;
  /** Nineteen of twenty answers took no longer; null where nothing was asked. */
  readonly slowMilliseconds: number | null;
}

/** Each bound is a quarter above the one before: from one millisecond to some three minutes. */
const BOUNDS = Array.from({ length: 56 }, (_, place) => 1.25 ** place);
const SLOW_SHARE = 0.95;
/** Beats come every fifteen seconds. */
const SLICES = 4;

interface Slice {
  requests: number;
  failures: number;
  refusals: number;
  turnedAway: number;
  readonly times: number[];
}

/** Counts by slices, each ended by a beat; the last four of them are the minute. */
export class LastMinute {
  #open = emptySlice();
  #closed: readonly Slice[] = [];
  /** Answered since the start. */
  answers = 0;

  answered(milliseconds: number): void {
    this.answers += 1;
    this.#open.requests += 1;
    const place = BOUNDS.findIndex((bound) => milliseconds <= bound);
    const at = place === -1 ? BOUNDS.length - 1 : place;
    this.#open.times[at] = (this.#open.times[at] ?? 0) + 1;
  }

  failed(): void {
    this.#open.failures += 1;
  }

  refused(): void {
    this.#open.refusals += 1;
  }

  turnedAway(): void {
    this.#open.turnedAway += 1;
  }

  /** Ends a slice; answers the last four together. */
  turn(): MinuteFigures {
    this.#closed = [this.#open, ...this.#closed].slice(0, SLICES);
    this.#open = emptySlice();
    const sum = (count: (slice: Slice) => number): number => this.#closed.reduce((all, each) => all + count(each), 0);
    const times = BOUNDS.map((_, place) => sum((slice) => slice.times[place] ?? 0));
    return {
      ...{ requests: sum(({ requests }) => requests), failures: sum(({ failures }) => failures) },
      ...{ refusals: sum(({ refusals }) => refusals), turnedAway: sum(({ turnedAway }) => turnedAway) },
      slowMilliseconds: slowOf(times),
    };
  }
}

function emptySlice(): Slice {
  return { requests: 0, failures: 0, refusals: 0, turnedAway: 0, times: [] };
}

/** The bound below which so many of the times lie, whole milliseconds. */
function slowOf(times: readonly number[]): number | null {
  const all = times.reduce((sum, each) => sum + each, 0);
  if (all === 0) return null;
  let below = 0;
  const place = times.findIndex((each) => (below += each) >= SLOW_SHARE * all);
  return Math.ceil(BOUNDS[place] ?? 0);
}
