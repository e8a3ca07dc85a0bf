import { createHash } from 'node:crypto';
import { assert } from '#kernel/assert.ts';
import { chunkCount, chunkLength } from '#kernel/sync/file-chunks.ts';
import type { ChunkRequest, FileRefusedAnswer, KeptAnswer } from '#kernel/sync/file-messages.ts';
import { incarnationOf } from './enrol.ts';
import { fileChunks, namedFiles, storedFiles, type StoredFileRow } from './file-tables.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { keyOf, lockStream } from './streams.ts';
import { streams } from './tables.ts';

export interface ArrivedChunk extends ChunkRequest {
  /** The device that sent it. */
  readonly key: string;
  /** Compared with the hash of the request already. */
  readonly content: Uint8Array;
}

/**
 * Keeps a chunk of a content that a record of this office names, in one transaction with the note that it is there.
 * The one that was missing last makes the content whole: all of it is hashed, in the same transaction, so that no power
 * cut lies between. When that is another content, everything of it goes.
 */
export async function takeChunk(ports: DatacenterPorts, chunk: ArrivedChunk): Promise<KeptAnswer | FileRefusedAnswer> {
  return ports.store.transaction(async (tx) => {
    const { office, sha256 } = chunk;
    // The device may have been revoked since it was asked for.
    if ((await keyOf(tx, ports, office, chunk.key)) === undefined) return refused('DEVICE_UNKNOWN');
    if ((await tx.get(streams, [office]))?.isFrozen === true) return refused('OFFICE_FROZEN');
    const named = await tx.get(namedFiles, [office, sha256, office]);
    if (!named) return refused('FILE_NOT_NAMED');
    const file = (await tx.lock(storedFiles, [office, sha256])) ?? (await begun(tx, ports, chunk, named.bytes));
    const incarnation = await incarnationOf(tx);
    if (file.wholeAt !== null || file.kept[chunk.no] === '1') {
      return { kind: 'kept', incarnation, sha256, no: chunk.no, isWhole: file.wholeAt !== null };
    }
    const isFitting = chunk.no < file.kept.length && chunk.content.length === chunkLength(file.bytes, chunk.no);
    if (!isFitting) return refused('FILE_CHUNK_DIFFERS');
    return keep(tx, ports, { file, chunk, incarnation });
  });
}

interface Keeping {
  readonly file: StoredFileRow;
  readonly chunk: ArrivedChunk;
  readonly incarnation: number;
}

async function keep(
  tx: StoreTransaction,
  { now }: DatacenterPorts,
  { file, chunk: { no, content }, incarnation }: Keeping,
): Promise<KeptAnswer | FileRefusedAnswer> {
  const { officeNo, sha256 } = file;
  const kept = `${file.kept.slice(0, no)}1${file.kept.slice(no + 1)}`;
  await tx.put(fileChunks, [{ officeNo, sha256, no, content }]);
  const isWhole = !kept.includes('0');
  if (isWhole && (await hashOf(tx, file)) !== sha256) {
    await forget(tx, file);
    return refused('FILE_DIFFERS');
  }
  await tx.put(storedFiles, [{ ...file, kept, wholeAt: isWhole ? now() : null }]);
  return { kind: 'kept', incarnation, sha256, no, isWhole };
}

/** Begins a content. Two chunks that begin it at once wait for each other here. */
async function begun(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { office, sha256 }: ArrivedChunk,
  bytes: number,
): Promise<StoredFileRow> {
  await lockStream(tx, ports, office);
  const known = await tx.lock(storedFiles, [office, sha256]);
  if (known) return known;
  const kept = '0'.repeat(chunkCount(bytes));
  return { officeNo: office, sha256, bytes, kept, begunAt: ports.now(), wholeAt: null };
}

/** A chunk at a time, so that a large file is never in memory as a whole. */
async function hashOf(tx: StoreTransaction, { officeNo, sha256, kept }: StoredFileRow): Promise<string> {
  const hashing = createHash('sha256');
  for (let no = 0; no < kept.length; no += 1) {
    const chunk = await tx.get(fileChunks, [officeNo, sha256, no]);
    assert(chunk !== undefined, `Chunk ${no} of a file of office ${officeNo} is noted and not there.`);
    hashing.update(chunk.content);
  }
  return hashing.digest('hex');
}

async function forget(tx: StoreTransaction, { officeNo, sha256, kept }: StoredFileRow): Promise<void> {
  await tx.remove(
    fileChunks,
    [...kept].map((_, no) => [officeNo, sha256, no]),
  );
  await tx.remove(storedFiles, [[officeNo, sha256]]);
}

function refused(code: FileRefusedAnswer['code']): FileRefusedAnswer {
  return { kind: 'refused', code };
}
