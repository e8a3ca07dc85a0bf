import type Database from 'better-sqlite3';
import { splitOps } from '#kernel/sync/frame.ts';
import { NO_HEAD, type Head } from '#kernel/sync/log.ts';
import type { ChunkAnswer, SnapshotChunkRequest, SnapshotAnswer, SnapshotRequest } from '#kernel/sync/messages.ts';
import {
  epochIn,
  judgeManifest,
  manifestPart,
  type SignedManifest,
  type SnapshotChunk,
  type SnapshotManifest,
} from '#kernel/sync/snapshot.ts';
import type { WriteDoor } from '#db/door.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import { chainHead, sha256 } from '#db/wire.ts';
import type { OwnLog } from './own-log.ts';
import type { SyncPorts } from './ports.ts';

/** Something of the snapshot is not what the data centre has signed. Nothing of it was taken. */
export class SnapshotFault extends Error {}

/** How far a new PC has come: ops packed there, bytes fetched, ops applied, and then what was written since. */
export interface FetchProgress {
  readonly stage: 'packing' | 'fetching' | 'applying' | 'following';
  readonly done: number;
  /** Null before the data centre has told. */
  readonly total: number | null;
}

interface BootstrapOptions {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
  readonly log: OwnLog;
  readonly ports: SyncPorts;
  /** About so much of the log is applied in one transaction, while everybody else waits. */
  readonly pieceBytes: number;
}

/** Ops of the chunk that is being applied, and how many of them are in the log. */
interface OpenedChunk {
  readonly chunk: SnapshotChunk;
  readonly ops: readonly Uint8Array[];
  applied: number;
}

/** How often in one session a manifest may turn out to be no more. */
const MANIFESTS_LIMIT = 3;

/**
 * How a new PC gets its office: the manifest, chunk after chunk into the folder, and when all are there, the ops in
 * small transactions. What is kept and what is in the log tell where to go on, so it may be cut off anywhere: at most
 * one chunk is fetched again, and the log is at every moment a beginning of the office's.
 */
export class Bootstrap {
  readonly #options: BootstrapOptions;
  #manifest: SnapshotManifest | null = null;
  /** The chunks before it are kept, or applied. */
  #missing = 0;
  #opened: OpenedChunk | null = null;
  #packed: { readonly done: number; readonly total: number } | null = null;
  #manifests = 0;
  #isDone = false;

  constructor(options: BootstrapOptions) {
    this.#options = options;
    this.#manifest = this.#kept();
  }

