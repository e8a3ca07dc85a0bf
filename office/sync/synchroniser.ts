import type Database from 'better-sqlite3';
import { isSignedBy, signerOf, zstd } from '#db/wire.ts';
import { modelOf } from '#db/columns.ts';
import type { WriteDoor } from '#db/door.ts';
import { selfNumber } from '#db/self.ts';
import { refusal } from '#db/refusal.ts';
import { backOff } from '#kernel/sync/pace.ts';
import type { Invitation } from '#kernel/sync/enrolment.ts';
import { isVersion, type PackageKind } from '#kernel/sync/release.ts';
import { SyncClient, type SessionEnd } from './client.ts';
import { finishEnrolment } from './enrolment.ts';
import {
  exportExchange,
  importExchange,
  type ExchangeOptions,
  type ExportedFile,
  type TakenReply,
} from './exchange.ts';
import type { FileNet } from './file-line.ts';
import { FileTravel, type FileTravelOptions } from './file-travel.ts';
import { asRefusal, followInvitation } from './follow-invitation.ts';
import { LineError, openLine, type Line } from './line.ts';
import { readLink, shownOf, writeLink, type Link } from './link-file.ts';
import { patient } from './patient-line.ts';
import { ReleaseTravel, type ReleaseTravelOptions } from './release-travel.ts';
import { snapshotFolder } from './snapshot-folder.ts';
import { sentinelFile } from './sentinel-file.ts';
import { runSession } from './session.ts';
import { helpless, problemOf, type SyncProblem, type SyncState } from './state.ts';

export interface SynchroniserOptions {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
  readonly tables: readonly object[];
  readonly schema: number;
  readonly paths: Readonly<Record<'link' | 'pending' | 'sentinel' | 'snapshot' | 'release', string>>;
  /** Seals the private key of this PC in its file. */
  readonly officeKey: Buffer;
  /** The attached files, which travel after the rows. */
  readonly files: Pick<FileTravelOptions, 'files' | 'arriving' | 'settings' | 'onArrived'>;
  /** The version of this program, and how this PC was given it; null where it does not renew itself. */
  readonly program: { readonly version: string; readonly kind: PackageKind | null };
  /** Whole minutes since the newest copy of the office; see `Health`. */
  readonly backupMinutes: () => number | null | undefined;
  /** A newer program is ready to be installed, or is no longer offered. */
  readonly onRelease: ReleaseTravelOptions['onReady'];
  readonly now: () => number;
  /** In [0, 1). */
  readonly chance: () => number;
  /** Called when what the status says may have changed. */
  readonly onChange: () => void;
  /** Called when rows have gone both ways, before anything else goes: the log is the office's then. */
  readonly onDone: () => void;
  readonly log: { warn(fields: object, message: string): void; info(fields: object, message: string): void };
}

/** After a commit it waits for what else is being written. */
const GATHER_MS = 2_000;
const QUIET_MS = 60_000;
/** Somebody must do something first; it asks now and then whether he has. */
const HELPLESS_MS = 15 * 60_000;
const SENTINEL_MS = 1_000;
/** So long files have the line before rows are asked for again; half as long while a newer program waits behind them. */
const FILES_MS = 60_000;

/**
 * Keeps this office in step with the data centre by itself: soon after a commit, every minute, and with growing pauses
 * while there is no line. It holds nothing that counts: whatever it was doing may be cut off at any moment.
 */
export class Synchroniser {
  readonly #options: SynchroniserOptions;
  #link: Link | null;
  #client: SyncClient | null = null;
  #travel: FileTravel | null = null;
  #releases: ReleaseTravel | null = null;
  #line: Line | null = null;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #nextAt: number | null = null;
  #sentinelTimer: NodeJS.Timeout | undefined;
  /** Somebody waits for the end of the session: its files make room. */
  #waiting = 0;
  #failures = 0;
  #isPlugged = true;
  #isClosed = false;
  #isEnrolling = false;
  /** Before that the data centre is left alone, whatever is written meanwhile. */
  #notBefore = 0;
  #lastDoneAt: number | null = null;
  #problem: SyncProblem | null = null;

