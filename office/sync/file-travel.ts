import type Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { setTimeout as wait, setImmediate as pause } from 'node:timers/promises';
import type { TableModel } from '#db/columns.ts';
import { refusal } from '#db/refusal.ts';
import { selfNumber } from '#db/self.ts';
import { chunkCount, chunkLength, FILE_LIMITS, type NamedFile } from '#kernel/sync/file-chunks.ts';
import type { FileRefusal, FileRequest, FileStanding, OfferedAnswer } from '#kernel/sync/file-messages.ts';
import { keptForProgram, unaskedBytes } from '#kernel/sync/file-policy.ts';
import type { FileStore, PlatformSettings } from '#modules/module.ts';
import type { ArrivingFiles } from '../arriving-files.ts';
import { CarriedFiles } from './carried-files.ts';
import { DayMeter } from './day-meter.ts';
import { FileArrival, type ArrivalStep } from './file-arrival.ts';
import { fileCall, type FileNet } from './file-line.ts';
import { FileLedger, type FileTotals } from './file-ledger.ts';
import { LineError } from './line.ts';
import type { DeviceKey } from './ports.ts';

export interface FileTravelOptions {
  readonly raw: Database.Database;
  readonly models: readonly TableModel[];
  readonly files: FileStore;
  readonly arriving: ArrivingFiles;
  readonly settings: () => Pick<PlatformSettings, 'fileDayMb' | 'fileArrival' | 'fileQuotaMb'>;
  readonly key: DeviceKey;
  readonly office: number;
  readonly now: () => number;
  /** Is a newer program on its way, which goes behind the files? They leave it a part of the day's allowance. */
  readonly isProgramComing: () => boolean;
  /** A file has come. */
  readonly onArrived: () => void;
}

/** Why a pass ended: nothing waits that may go, there is more but something else comes first, or the day is used up. */
export type TravelEnd = 'done' | 'more' | 'spent';

/** How the files of this office stand with the data centre. */
export interface FileState extends FileTotals {
  /** Bytes that may still go over the line today; null when nothing limits them. */
  readonly leftToday: number | null;
}

const MEGABYTE = 1024 * 1024;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Ops are applied moments after they were taken; so often, and each time twice as long, that is waited for. */
const APPLY_TRIES = 4;
const APPLY_MS = 100;

/** What is wrong with one file, and with no other. */
const ofFile: ReadonlySet<FileRefusal> = new Set(['FILE_NOT_NAMED', 'FILE_CHUNK_DIFFERS', 'FILE_DIFFERS']);

type FetchStep = ArrivalStep | 'absent' | 'refused';

/** What is said to whoever asked for a file that did not come. */
const whyNot = {
  more: 'FILE_DAMAGED',
  absent: 'FILE_NOT_AT_CENTRE',
  refused: 'FILE_NOT_NAMED',
  damaged: 'FILE_DAMAGED',
} as const satisfies Record<Exclude<FetchStep, 'here'>, string>;

const always: MayGoOn = () => true;

/** Asked after every chunk: may the next one go, or does something else come first? */
export type MayGoOn = () => boolean;

/**
 * Attached files on their way to the data centre and from it, after the rows. It may be cut off at any moment: the data
 * centre keeps which chunks of a file it has, this office those that have come.
 */
export class FileTravel {
  readonly #options: FileTravelOptions;
  readonly #ledger: FileLedger;
  readonly #meter: DayMeter;
  readonly #arrival: FileArrival;
  /** The same without a line. */
  readonly carried: CarriedFiles;

