import type Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { databaseProblemOf } from '#db/errors.ts';
import { chunkLength, FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import type { FileAnswer, FileRequest, ReleaseAnswer } from '#kernel/sync/file-messages.ts';
import {
  judgeOffered,
  releasePart,
  type PackageKind,
  type ReadyRelease,
  type ReleasePackage,
  type ReleaseProblem,
  type SignedPackage,
} from '#kernel/sync/release.ts';
import type { PlatformSettings } from '#modules/module.ts';
import { DayMeter } from './day-meter.ts';
import { fileCall, type FileNet } from './file-line.ts';
import type { MayGoOn, TravelEnd } from './file-travel.ts';
import { LineError } from './line.ts';
import type { DeviceKey } from './ports.ts';
import { ReleaseFolder } from './release-folder.ts';

/** How the newer program stands that the data centre offers. */
export interface ReleaseState {
  /** Null when one was offered that is not taken. */
  readonly version: string | null;
  readonly bytes: number;
  readonly done: number;
  readonly isReady: boolean;
  readonly problem: ReleaseProblem | null;
}

export interface ReleaseTravelOptions {
  readonly raw: Database.Database;
  readonly folder: string;
  /** The program that runs here, and how this PC was given it. */
  readonly program: { readonly version: string; readonly kind: PackageKind };
  readonly settings: () => Pick<PlatformSettings, 'fileDayMb'>;
  readonly key: DeviceKey;
  readonly office: number;
  readonly isCentre: (bytes: Uint8Array, signature: string) => boolean;
  readonly now: () => number;
  /** An installer is ready, or (null) the one that was is no longer offered. */
  readonly onReady: (ready: ReadyRelease | null) => void;
  readonly log: { warn(fields: object, message: string): void };
}

const MEGABYTE = 1024 * 1024;
const ASK_EVERY_MS = 60 * 60_000;
const never: MayGoOn = () => false;

/**
 * Newer programs on their way from the data centre: asked for after the rows, fetched after the files, and within the
 * same allowance of the day. What is fetched was signed by the key that this PC has known since it was enrolled, is newer than what runs here, and is
 * offered to this office; anything else is refused and told. It may be cut off at any moment and goes on behind the
 * last chunk. It installs nothing: the shell is told what is ready.
 */
export class ReleaseTravel {
  readonly #options: ReleaseTravelOptions;
  readonly #folder: ReleaseFolder;
  readonly #meter: DayMeter;
  #hasLooked = false;
  #wanted: SignedPackage | null = null;
  /** Chunks that are here. */
  #done = 0;
  #isReady = false;
  #problem: ReleaseProblem | null = null;
  /** When the data centre is asked again. */
  #askAt = 0;

  constructor(options: ReleaseTravelOptions) {
    this.#options = options;
    const { raw, now, settings } = options;
    this.#folder = new ReleaseFolder(options.folder);
    this.#meter = new DayMeter({ raw, now, allowance: () => settings().fileDayMb * MEGABYTE });
  }

  /** Null where nothing newer is offered. */
  get state(): ReleaseState | null {
    const release = this.#wanted?.release;
    if (!release && this.#problem === null) return null;
    const bytes = release?.bytes ?? 0;
    const done = this.#isReady ? bytes : Math.min(bytes, this.#done * FILE_LIMITS.chunkBytes);
    return { version: release?.version ?? null, bytes, done, isReady: this.#isReady, problem: this.#problem };
  }

  /** Asks with the next run, however short ago that was done. */
  askSoon(): void {
    this.#askAt = 0;
  }

  /** Is one offered that is not here yet, and may be fetched? */
  get isComing(): boolean {
    return this.#wanted !== null && !this.#isReady && this.#problem === null;
  }

  /** Asks where that is due. Rejects when the line breaks. */
  async ask(net: FileNet): Promise<void> {
    await this.run(net, never);
  }

  /** Asks where that is due, and fetches what is offered as long as it may. Rejects when the line breaks. */
  async run(net: FileNet, mayGoOn: MayGoOn): Promise<TravelEnd> {
    try {
      if (this.#options.now() >= this.#askAt) {
        if (!this.#hasLooked) await this.#look();
        await this.#ask(net);
      }
      return this.isComing ? await this.#fetch(net, mayGoOn) : 'done';
    } catch (error) {
      if (error instanceof LineError) throw error;
      // What is wrong here must not stop the rows, which are through already.
      this.#options.log.warn({ err: error }, 'a newer program cannot be kept');
      const isFull = databaseProblemOf(error) === 'DATABASE_DISK_FULL';
      return this.#stop(isFull ? 'RELEASE_NO_ROOM' : 'RELEASE_FAULT');
    }
  }

  /** What an earlier start has left here counts as far as it proves true; the version that runs now ends it. */
  async #look(): Promise<void> {
    const signed = this.#folder.signed();
    const isSound = signed !== null && this.#refusalOf(signed) === null;
    if (isSound) {
      this.#wanted = signed;
      this.#done = await this.#folder.sound(signed.release);
      if (await this.#folder.isReady(signed.release)) this.#ready(signed.release);
    } else {
      this.#folder.clear();
    }
    this.#hasLooked = true;
  }

  async #ask(net: FileNet): Promise<void> {
    const { office, program, now } = this.#options;
    // What proves damaged may be another package of the same version: a data centre that was put back can publish it anew.
    const isDoubted = this.#problem === 'RELEASE_DAMAGED' && !this.#isReady;
    const known = isDoubted ? null : (this.#wanted?.release.version ?? null);
    const answer = await net.sendFile(
      this.#call({ kind: 'release', office, package: program.kind, version: program.version, known }),
    );
    this.#askAt = now() + ASK_EVERY_MS;
    this.#problem = null;
    if (answer.kind === 'release') return this.#hear(answer, known);
    // A data centre that serves no programs yet does not know the question.
    const isOlder = answer.kind === 'refused' && answer.code === 'REQUEST_MALFORMED';
    if (isOlder) this.#drop();
    else this.#unanswered(answer);
  }

  #hear({ version, signed }: ReleaseAnswer, known: string | null): void {
    if (version === null) return this.#drop();
    if (signed === null) {
      // It may only be spared what is kept here.
      if (version !== known) this.#refuse('RELEASE_NOT_GENUINE');
      return;
    }
    const refusal = this.#refusalOf(signed);
    if (refusal !== null) return this.#refuse(refusal);
    if (signed.signature === this.#wanted?.signature) return;
    this.#drop();
    this.#folder.begin(signed);
    this.#wanted = signed;
  }

  /** Why a package may not be taken, or null. */
  #refusalOf({ release, signature }: SignedPackage): ReleaseProblem | null {
    const { isCentre, program } = this.#options;
    if (!isCentre(releasePart(release), signature)) return 'RELEASE_NOT_GENUINE';
    const judged = judgeOffered(release, program);
    if (judged.ok) return null;
    return judged.problems[0]?.code === 'RELEASE_NOT_NEWER' ? 'RELEASE_NOT_NEWER' : 'RELEASE_NOT_GENUINE';
  }

  async #fetch(net: FileNet, mayGoOn: MayGoOn): Promise<TravelEnd> {
    while (this.#wanted !== null) {
      const { release } = this.#wanted;
      if (this.#done === release.chunks.length) return this.#finish(release);
      const length = chunkLength(release.bytes, this.#done);
      if (!this.#meter.has(length)) return 'spent';
      if (!mayGoOn()) return 'more';
      const end = await this.#fetchChunk(net, release);
      if (end !== null) return end;
    }
    return 'done';
  }

  /** Fetches the next chunk; null when one more may follow. */
  async #fetchChunk(net: FileNet, release: ReleasePackage): Promise<TravelEnd | null> {
    const { office } = this.#options;
    const { version, kind } = release;
    const no = this.#done;
    const answer = await net.sendFile(this.#call({ kind: 'release-chunk', office, version, package: kind, no }));
    if (answer.kind !== 'release-piece') return this.#refused(answer);
    const chunk = Buffer.from(answer.content, 'base64');
    this.#meter.use(chunk.length);
    if (hash('sha256', chunk) !== release.chunks[no]) return this.#stop('RELEASE_DAMAGED');
    this.#folder.append(release, no, chunk);
    this.#done += 1;
    return null;
  }

  #refused(answer: FileAnswer): TravelEnd {
    const code = answer.kind === 'refused' ? answer.code : null;
    // What the data centre has lost; or it has fewer chunks now, and so another package of this version.
    if (code === 'FILE_CHUNK_DIFFERS' || code === 'REQUEST_MALFORMED') return this.#stop('RELEASE_DAMAGED');
    if (code !== 'RELEASE_NOT_OFFERED') return this.#unanswered(answer);
    // Withdrawn while it was fetched.
    this.#drop();
    return 'done';
  }

  /** Ends this for an hour, and not the session: the rows are through. What is wrong with the PC the next greeting tells. */
  #unanswered(answer: FileAnswer): TravelEnd {
    const { kind } = answer;
    this.#options.log.warn({ kind, code: kind === 'refused' ? answer.code : null }, 'a newer program was not told');
    // What is ready stays so.
    return this.#isReady ? 'done' : this.#stop('RELEASE_FAULT');
  }

  async #finish(release: ReleasePackage): Promise<TravelEnd> {
    if (await this.#folder.finish(release)) {
      this.#ready(release);
      return 'done';
    }
    // Each chunk was proved when it came: the disk has lost one, or the whole was signed wrongly.
    this.#done = await this.#folder.sound(release);
    return this.#stop('RELEASE_DAMAGED');
  }

  #ready(release: ReleasePackage): void {
    const { version, kind, name, bytes, sha512, needsAdministrator } = release;
    this.#isReady = true;
    this.#options.onReady({
      ...{ version, kind, name, bytes, sha512, needsAdministrator },
      path: this.#folder.pathOf(release),
    });
  }

  /** Leaves it alone until it is asked for again. */
  #stop(problem: ReleaseProblem): TravelEnd {
    this.#problem = problem;
    this.#askAt = this.#options.now() + ASK_EVERY_MS;
    return 'done';
  }

  #refuse(problem: ReleaseProblem): void {
    this.#options.log.warn({ problem }, 'a newer program was refused');
    this.#drop();
    this.#problem = problem;
  }

  #drop(): void {
    const [wanted, wasReady] = [this.#wanted, this.#isReady];
    this.#wanted = null;
    this.#done = 0;
    this.#isReady = false;
    if (wasReady) this.#options.onReady(null);
    // Last: where the disk refuses it, what is dropped counts as dropped all the same.
    if (wanted !== null) this.#folder.clear();
  }

  #call(request: FileRequest): ReturnType<typeof fileCall> {
    return fileCall(this.#options.key, request);
  }
}
