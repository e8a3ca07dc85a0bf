import { accept, refuse, type Verdict } from '../verdict.ts';
import { NO_HEAD, type Head, type LogPoint } from './log.ts';

/**
 * A snapshot is an office's log up to a stated op, packed anew in chunks of about a megabyte: what a new PC of the
 * office fetches, keeps and applies before it asks for the rest. The manifest tells every chunk beforehand, under the
 * data centre's signature, so that each is proved alone, whoever brings it.
 */
export interface SnapshotManifest extends LogPoint {
  readonly office: number;
  /** The incarnation of the data centre that made it. */
  readonly incarnation: number;
  /** In the order of the log, without a gap. */
  readonly chunks: readonly SnapshotChunk[];
}

export interface SnapshotChunk {
  readonly from: number;
  readonly to: number;
  /** The head after its last op. */
  readonly head: Head;
  /** Compressed, as it travels, and opened. */
  readonly bytes: number;
  readonly openedBytes: number;
  /** Of the compressed bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  /** The epochs of its ops: each from an op on, until the next one. */
  readonly epochs: readonly EpochRun[];
}

export interface EpochRun {
  readonly from: number;
  readonly epoch: number;
}

/** A manifest as it travels and as it is kept. */
export interface SignedManifest {
  readonly manifest: SnapshotManifest;
  /** The data centre's, over `manifestPart`. */
  readonly signature: string;
}

/** Everything has a limit: what is larger is refused before it is opened. */
export const SNAPSHOT_LIMITS = {
  chunks: 20_000,
  /** A single frame may fill a chunk, and a frame is a megabyte at most. */
  chunkBytes: 3 * 1024 * 1024,
  /** After decompression; the codec stops there. */
  openedBytes: 16 * 1024 * 1024,
  epochs: 1_000,
} as const;

/** What is signed: every field in a fixed order. */
export function manifestPart({ office, incarnation, seq, head, chunks }: SnapshotManifest): Uint8Array {
  const told = chunks.map(({ from, to, head: after, bytes, openedBytes, sha256, epochs }) => [
    ...[from, to, after, bytes, openedBytes, sha256],
    epochs.map((run) => [run.from, run.epoch]),
  ]);
  return new TextEncoder().encode(JSON.stringify(['snapshot', office, incarnation, seq, head, told]));
}

/** Is it a snapshot of this office that can be applied? Refuses `SNAPSHOT_MALFORMED`. */
export function judgeManifest(manifest: SnapshotManifest, office: number): Verdict {
  const { chunks, seq, head } = manifest;
  if (manifest.office !== office || chunks.length > SNAPSHOT_LIMITS.chunks) return refuse('SNAPSHOT_MALFORMED');
  let end: LogPoint = { seq: 0, head: NO_HEAD };
  for (const chunk of chunks) {
    if (chunk.from !== end.seq + 1 || !isWithinLimits(chunk)) return refuse('SNAPSHOT_MALFORMED');
    end = { seq: chunk.to, head: chunk.head };
  }
  return end.seq === seq && end.head === head ? accept() : refuse('SNAPSHOT_MALFORMED');
}

/** The epoch of an op of the chunk. */
export function epochIn({ epochs }: SnapshotChunk, seq: number): number {
  return epochs.findLast(({ from }) => from <= seq)?.epoch ?? 1;
}

function isWithinLimits({ from, to, bytes, openedBytes, epochs }: SnapshotChunk): boolean {
  const isSmall = bytes > 0 && bytes <= SNAPSHOT_LIMITS.chunkBytes && openedBytes <= SNAPSHOT_LIMITS.openedBytes;
  // Each op has a byte at least and its line feed, so the number of ops is bounded too.
  return to >= from && isSmall && (to - from + 1) * 2 <= openedBytes && epochs[0]?.from === from;
}
