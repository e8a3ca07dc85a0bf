import { manifestPart, type SnapshotManifest } from '#kernel/sync/snapshot.ts';
import type { ChunkAnswer, SnapshotChunkRequest, SnapshotAnswer, SnapshotRequest } from '#kernel/sync/messages.ts';
import { incarnationOf } from './enrol.ts';
import { packNext } from './pack.ts';
import type { DatacenterPorts } from './ports.ts';
import { snapshotChunks, snapshots, type SnapshotRow } from './snapshot-tables.ts';
import type { StoreTransaction } from './store.ts';
import { emptyStream } from './streams.ts';
import { streams, type StreamRow } from './tables.ts';

/** Packed in one call; whoever waits asks again, so nothing is made for somebody who has gone. */
const CHUNKS_A_CALL = 4;
/** A snapshot that is so far behind its log is still given: the rest comes as ops. */
const TAIL_OPS = 2_000;

/**
 * The office's snapshot, or how far it is packed. Each chunk is made and kept in a transaction of its own that holds
 * nothing but the snapshot's line: two servers asked at once pack in turns, pushes and other offices go on, and after a
 * crash it goes on behind the last chunk.
 */
export async function tellSnapshot(ports: DatacenterPorts, { office }: SnapshotRequest): Promise<SnapshotAnswer> {
  const found = await ports.store.transaction((tx) => standing(tx, ports, office));
  if (isWhole(found)) return told(ports, found);
  const packed = await ports.packing.during(async () => {
    let row: SnapshotRow | undefined = found;
    for (let count = 0; count < CHUNKS_A_CALL && row && !isWhole(row); count += 1) {
      row = await ports.store.transaction((tx) => packedOnce(tx, ports, office));
    }
    return row ?? found;
  });
  const row = packed ?? found;
  return isWhole(row)
    ? told(ports, row)
    : { kind: 'packing', packed: endOf(row), seq: row.seq, isBusy: packed === null };
}

/** A chunk that the manifest names. Bytes that are not those of the manifest are never told: they are made anew. */
export async function tellChunk(
  ports: DatacenterPorts,
  { office, no, sha256 }: SnapshotChunkRequest,
): Promise<ChunkAnswer> {
  return ports.store.transaction(async (tx) => {
    const named = (await tx.get(snapshots, [office]))?.chunks[no];
    if (named?.sha256 !== sha256) return { kind: 'gone' };
    const kept = await tx.get(snapshotChunks, [office, no]);
    if (kept === undefined || ports.packing.sha256(kept.bytes) !== sha256) {
      await tx.remove(snapshots, [[office]]);
      return { kind: 'gone' };
    }
    return { kind: 'chunk', no, sha256, body: Buffer.from(kept.bytes).toString('base64') };
  });
}

/** The snapshot's line as it is to be: the one that is there, or the beginning of one that goes on behind it. */
async function standing(tx: StoreTransaction, ports: DatacenterPorts, office: number): Promise<SnapshotRow> {
  // A database that was put back may not know of an office that was enrolled since.
  const stream = (await tx.get(streams, [office])) ?? emptyStream(office);
  const incarnation = await incarnationOf(tx);
  const row = await tx.lockOrMake(snapshots, begin(stream, incarnation));
  const wanted = row.incarnation === incarnation ? follow(row, stream) : begin(stream, incarnation);
  const used = { ...wanted, usedAt: ports.now() };
  await tx.put(snapshots, [used]);
  return used;
}

function begin({ officeNo, seq, head }: StreamRow, incarnation: number): SnapshotRow {
  return { officeNo, incarnation, seq, head, usedAt: 0, chunks: [] };
}

/** The same bytes as before, and where the log has grown, more behind them; the last chunk was not full. */
function follow(row: SnapshotRow, { seq, head }: StreamRow): SnapshotRow {
  if (!isWhole(row) || seq - row.seq <= TAIL_OPS) return row;
  return { ...row, seq, head, chunks: row.chunks.slice(0, -1) };
}

async function packedOnce(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  office: number,
): Promise<SnapshotRow | undefined> {
  const row = await tx.lock(snapshots, [office]);
  if (!row || isWhole(row)) return row;
  const { chunk, bytes } = await packNext(tx, ports, { office, after: endOf(row), upTo: row.seq });
  await tx.put(snapshotChunks, [{ officeNo: office, no: row.chunks.length, bytes }]);
  const grown = { ...row, chunks: [...row.chunks, chunk] };
  await tx.put(snapshots, [grown]);
  return grown;
}

function told({ keys }: DatacenterPorts, { officeNo, incarnation, seq, head, chunks }: SnapshotRow): SnapshotAnswer {
  const manifest: SnapshotManifest = { office: officeNo, incarnation, seq, head, chunks };
  return { kind: 'snapshot', manifest, signature: keys.sign(manifestPart(manifest)) };
}

function isWhole(row: SnapshotRow): boolean {
  return endOf(row) === row.seq;
}

function endOf({ chunks }: SnapshotRow): number {
  return chunks.at(-1)?.to ?? 0;
}
