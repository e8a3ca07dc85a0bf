import { assert } from '#kernel/assert.ts';
import type { EpochRun, SnapshotChunk } from '#kernel/sync/snapshot.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { opsTextOf } from './streams.ts';
import { frames, type FrameRow } from './tables.ts';

/** A chunk is filled with whole frames up to so many opened bytes, and to this compressed size. */
export const CHUNK_OPENED_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 1.5 * 1024 * 1024;
/** Frames are read in pages of about so many bytes, whether they hold one op or two thousand. */
const PAGE_BYTES = 2 * 1024 * 1024;
const PAGE_FRAMES = { first: 4, most: 1_000 } as const;

interface Range {
  readonly office: number;
  /** The op before the first one, and the last. Both are ends of frames. */
  readonly after: number;
  readonly upTo: number;
}

interface OpenedFrame extends Omit<FrameRow, 'frame'> {
  readonly text: Uint8Array;
}

/**
 * The next chunk of an office's log: whole frames behind each other, compressed as one. In memory is one chunk and one
 * page of frames, however long the log is.
 */
export async function packNext(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  range: Range,
): Promise<{ readonly chunk: SnapshotChunk; readonly bytes: Uint8Array }> {
  const { compress, sha256 } = ports.packing;
  let opened = await gather(tx, ports, range);
  for (;;) {
    const text = Buffer.concat(opened.map((frame) => frame.text));
    const bytes = await compress(text);
    const last = opened.at(-1);
    assert(last !== undefined, 'There is a frame after every op but the last.');
    if (bytes.length > CHUNK_BYTES && opened.length > 1) {
      // Ops that hardly compress, such as pictures in text: fewer of them.
      opened = opened.slice(0, Math.ceil(opened.length / 2));
      continue;
    }
    const place = { from: range.after + 1, to: last.toSeq, head: last.head, epochs: runsOf(opened) };
    return { bytes, chunk: { ...place, bytes: bytes.length, openedBytes: text.length, sha256: sha256(bytes) } };
  }
}

async function gather(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { office, after, upTo }: Range,
): Promise<readonly OpenedFrame[]> {
  const found: OpenedFrame[] = [];
  let [last, size, limit] = [after, 0, PAGE_FRAMES.first as number];
  while (last < upTo) {
    const page = await tx.range(frames, office, { after: last, limit });
    assert(page[0]?.fromSeq === last + 1, `The frames of office ${office} have a hole after ${last}.`);
    let pageBytes = 0;
    for (const { frame, ...row } of page) {
      if (last >= upTo) break;
      const text = opsTextOf(ports, { ...row, frame });
      if (found.length > 0 && size + text.length > ports.packing.openedBytes) return found;
      found.push({ ...row, text });
      [last, size, pageBytes] = [row.toSeq, size + text.length, pageBytes + frame.length];
    }
    const fitting = Math.floor((PAGE_BYTES * page.length) / Math.max(1, pageBytes));
    limit = Math.max(PAGE_FRAMES.first, Math.min(PAGE_FRAMES.most, fitting));
  }
  return found;
}

function runsOf(opened: readonly OpenedFrame[]): readonly EpochRun[] {
  const runs: EpochRun[] = [];
  for (const { fromSeq: from, epoch } of opened) if (runs.at(-1)?.epoch !== epoch) runs.push({ from, epoch });
  return runs;
}
