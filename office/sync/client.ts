import type Database from 'better-sqlite3';
import { assert } from '#kernel/assert.ts';
import type {
  Answer,
  Call,
  Health,
  HelloAnswer,
  OfficeRequest,
  OpsAnswer,
  PushAnswer,
  SignedRequest,
} from '#kernel/sync/messages.ts';
import { FRAME_LIMITS } from '#kernel/sync/frame.ts';
import type { HelloVerdict } from '#kernel/sync/replica.ts';
import { NewerOp } from '#db/replica.ts';
import type { WriteDoor } from '#db/door.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import { noteGreeting } from './acknowledged.ts';
import { adopt } from './adopt.ts';
import { Bootstrap, type FetchProgress } from './bootstrap.ts';
import { siftCarried } from './carried.ts';
import { Feed } from './feed.ts';
import { FetchedOps } from './fetched-ops.ts';
import { FrameBuilder, type BuiltFrame } from './frames.ts';
import { greetingOf, signedBy } from './greeting.ts';
import { LateWork, type LateStanding } from './late-work.ts';
import { noticeRestore } from './notice-restore.ts';
import { OwnLog } from './own-log.ts';
import type { SyncPorts } from './ports.ts';
import { Puller } from './pull.ts';
import { Sending } from './sending.ts';
import { progressOf, statusOf, type SyncProgress, type SyncStatus } from './status.ts';

export interface SyncClientOptions {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
  readonly tables: readonly object[];
  readonly schema: number;
  readonly ports: SyncPorts;
  /** The version of this program, for the people who watch over the offices. */
  readonly program?: string;
  /** How old its newest copy is, for the same people; see `Health`. */
  readonly backupMinutes?: () => Health['backupMinutes'];
  /** How much of a snapshot is applied in one transaction; about 100 ms of work when it is not told. */
  readonly pieceBytes?: number;
}

/** How a session ended. */
export type SessionEnd = 'done' | 'frozen' | 'wait' | 'upgrade' | 'refused' | 'replaced';

type Phase = 'hello' | 'bootstrap' | 'ops' | 'push' | 'feed' | 'late' | 'over';

const PIECE_BYTES = 256 * 1024;
/** No line drops it, so a frame in a file is as large as it may be. */
const CARRIED_FRAME_BYTES = FRAME_LIMITS.frameBytes / 2;

/**
 * The office's side of a session, as a machine without waiting: `next` gives what to ask, `take` takes the answer.
 * Whoever drives it may stop at any moment and begin again; nothing that counts is kept outside the database.
 */
export class SyncClient {
  readonly #options: SyncClientOptions;
  readonly #log: OwnLog;
  readonly #frames: FrameBuilder;
  readonly #puller: Puller;
  readonly #late: LateWork;
  #phase: Phase = 'over';
  #end: SessionEnd = 'done';
  #sentAt = 0;
  #sending: Sending;
  #feed: Feed;
  #theirs: FetchedOps;
  #bootstrap: Bootstrap;
  #isCarried = false;