  constructor(options: SynchroniserOptions) {
    this.#options = options;
    this.#link = readLink(options.paths.link, options.officeKey);
    if (this.#link) this.#open(this.#link);
    options.door.onCommit(() => this.#afterCommit());
    if (this.#client) this.#schedule(0);
  }

  get state(): SyncState {
    const link = this.#link;
    return {
      link: link && shownOf(link),
      fetching: this.#client?.fetching ?? null,
      ...{ isRunning: this.#running !== null, isPlugged: this.#isPlugged },
      ...{ lastDoneAt: this.#lastDoneAt, problem: this.#problem, nextAt: this.#nextAt },
      status: this.#client?.status() ?? null,
      late: this.#client?.late ?? null,
      files: this.#travel?.state ?? null,
      release: this.#releases?.state ?? null,
    };
  }

  get isLinked(): boolean {
    return this.#link !== null;
  }

  /** Has this PC still to fetch the office that it takes over? Until then nobody works on it. */
  get isFetching(): boolean {
    return this.#link?.isClaimed === false && this.#client !== null && this.#client.fetching !== null;
  }

  /** Runs a session now: the one that runs may have begun before what it is wanted for was written. Refuses `SYNC_NOT_LINKED`, `SYNC_UNPLUGGED` and its problem. */
  async syncNow(): Promise<void> {
    if (!this.#client) throw refusal('SYNC_NOT_LINKED');
    if (!this.#isPlugged) throw refusal('SYNC_UNPLUGGED');
    this.#failures = 0;
    this.#releases?.askSoon();
    this.#waiting += 1;
    try {
      await this.#running;
    } finally {
      this.#waiting -= 1;
    }
    await this.#run();
    if (this.#problem !== null) throw refusal(this.#problem);
  }

  /** Sends and fetches the files that wait, today whatever the allowance says. Refuses what `syncNow` refuses. */
  async filesNow(): Promise<void> {
    if (!this.#travel) throw refusal('SYNC_NOT_LINKED');
    this.#travel.liftAllowance();
    await this.syncNow();
  }

  /** Fetches one attached file; see `FileTravel.fetch`. Refuses `SYNC_NOT_LINKED`, `SYNC_UNPLUGGED` and what a line refuses, too. */
  async fetchFile(sha256: string): Promise<void> {
    const [travel, line] = [this.#travel, this.#line];
    if (!travel || !line) throw refusal('SYNC_NOT_LINKED');
    if (!this.#isPlugged) throw refusal('SYNC_UNPLUGGED');
    // Beside a session: its questions are of their own, and somebody is looking at the page.
    await asRefusal(() => travel.fetch(patient(this.#fileNet(line)), sha256));
    this.#options.onChange();
  }

  /** Pulls the cable of a demonstration office, or plugs it in again. */
  setPlugged(isPlugged: boolean): void {
    this.#isPlugged = isPlugged;
    this.#failures = 0;
    this.#notBefore = 0;
    if (isPlugged) this.#schedule(0);
    else {
      this.#cancel();
      this.#line?.close();
    }
    this.#options.onChange();
  }

  /** The file that is carried to the data centre where no line comes; see `exportExchange`. Refuses `SYNC_NOT_LINKED`. */
  async exportFile(): Promise<ExportedFile> {
    return this.#exchanging(exportExchange);
  }

  /** Takes the file that came back; see `importExchange`. Refuses `SYNC_NOT_LINKED`, and what a session would. */
  async importFile(bytes: Uint8Array): Promise<TakenReply> {
    const taken = await this.#exchanging((options) => importExchange(options, bytes));
    const problem = helpless[taken.end];
    if (problem !== undefined) throw refusal(problem);
    if (taken.end === 'done') this.#options.onDone();
    return taken;
  }

  /**
   * Makes this PC the writer of the invitation's office, which must be opened anew then. `isClaimed` is false for an empty
   * one that takes another PC's place. Refuses as `demandOwn`, and what the data centre refuses.
   */
  async enrol(invitation: Invitation, device: string, isClaimed = true): Promise<void> {
    this.demandOwn(invitation);
    if (this.#isEnrolling) throw refusal('SYNC_BUSY');
    this.#isEnrolling = true;
    try {
      finishEnrolment(this.#options, await followInvitation(this.#options, invitation, { device, isClaimed }));
    } finally {
      this.#isEnrolling = false;
    }
  }

  /** Refuses `SYNC_OTHER_OFFICE` where this database is another office than the invitation's. */
  demandOwn({ office }: Invitation): void {
    const own = selfNumber(this.#options.raw, 'office', 0);
    if (own !== 0 && own !== office) throw refusal('SYNC_OTHER_OFFICE', { office: own });
  }

  /** The office that this PC took over has somebody who can sign in. */
  claim(): void {
    if (!this.#link) return;
    this.#link = { ...this.#link, isClaimed: true };
    writeLink(this.#options.paths.link, this.#link, this.#options.officeKey);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancel();
    clearTimeout(this.#sentinelTimer);
    this.#line?.close();
    // A session that is cut off in the middle has lost nothing.
    await this.#running?.catch(() => undefined);
    this.#client?.mark();
  }

  #open(link: Link): void {
    const { raw, door, tables, schema, paths, officeKey, now } = this.#options;
    const key = { id: link.keyId, sign: signerOf(link.privateKey) };
    const snapshot = snapshotFolder(paths.snapshot, officeKey);
    const isCentre = (bytes: Uint8Array, signature: string): boolean => isSignedBy(link.centreKey, bytes, signature);
    const former = { names: () => this.#link?.former ?? [], heard: () => this.#forgetFormer() };
    const ports = { key, codec: zstd, sentinel: sentinelFile(paths.sentinel), snapshot, isCentre, now, former };
    const { program, backupMinutes, onRelease, log, files } = this.#options;
    this.#client = new SyncClient({ raw, door, tables, schema, ports, program: program.version, backupMinutes });
    const models = tables.map((table) => modelOf(table));
    const isProgramComing = (): boolean => this.#releases?.isComing ?? false;
    this.#travel = new FileTravel({ raw, models, key, now, office: link.office, isProgramComing, ...files });
    const { version, kind } = program;
    if (kind !== null && isVersion(version)) {
      this.#releases = new ReleaseTravel({
        ...{ raw, key, now, isCentre, log, office: link.office, settings: files.settings },
        ...{ folder: paths.release, program: { version, kind }, onReady: onRelease },
      });
    }
    this.#line = openLine(link);
  }

  #forgetFormer(): void {
    if (this.#link?.former === undefined) return;
    this.#link = { ...this.#link, former: undefined };
    writeLink(this.#options.paths.link, this.#link, this.#options.officeKey);
  }

  #afterCommit(): void {
    if (!this.#client || this.#isClosed) return;
    this.#sentinelTimer ??= setTimeout(() => {
      this.#sentinelTimer = undefined;
      this.#client?.mark();
    }, SENTINEL_MS).unref();
    // What a session itself writes is told when it ends.
    if (this.#running === null) this.#schedule(GATHER_MS);
    this.#options.onChange();
  }

  /** Plans a session, or brings a planned one nearer; never one that comes sooner further away. */
  #schedule(afterMs: number): void {
    if (this.#isClosed || !this.#isPlugged) return;
    const now = this.#options.now();
    const at = Math.max(now + afterMs, this.#notBefore);
    if (this.#nextAt !== null && this.#nextAt <= at) return;
    clearTimeout(this.#timer);
    this.#nextAt = at;
    this.#timer = setTimeout(() => void this.#run(), at - now).unref();
  }

  /** Leaves the data centre alone for a time. */
  #rest(forMs: number): void {
    this.#notBefore = this.#options.now() + forMs;
    this.#schedule(forMs);
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#nextAt = null;
  }

  #run(): Promise<void> {
    return this.#running ?? this.#alone(() => this.#session());
  }

  /** A session, or the taking or making of a file: one at a time. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const running = work().finally(() => {
      this.#running = null;
      this.#options.onChange();
    });
    // Whoever waits for the place waits for its end, however it ends.
    this.#running = running.then(nothing, nothing);
    return running;
  }

  async #exchanging<T>(work: (options: ExchangeOptions) => Promise<T>): Promise<T> {
    // A session on a line that crawls may last for hours; cut off, it has lost nothing.
    if (this.#running !== null) this.#line?.close();
    while (this.#running !== null) await this.#running;
    const [client, link, travel] = [this.#client, this.#link, this.#travel];
    if (!client || !link || !travel || this.#isClosed) throw refusal('SYNC_NOT_LINKED');
    const { raw, now } = this.#options;
    return this.#alone(() => work({ raw, client, link, now, files: travel.carried }));
  }

  async #session(): Promise<void> {
    const [client, line] = [this.#client, this.#line];
    if (!client || !line || this.#isClosed) return;
    this.#cancel();
    this.#options.onChange();
    try {
      const net = { send: async (call: Parameters<Line['send']>[0]) => this.#reached(line).send(call) };
      const end = await runSession(client, net, () => this.#demandOpen());
      this.#ended(end, await this.#afterRows(end, client, line));
    } catch (error) {
      this.#failed(error);
    }
  }

  /**
   * After the rows: files, and then a newer program, until something has been written here that goes before them.
   * Whatever the files do, it is asked for and has its part of the line. Answers whether more may go at once.
   */
  async #afterRows(end: SessionEnd, client: SyncClient, line: Line): Promise<boolean> {
    // Who must renew his program gets that alone, and must get it.
    if (end !== 'done' && end !== 'upgrade') return false;
    const { now, onChange } = this.#options;
    if (end === 'done') {
      this.#options.onDone();
      this.#lastDoneAt = now();
      this.#problem = null;
      onChange();
    }
    const until = now() + FILES_MS;
    // What an old program cannot send waits until it is renewed, and may not hold that up.
    const isSent = (): boolean => end === 'upgrade' || client.status().health.unsent === 0;
    const mayGoOn = (): boolean => now() < until && this.#waiting === 0 && isSent();
    try {
      const net = this.#fileNet(line);
      await this.#releases?.ask(net);
      const filesUntil = this.#releases?.isComing ? until - FILES_MS / 2 : until;
      const mayFilesGoOn = (): boolean => now() < filesUntil && mayGoOn();
      const files = end === 'done' ? await this.#travel?.run(net, mayFilesGoOn) : 'done';
      const program = await this.#releases?.run(net, mayGoOn);
      return files === 'more' || program === 'more';
    } catch (error) {
      if (!(error instanceof LineError) || error.fault !== 'SYNC_BUSY') throw error;
      // The rows are through, and files have time.
      this.#rest(error.retryAfterMs ?? QUIET_MS);
      return false;
    }
  }

  /** What is cut off here goes on at the next opening. */
  #demandOpen(): void {
    if (this.#isClosed) throw new LineError('SYNC_NO_ANSWER');
  }

  #fileNet(line: Line): FileNet {
    return { sendFile: async (call) => this.#reached(line).sendFile(call) };
  }

  #reached(line: Line): Line {
    if (!this.#isPlugged || this.#isClosed) throw new LineError('SYNC_NO_ANSWER');
    return line;
  }

  #ended(end: SessionEnd, isMore: boolean): void {
    const problem = helpless[end] ?? null;
    this.#problem = problem;
    this.#failures = 0;
    if (end === 'wait') this.#problem = 'SYNC_BUSY';
    if (end === 'done') this.#lastDoneAt = this.#options.now();
    if (isMore) return this.#schedule(0);
    if (problem !== null) return this.#rest(HELPLESS_MS);
    if (end === 'wait') return this.#rest(QUIET_MS);
    const isMoreToSend = (this.#client?.status().health.unsent ?? 0) > 0;
    this.#schedule(isMoreToSend ? GATHER_MS : QUIET_MS);
  }

  #failed(error: unknown): void {
    const { log, chance } = this.#options;
    const isLine = error instanceof LineError;
    this.#problem = problemOf(error);
    if (!isLine) log.warn({ err: error }, 'a sync session failed');
    this.#failures += 1;
    const asked = isLine ? error.retryAfterMs : null;
    this.#rest(asked ?? QUICKEST_RETRY_MS + backOff(this.#failures, chance()));
  }
}

function nothing(): void {
  // The end alone is waited for; what came of it went to whoever asked.
}

/** A line that has just failed has not healed in the same second. */
const QUICKEST_RETRY_MS = 1_000;