  /** Is this PC one that takes over an office, and has it not come to the end of the snapshot? */
  get isWanted(): boolean {
    return selfNumber(this.#options.raw, 'fetching', 0) === 1 && !this.#isDone;
  }

  get progress(): FetchProgress {
    const manifest = this.#manifest;
    if (manifest === null)
      return { stage: 'packing', done: this.#packed?.done ?? 0, total: this.#packed?.total ?? null };
    if (this.#firstMissing() === undefined) {
      return { stage: 'applying', done: Math.min(this.#options.log.end().seq, manifest.seq), total: manifest.seq };
    }
    const bytes = (chunks: readonly SnapshotChunk[]): number => chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
    const { chunks } = manifest;
    return { stage: 'fetching', done: bytes(chunks.slice(0, this.#missing)), total: bytes(chunks) };
  }

  /** The data centre was greeted: what is kept counts if it still is the one that made it. */
  begin(): void {
    this.#manifest = this.#kept();
    this.#missing = 0;
  }

  /** The next thing to ask, or null when everything is here. */
  ask(): SnapshotRequest | SnapshotChunkRequest | null {
    const { office } = this.#options.log;
    if (this.#manifest === null) return { kind: 'snapshot', office };
    const chunk = this.#firstMissing();
    return chunk ? { kind: 'chunk', office, no: this.#missing, sha256: chunk.sha256 } : null;
  }

  /** Takes what came for `ask`. Answers false when the data centre asks to come back later. */
  take(answer: SnapshotAnswer | ChunkAnswer): boolean {
    switch (answer.kind) {
      case 'packing':
        this.#packed = { done: answer.packed, total: answer.seq };
        return !answer.isBusy;
      case 'snapshot':
        this.#start(answer);
        return true;
      case 'chunk':
        this.#keep(answer);
        return true;
      case 'gone':
        // Whatever chunks are in the next manifest too are not fetched again.
        this.#manifest = null;
        return true;
    }
  }

  /** Opens a chunk or applies a piece of it, if everything is here; answers whether there may be more. */
  work(): boolean {
    if (this.#isDone || this.#manifest === null || this.#firstMissing() !== undefined) return false;
    const { seq } = this.#options.log.end();
    const no = this.#manifest.chunks.findIndex(({ to }) => to > seq);
    if (no === -1) {
      this.#finish();
      return false;
    }
    if (this.#opened === null) {
      this.#opened = this.#open(this.#manifest, no);
      return this.#opened !== null;
    }
    this.#apply(this.#opened);
    if (this.#opened.applied === this.#opened.ops.length) this.#opened = null;
    return true;
  }

  #start(signed: SignedManifest): void {
    this.#manifests += 1;
    if (!this.#isGenuine(signed) || this.#manifests > MANIFESTS_LIMIT) throw new SnapshotFault('manifest');
    const { manifest, signature } = signed;
    this.#options.ports.snapshot.begin({ manifest, signature });
    this.#manifest = manifest;
    this.#missing = 0;
    this.#opened = null;
  }

  #keep({ no, sha256: named, body }: Extract<ChunkAnswer, { kind: 'chunk' }>): void {
    const chunk = this.#manifest?.chunks[no];
    // It answers another question: the right one is asked again.
    if (chunk?.sha256 !== named) return;
    // Measured before it is decoded: base64 is four letters for three bytes.
    const isRightSize = body.length === 4 * Math.ceil(chunk.bytes / 3);
    const bytes = Buffer.from(isRightSize ? body : '', 'base64');
    if (bytes.length !== chunk.bytes || sha256(bytes) !== chunk.sha256) throw new SnapshotFault(`chunk ${no}`);
    this.#options.ports.snapshot.put(chunk.sha256, bytes);
  }

  /** The manifest from before, unless the data centre was put back since or somebody has changed it. */
  #kept(): SnapshotManifest | null {
    const { ports, raw } = this.#options;
    if (!this.isWanted) return null;
    const signed = ports.snapshot.manifest();
    const isCurrent = signed?.manifest.incarnation === selfNumber(raw, 'centre', 0);
    return signed && isCurrent && this.#isGenuine(signed) ? signed.manifest : null;
  }

  #isGenuine({ manifest, signature }: SignedManifest): boolean {
    const { ports, log } = this.#options;
    return judgeManifest(manifest, log.office).ok && ports.isCentre(manifestPart(manifest), signature);
  }

  /** The first chunk that is neither kept nor applied. */
  #firstMissing(): SnapshotChunk | undefined {
    const { ports, log } = this.#options;
    const { seq } = log.end();
    const chunks = this.#manifest?.chunks ?? [];
    for (; this.#missing < chunks.length; this.#missing += 1) {
      const chunk = chunks[this.#missing];
      if (chunk && chunk.to > seq && !ports.snapshot.has(chunk.sha256)) return chunk;
    }
    return undefined;
  }

  /** A chunk with its ops proved against the chain, or null when it must be fetched again, or is of another history. */
  #open({ chunks }: SnapshotManifest, no: number): OpenedChunk | null {
    const { ports, log } = this.#options;
    const chunk = chunks[no];
    if (chunk === undefined) return null;
    const kept = ports.snapshot.get(chunk.sha256);
    if (kept === null || sha256(kept) !== chunk.sha256) {
      // The disk has lost it.
      ports.snapshot.drop(chunk.sha256);
      this.#missing = 0;
      return null;
    }
    const opened = ports.codec.open(kept, chunk.openedBytes);
    const ops = opened?.length === chunk.openedBytes ? splitOps(opened, chunk) : null;
    if (!ops?.ok) throw this.#refused(no);
    const end = log.end();
    const applied = Math.max(0, end.seq - chunk.from + 1);
    const heads = [chunks[no - 1]?.head ?? NO_HEAD];
    for (const op of ops.value) heads.push(chainHead(heads.at(-1) as Head, op));
    if (heads.at(-1) !== chunk.head) throw this.#refused(no);
    if (heads[applied] !== end.head) {
      // This log has ops of its own: it is mended by the ops, as every parted log is.
      this.#finish();
      return null;
    }
    return { chunk, ops: ops.value, applied };
  }

  #refused(no: number): SnapshotFault {
    // Asked for anew the next time.
    this.#options.ports.snapshot.clear();
    this.#manifest = null;
    return new SnapshotFault(`ops of chunk ${no}`);
  }

  #apply(opened: OpenedChunk): void {
    const { door, raw, pieceBytes } = this.#options;
    const { chunk, ops } = opened;
    let [at, bytes] = [opened.applied, 0];
    door.replay((replica) => {
      for (; at < ops.length && bytes < pieceBytes; at += 1) {
        const body = ops[at] ?? new Uint8Array();
        bytes += body.length;
        replica.append({ epoch: epochIn(chunk, chunk.from + at), body });
      }
      setSelfNumber(raw, 'acked', chunk.from + at - 1);
    });
    opened.applied = at;
  }

  #finish(): void {
    this.#options.ports.snapshot.clear();
    this.#isDone = true;
  }
}
