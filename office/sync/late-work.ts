import { LATE_LIMITS, NAMED_LIMITS, type LateState } from '#kernel/sync/late.ts';
import type { Head } from '#kernel/sync/log.ts';
import type {
  Call,
  HelloRequest,
  LateAnswer,
  LateOffer,
  LateOpsAnswer,
  OfficeRequest,
  RefusedAnswer,
} from '#kernel/sync/messages.ts';
import { chainHead } from '#db/wire.ts';
import { NewerOp } from '#db/replica.ts';
import { prepared } from '#db/prepared.ts';
import { selfNumber } from '#db/self.ts';
import type { AdoptOptions } from './adopt.ts';
import type { FrameBuilder } from './frames.ts';
import { signedBy } from './greeting.ts';
import { joinLate } from './join-late.ts';
import type { OwnLog } from './own-log.ts';
import type { DeviceKey, FormerKeys } from './ports.ts';

interface LateOptions extends Omit<AdoptOptions, 'office' | 'now'> {
  readonly log: OwnLog;
  readonly frames: FrameBuilder;
  readonly key: DeviceKey;
  readonly former?: FormerKeys;
  readonly now: () => number;
}

/** What becomes of the work that this PC had not sent when another one took its place. */
export interface LateStanding {
  readonly state: LateState | 'nothing';
  readonly reason: string | null;
  readonly changes: number;
  readonly since: number | null;
}

/** The part of a session about late work: on a PC that was replaced its own, on the office's writer that of others. */
export class LateWork {
  readonly #options: LateOptions;
  #told: LateAnswer | null = null;
  #isTelling = false;
  #offer: LateOffer | null = null;
  #ops: string[] = [];
  #head = '';
  #isJoined = false;
  /** The ends of late work that this program cannot take in: it is not fetched again until another one runs. */
  readonly #unreadable = new Set<Head>();

  constructor(options: LateOptions) {
    this.#options = options;
  }

  /** How the work of this PC stands; null on one that was not replaced, or has not heard. */
  get standing(): LateStanding | null {
    if (this.#told === null) return null;
    const { state, reason, common, end } = this.#told;
    const since = this.#options.log.wallAt(common.seq + 1);
    return { state, reason, changes: end.seq - common.seq, since };
  }

  /** What the greeting says of late work: which this PC had announced under another key, and which it cannot read. */
  get greeting(): Pick<HelloRequest, 'former' | 'unread'> {
    const former = this.#options.former?.names() ?? [];
    const unread = [...this.#unreadable].slice(-NAMED_LIMITS.unread);
    return { ...(former.length > 0 && { former }), ...(unread.length > 0 && { unread }) };
  }

  /** The greeting was answered: this PC writes the log, and this is there for it. */
  offered(offer: LateOffer | undefined): void {
    this.#options.former?.heard();
    this.#begin(offer);
  }

  #begin(offer: LateOffer | undefined): void {
    this.#told = null;
    this.#isTelling = false;
    this.#offer = offer && !this.#unreadable.has(offer.end.head) ? offer : null;
    this.#ops = [];
    this.#head = offer?.common.head ?? '';
    this.#isJoined = false;
  }

  /** Something was refused; answers whether another PC has taken this one's place. */
  refused({ code, isReplaced }: RefusedAnswer): boolean {
    // What a PC is refused that has heard so, of its late work, makes it no stranger: nobody is to invite it again.
    const hasHeard = this.#told !== null || this.#isTelling;
    if (code === 'LATE_UNWANTED' || (hasHeard && code !== 'DEVICE_UNKNOWN')) return true;
    this.#begin(undefined);
    this.#isTelling = isReplaced === true;
    return this.#isTelling;
  }

  /** The next thing to ask; null when there is nothing. */
  next(frameBytes: number): Call | null {
    if (this.#isTelling) return this.#signed(this.#announcement());
    if (this.#told?.state === 'wanted') return this.#nextFrame(this.#told, frameBytes);
    if (this.#offer === null) return null;
    const { office } = this.#options.log;
    const { of, common, end } = this.#offer;
    return this.#signed(
      this.#isJoined
        ? { kind: 'late-joined', office, of, seq: end.seq }
        : { kind: 'late-ops', office, of, after: common.seq + this.#ops.length },
    );
  }

  /** Takes an answer; answers whether ops were appended that are to be sent first. */
  take(answer: LateAnswer | LateOpsAnswer): boolean {
    switch (answer.kind) {
      case 'late':
        this.#takeStanding(answer);
        return false;
      case 'late-ops':
        return this.#takeOps(answer);
      case 'late-over':
        this.#offer = null;
        return false;
    }
  }

  #signed(request: OfficeRequest): Call {
    return signedBy(this.#options.key, request);
  }

  #announcement(): OfficeRequest {
    const { log, raw } = this.#options;
    const { office, epoch } = log;
    const acked = selfNumber(raw, 'acked', 0);
    const points = [...log.points(), { seq: acked, head: log.headAt(acked) ?? '' }].filter(({ head }) => head !== '');
    // From the end back: the first that the data centre has too counts.
    points.sort((left, right) => right.seq - left.seq);
    return { kind: 'late', office, epoch, points, oldestAt: log.wallAt(acked + 1) };
  }

  #nextFrame({ stored, end }: LateAnswer, frameBytes: number): Call | null {
    const { log, frames } = this.#options;
    // A database that was put back meanwhile has another log than was decided on.
    if (log.headAt(stored.seq) !== stored.head || log.headAt(end.seq) !== end.head) return null;
    const most = Math.min(frameBytes, LATE_LIMITS.frameBytes / 2);
    const frame = frames.between({ after: stored.seq, last: end.seq }, most);
    return frame && { kind: 'push', frame: frame.bytes };
  }

  #takeStanding(answer: LateAnswer): void {
    this.#isTelling = false;
    this.#told = answer;
    const { receipt } = answer;
    if (receipt === null) return;
    // Beside those for the office's log, of which one may have the same number.
    prepared(
      this.#options.raw,
      'INSERT OR REPLACE INTO sync_late_receipt (key_id, seq, head, at, signature) VALUES (?, ?, ?, ?, ?)',
    ).run(receipt.of, receipt.seq, receipt.head, receipt.at, receipt.signature);
  }

  #takeOps({ of, after, ops }: Extract<LateOpsAnswer, { kind: 'late-ops' }>): boolean {
    const offer = this.#offer;
    if (offer?.of !== of || after !== offer.common.seq + this.#ops.length) return false;
    for (const body of ops) {
      this.#ops.push(body);
      this.#head = chainHead(this.#head, Buffer.from(body));
    }
    const at = offer.common.seq + this.#ops.length;
    if (ops.length > 0 && at < offer.end.seq) return false;
    const isWhole = at === offer.end.seq && this.#head === offer.end.head;
    return isWhole ? this.#join(offer) : this.#leave(offer);
  }

  #leave({ end }: LateOffer): false {
    this.#unreadable.add(end.head);
    this.#begin(undefined);
    return false;
  }

  #join(offer: LateOffer): boolean {
    const { log, now } = this.#options;
    try {
      const history = { common: offer.common, ops: this.#ops };
      const isMore = joinLate({ ...this.#options, office: log.office, now: now() }, history);
      this.#ops = [];
      this.#isJoined = true;
      return isMore;
    } catch (error) {
      if (!(error instanceof NewerOp)) throw error;
      // It waits at the data centre until this program is renewed, and the office goes on.
      return this.#leave(offer);
    }
  }
}