  constructor(options: SyncClientOptions) {
    this.#options = options;
    const { raw, door, schema, ports } = options;
    this.#log = new OwnLog(raw);
    this.#frames = new FrameBuilder({ raw, log: this.#log, ports, schema });
    this.#puller = new Puller({ raw, door, office: this.#log.office, now: ports.now, schema });
    this.#late = new LateWork({ ...options, ...ports, log: this.#log, frames: this.#frames });
    this.#theirs = new FetchedOps(this.#log);
    this.#sending = this.#newSending();
    this.#feed = this.#newFeed();
    this.#bootstrap = this.#newBootstrap();
    if (noticeRestore(options, this.#log)) this.mark();
    this.#puller.noticeUpgrade();
  }

  /** How far a PC that takes over an office has come; null where nothing is taken over, or all is here. */
  get fetching(): FetchProgress | null {
    // One that an earlier program enrolled has it not written down; whoever asks knows that it is taking over.
    if (selfNumber(this.#options.raw, 'fetching', 1) === 0) return null;
    if (this.#bootstrap.isWanted) return this.#bootstrap.progress;
    return { stage: 'following', ...(this.#theirs.progress ?? { done: 0, total: null }) };
  }

  /** Begins a session. */
  begin(): void {
    this.#phase = 'hello';
    this.#end = 'done';
    this.#puller.begin();
    this.#theirs = new FetchedOps(this.#log);
    this.#sending = this.#newSending();
    this.#feed = this.#newFeed();
    this.#isCarried = false;
    this.#bootstrap = this.#newBootstrap();
  }

  /** Begins to take answers that were carried here, outside a session; `next` asks nothing. */
  beginCarried(): void {
    this.begin();
    this.#phase = 'over';
    this.#isCarried = true;
  }

  /** What an answer that was carried here is to this office: it may be old. Null when it is nothing any more. */
  sifted(answer: Answer, isNews: boolean): Answer | null {
    const { raw } = this.#options;
    return siftCarried(answer, { raw, log: this.#log, puller: this.#puller, isNews, hasBegun: this.#theirs.hasBegun });
  }

  /** What is said at the beginning of a file: the greeting, and the points by which a parted log is mended. */
  greeting(): readonly SignedRequest[] {
    this.#sentAt = this.#options.ports.now();
    const { office } = this.#log;
    return [this.#signed(this.#hello()), this.#signed({ kind: 'ops', office, points: this.#log.points() })];
  }

  /** The frames that are not acknowledged, for a file. */
  frames(): Generator<BuiltFrame> {
    return this.#frames.following(this.#sending.acked, CARRIED_FRAME_BYTES);
  }

  /** How far this office and the data centre have come with each other. */
  progress(): SyncProgress {
    return progressOf(this.#options.raw, this.#log, this.#puller);
  }

  get end(): SessionEnd {
    return this.#end;
  }

  /** Does a piece of what needs no line, and answers whether there is more: to be called before `next`. */
  work(): boolean {
    if (this.#phase !== 'bootstrap') return false;
    let isMore = false;
    this.#readable(() => (isMore = this.#bootstrap.work()));
    if (isMore) return true;
    if (this.#phase === 'bootstrap' && !this.#bootstrap.isWanted) {
      this.mark();
      // What was written since the snapshot was made.
      this.#phase = 'hello';
    }
    return false;
  }

  /** The next thing to ask, or null when the session is over. */
  next(): Call | null {
    const { ports } = this.#options;
    this.#sentAt = ports.now();
    switch (this.#phase) {
      case 'hello':
        return this.#signed(this.#hello());
      case 'bootstrap': {
        const request = this.#bootstrap.ask();
        if (request !== null) return this.#signed(request);
        while (this.work());
        return this.next();
      }
      case 'ops':
        return this.#signed({ kind: 'ops', office: this.#log.office, points: this.#theirs.points() });
      case 'push': {
        const asked = this.#sending.next();
        if (asked !== null) return asked;
        this.#phase = this.#end === 'upgrade' ? 'over' : 'feed';
        return this.next();
      }
      case 'feed': {
        const asked = this.#feed.next();
        if (asked !== null) return asked;
        this.#puller.settle();
        this.#arrived();
        this.#phase = 'late';
        return this.next();
      }
      case 'late': {
        const asked = this.#late.next(this.#sending.frameBytes);
        if (asked === null) this.#phase = 'over';
        return asked;
      }
      case 'over':
        return null;
    }
  }

  /**
   * What will be asked once this answer is taken, where that is plain: the frame behind a frame, the page behind a page.
   * It may be sent before, so that the line does not rest meanwhile; `next` gives the same call when it was foreseen
   * rightly.
   */
  foresee(answer: Answer): Call | null {
    if (this.#phase === 'push') return this.#sending.foresee(answer);
    return this.#phase === 'feed' ? this.#feed.foresee(answer) : null;
  }

  /** Does what the next question needs, while the answer to this one is on its way: it builds the frame behind a frame. */
  prepare(): void {
    if (this.#phase === 'push') this.#sending.prepare();
  }

  /** Takes the answer to what `next` gave last. What it changes is on the disk when this returns. */
  take(answer: Answer): void {
    switch (answer.kind) {
      case 'hello':
        return this.#takeHello(answer);
      case 'ops':
        return this.#takeOps(answer);
      case 'acked':
      case 'gap':
      case 'stopped':
        return this.#takePush(answer);
      case 'page':
      case 'reload':
        return this.#feed.take(answer);
      case 'snapshot':
      case 'packing':
      case 'chunk':
      case 'gone':
        return this.#bootstrap.take(answer) ? undefined : this.#stop('wait');
      case 'late':
      case 'late-ops':
      case 'late-over':
        // What it has become of them goes out as this office's own, and only then is it told that they are here.
        if (this.#late.take(answer)) this.#phase = 'push';
        return;
      case 'refused':
        this.#stop(this.#late.refused(answer) ? 'replaced' : 'refused');
        if (answer.isReplaced === true) this.#phase = 'late';
    }
  }

  /** Tells that an answer did not come: the next frame is smaller. */
  missed(): void {
    this.#sending.missed();
  }

  /** Writes the sentinel. To be called after commits, and at the latest when the office closes. */
  mark(): void {
    const { raw, ports } = this.#options;
    const restores = selfNumber(raw, 'restores', 0);
    ports.sentinel.write({ ...this.#log.end(), epoch: this.#log.epoch, restores });
  }

  /** What becomes of the work of this PC since another took its place; null where none has. */
  get late(): LateStanding | null {
    return this.#late.standing;
  }

  /** What the status bar says. */
  status(): SyncStatus {
    return statusOf(this.#options.raw, this.#log);
  }

  #takeHello(answer: HelloAnswer): void {
    const { raw, ports } = this.#options;
    // An answer that was carried here tells nothing of the clock.
    const travel = this.#phase === 'hello' ? { sentAt: this.#sentAt, receivedAt: ports.now() } : null;
    raw.transaction(() => noteGreeting(raw, this.#log, { answer, travel }))();
    this.#feed.follow(answer.channels);
    this.#late.offered(answer.late);
    this.#follow(answer.verdict);
  }

  #follow(verdict: HelloVerdict): void {
    switch (verdict) {
      case 'ok':
      case 'reboot':
        this.#phase = 'push';
        return;
      case 'ff':
        this.#phase = 'ops';
        if (!this.#bootstrap.isWanted || this.#isCarried) return;
        this.#phase = 'bootstrap';
        return this.#bootstrap.begin();
      case 'rebase':
        this.#phase = 'ops';
        return;
      case 'upgrade':
        // It may still send; what it would get it could not read.
        this.#end = 'upgrade';
        this.#phase = 'push';
        return;
      case 'frozen':
      case 'wait':
        return this.#stop(verdict);
    }
  }

  #takeOps(answer: OpsAnswer): void {
    const { raw, door, tables, ports } = this.#options;
    const history = this.#theirs.take(answer);
    if (history === null) return;
    this.#theirs = new FetchedOps(this.#log);
    if (history === 'not-ours' || history === 'parted') {
      // A file may be older than this log, or answer another PC of this office.
      assert(history === 'parted' || this.#isCarried, 'The data centre told ops that do not make its head.');
      this.#phase = this.#isCarried ? 'over' : 'hello';
      return;
    }
    const options = { raw, door, tables, office: this.#log.office, now: ports.now() };
    if (!this.#readable(() => adopt(options, history))) return;
    this.mark();
    this.#phase = 'push';
    // A stick brings the whole log or nothing.
    if (this.#isCarried) this.#arrived();
  }

  /** Does work on the log; a log that a newer program went on with stays as it was until this one is renewed, too. */
  #readable(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof NewerOp)) throw error;
      this.#stop('upgrade');
      return false;
    }
  }

  #takePush(answer: PushAnswer): void {
    switch (answer.kind) {
      case 'acked':
        this.#sending.receive(answer);
        // It has more of this log than this office: this database is a copy of an earlier day.
        if (answer.acked > this.#log.end().seq) this.#phase = 'hello';
        return;
      case 'gap':
        return this.#sending.rewind(answer);
      case 'stopped':
        return answer.verdict === 'frozen' ? this.#stop('frozen') : this.#follow('rebase');
    }
  }

  #hello(): OfficeRequest {
    const { raw, schema, program } = this.#options;
    const backupMinutes = this.#options.backupMinutes?.();
    const [{ cursors }, { greeting: late }] = [this.progress(), this.#late];
    return greetingOf({ raw, log: this.#log, schema, program, backupMinutes, cursors, late, wall: this.#sentAt });
  }

  #signed(request: OfficeRequest): SignedRequest {
    return signedBy(this.#options.ports.key, request);
  }

  /** Everything that the data centre has is here. */
  #arrived(): void {
    const { raw, ports } = this.#options;
    if (selfNumber(raw, 'fetching', 1) === 0) return;
    ports.snapshot.clear();
    setSelfNumber(raw, 'fetching', 0);
  }

  #newSending(): Sending {
    const { raw, ports } = this.#options;
    return new Sending({ raw, log: this.#log, frames: this.#frames, now: ports.now });
  }

  #newFeed(): Feed {
    const { now } = this.#options.ports;
    return new Feed({ office: this.#log.office, puller: this.#puller, sign: (request) => this.#signed(request), now });
  }

  #newBootstrap(): Bootstrap {
    const { raw, door, ports, pieceBytes = PIECE_BYTES } = this.#options;
    return new Bootstrap({ raw, door, log: this.#log, ports, pieceBytes });
  }

  #stop(end: SessionEnd): void {
    this.#end = end;
    this.#phase = 'over';
  }
}