  constructor(options: FileTravelOptions) {
    this.#options = options;
    const { raw, models, files, settings, now, isProgramComing } = options;
    this.#ledger = new FileLedger({ raw, models, files, now });
    const allowance = (): number => settings().fileDayMb * MEGABYTE;
    const kept = (): number => (isProgramComing() ? keptForProgram(allowance()) : 0);
    this.#meter = new DayMeter({ raw, now, allowance, kept });
    this.#arrival = new FileArrival({ ...options, ledger: this.#ledger });
    const { key, office } = options;
    this.carried = new CarriedFiles({ raw, key, office, ledger: this.#ledger, arrival: this.#arrival });
  }

  get state(): FileState {
    return { ...this.#ledger.totals(), leftToday: this.#meter.left };
  }

  /** Lets the files of today go whatever the allowance says. */
  liftAllowance(): void {
    this.#meter.lift();
  }

  /** Sends what the data centre lacks, then fetches what the office wants unasked. Rejects when the line breaks. */
  async run(net: FileNet, mayGoOn: MayGoOn): Promise<TravelEnd> {
    while (this.#ledger.look()) await pause();
    this.#arrival.tidy();
    const sent = await this.#sendAll(net, mayGoOn);
    return sent === 'done' ? this.#fetchAll(net, mayGoOn) : sent;
  }

  /**
   * Fetches one file now, whatever its size and the allowance. Refuses `FILE_NOT_NAMED`, `FILE_QUOTA_EXCEEDED`,
   * `FILE_NOT_AT_CENTRE`, `FILE_DAMAGED` when what came is not the file; rejects when the line breaks, and what has come then stays.
   */
  async fetch(net: FileNet, sha256: string): Promise<void> {
    this.#ledger.look();
    const file = this.#ledger.find(sha256);
    if (!file) throw refusal('FILE_NOT_NAMED');
    const { fileQuotaMb: quota } = this.#options.settings();
    if (!this.#arrival.hasRoom(file)) throw refusal('FILE_QUOTA_EXCEEDED', { quota });
    const step = await this.#fetchOne(net, file, always);
    if (step !== 'here') throw refusal(whyNot[step]);
  }

  async #sendAll(net: FileNet, mayGoOn: MayGoOn): Promise<TravelEnd> {
    for (;;) {
      const batch = this.#ledger.toSend(FILE_LIMITS.offered);
      if (batch.length === 0) return 'done';
      if (!this.#meter.has(1)) return 'spent';
      if (!mayGoOn()) return 'more';
      const { files, incarnation } = await this.#offer(net, batch);
      // The data centre was put back since the greeting: the next session hears of it first.
      if (incarnation !== selfNumber(this.#options.raw, 'centre', 0)) return 'done';
      const standings = new Map(files.map((standing) => [standing.sha256, standing]));
      for (const [at, file] of batch.entries()) {
        if (at > 0 && !mayGoOn()) return 'more';
        const end = await this.#sendOne(net, { file, standing: standings.get(file.sha256), incarnation, mayGoOn });
        if (end !== null) return end;
      }
    }
  }

  /** How the data centre stands with these. Records that it has not applied yet are waited for a little. */
  async #offer(net: FileNet, batch: readonly NamedFile[]): Promise<OfferedAnswer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await net.sendFile(this.#call({ kind: 'offer', office: this.#options.office, files: batch }));
      if (answer.kind !== 'offered') throw new LineError('SYNC_REFUSED');
      const isAhead = answer.files.some(({ standing }) => standing === 'unnamed');
      if (!isAhead || tries === APPLY_TRIES) return answer;
      await wait(APPLY_MS * 2 ** tries);
    }
  }

  /** Sends the chunks that are missing; null when the next file may follow. */
  async #sendOne(
    net: FileNet,
    sending: {
      readonly file: NamedFile;
      readonly standing: FileStanding | undefined;
      readonly incarnation: number;
      readonly mayGoOn: MayGoOn;
    },
  ): Promise<TravelEnd | null> {
    const { file, standing, incarnation, mayGoOn } = sending;
    if (standing?.standing === 'there') this.#ledger.noteThere(file.sha256, incarnation);
    if (standing?.standing === 'unnamed') this.#ledger.rest(file.sha256, MINUTE);
    if (standing === undefined) this.#ledger.rest(file.sha256, HOUR);
    if (standing?.standing !== 'wanted') return null;
    const content = this.#ledger.contentOf(file);
    if (content === null) return null;
    for (let no = 0; no < chunkCount(file.bytes); no += 1) {
      if (standing.kept.includes(no)) continue;
      const end = await this.#sendChunk(net, { file, no, content });
      if (end !== 'kept') return end === 'spent' ? 'spent' : null;
      if (!mayGoOn()) return 'more';
    }
    // It has every chunk and does not call it whole: nothing is mended by asking at once.
    this.#ledger.rest(file.sha256, HOUR);
    return null;
  }

  async #sendChunk(
    net: FileNet,
    { file, no, content }: { readonly file: NamedFile; readonly no: number; readonly content: Buffer },
  ): Promise<'kept' | 'whole' | 'refused' | 'spent'> {
    const { sha256 } = file;
    const start = no * FILE_LIMITS.chunkBytes;
    const chunk = content.subarray(start, start + chunkLength(file.bytes, no));
    if (!this.#meter.has(chunk.length)) return 'spent';
    this.#meter.use(chunk.length);
    const { office } = this.#options;
    const request: FileRequest = { kind: 'chunk', office, sha256, no, hash: hash('sha256', chunk) };
    const answer = await net.sendFile(this.#call(request, chunk));
    if (answer.kind === 'kept') {
      if (answer.isWhole) this.#ledger.noteThere(sha256, answer.incarnation);
      return answer.isWhole ? 'whole' : 'kept';
    }
    const isOfFile = answer.kind === 'refused' && ofFile.has(answer.code);
    // Of this PC or this office as a whole: the next greeting tells what it is.
    if (!isOfFile) throw new LineError('SYNC_REFUSED');
    this.#ledger.rest(sha256, HOUR);
    return 'refused';
  }

  async #fetchAll(net: FileNet, mayGoOn: MayGoOn): Promise<TravelEnd> {
    for (;;) {
      const largest = unaskedBytes(this.#options.settings().fileArrival);
      const batch = this.#ledger.toFetch(largest, FILE_LIMITS.offered).filter((file) => this.#arrival.hasRoom(file));
      if (batch.length === 0) return 'done';
      for (const file of batch) {
        const mayGo = (): boolean => mayGoOn() && this.#meter.has(FILE_LIMITS.chunkBytes);
        const step = await this.#fetchOne(net, file, mayGo);
        if (step === 'more') return mayGoOn() ? 'spent' : 'more';
        if (step !== 'here') this.#ledger.rest(file.sha256, step === 'absent' ? 10 * MINUTE : HOUR);
      }
    }
  }

  /** Fetches what is missing of a file, as long as it may go on. */
  async #fetchOne(net: FileNet, file: NamedFile, mayGoOn: MayGoOn): Promise<FetchStep> {
    // A disk that damages what was just written would be fetched for, for ever.
    for (let steps = 2 * chunkCount(file.bytes) + 1; steps > 0 && mayGoOn(); steps -= 1) {
      const step = await this.#fetchChunk(net, file);
      if (step !== 'more') return step;
    }
    return 'more';
  }

  /** Fetches the next chunk that is missing, or makes the file of those that have come. */
  async #fetchChunk(net: FileNet, file: NamedFile): Promise<FetchStep> {
    const arrival = this.#arrival;
    if (arrival.isHere(file)) return 'here';
    const [no] = arrival.missing(file);
    if (no === undefined) return arrival.finish(file);
    const { office } = this.#options;
    const answer = await net.sendFile(this.#call({ kind: 'fetch', office, sha256: file.sha256, no }));
    if (answer.kind === 'absent') return 'absent';
    if (answer.kind !== 'piece') {
      if (answer.kind === 'refused' && answer.code === 'FILE_NOT_NAMED') return 'refused';
      throw new LineError('SYNC_REFUSED');
    }
    this.#meter.use(chunkLength(file.bytes, no));
    return answer.no === no ? arrival.take(file, answer) : 'damaged';
  }

  #call(request: FileRequest, content?: Uint8Array): ReturnType<typeof fileCall> {
    return fileCall(this.#options.key, request, content && new Uint8Array(content));
  }
}
