import { decodeFrame, FRAME_LIMITS, splitOps, type Frame } from '#kernel/sync/frame.ts';
import { FOUR_BYTES, NO_HEAD, type Head, type LogPoint } from '#kernel/sync/log.ts';
import { assert } from '#kernel/assert.ts';
import type { DatacenterPorts, WitnessedDevice } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { devices, frames, incidents, streams, type DeviceRow, type FrameRow, type StreamRow } from './tables.ts';

/** The log of one office as the data centre holds it: frames as they came, and one line about the whole. */

/** The stream, held until the end of the transaction. Its epoch never falls behind the witness. */
export async function lockStream(
  tx: StoreTransaction,
  { witness }: DatacenterPorts,
  office: number,
): Promise<StreamRow | undefined> {
  const witnessed = witness.epochOf(office);
  // A database that was put back may not know of an office that was enrolled since.
  const stream = (await tx.lock(streams, [office])) ?? (witnessed > 0 ? emptyStream(office) : undefined);
  return stream && { ...stream, epoch: Math.max(stream.epoch, witnessed) };
}

/** The stream of an office that has sent nothing yet. */
export function emptyStream(officeNo: number): StreamRow {
  return {
    ...{ officeNo, epoch: 0, seq: 0, head: NO_HEAD, appliedSeq: 0, isRouted: true, durableSeq: 0, held: 0 },
    ...{ isFrozen: false, lastSeenAt: 0, health: null },
  };
}

/**
 * The public key of a device that may speak for the office now. The database may have been put back to a day before the
 * device was enrolled or revoked; then the witness tells.
 */
export async function keyOf(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  office: number,
  keyId: string,
): Promise<string | undefined> {
  const { device, witnessed, publicKey } = await knownDevice(tx, ports, office, keyId);
  const isOver = witnessed?.isRevoked === true || (device !== undefined && device.revokedAt !== null);
  return isOver ? undefined : publicKey;
}

/**
 * The public key of a device whose place another one took, and which nobody has stopped: it may tell what it has left.
 * The database may have been put back, and the witness of this server may lie on a machine that enrolled neither: one
 * that knows nothing of the end of a device contradicts nobody, and whoever says that it was stopped is believed.
 */
export async function replacedKeyOf(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  office: number,
  keyId: string,
): Promise<string | undefined> {
  const { device, witnessed, publicKey } = await knownDevice(tx, ports, office, keyId);
  const isStopped =
    (device !== undefined && device.revokedAt !== null && !device.isReplaced) ||
    (witnessed !== undefined && witnessed.isRevoked && witnessed.isReplaced !== true);
  const isReplaced = device?.isReplaced === true || witnessed?.isReplaced === true;
  return isStopped || !isReplaced ? undefined : publicKey;
}

/** The public key of a device of the office, whether it may speak now or not: what it has signed it has signed. */
export async function anyKeyOf(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  office: number,
  keyId: string,
): Promise<string | undefined> {
  return (await knownDevice(tx, ports, office, keyId)).publicKey;
}

interface KnownDevice {
  readonly device: DeviceRow | undefined;
  readonly witnessed: WitnessedDevice | undefined;
  readonly publicKey: string | undefined;
}

/** A device as the database has it and as the witness has it: either may know of one of which the other does not. */
async function knownDevice(
  tx: StoreTransaction,
  { witness }: DatacenterPorts,
  office: number,
  keyId: string,
): Promise<KnownDevice> {
  const device = await tx.get(devices, [office, keyId]);
  const witnessed = witness.deviceOf(office, keyId);
  return { device, witnessed, publicKey: (device ?? witnessed)?.publicKey };
}

/** The head after op `seq`, or null when the stream does not reach it. */
export function headAt(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  seq: number,
): Promise<Head | null> {
  return new LogHeads(tx, ports, stream).at(seq);
}

/** So many frames are opened for the places of one question: each may be sixteen megabytes, and others wait. */
const FRAMES_A_QUESTION = 24;

/**
 * The first of these places that the stream has too, and null when it has none. They go from the end back to the
 * beginning, which every log has: whoever names more than an honest log has places is led there.
 */
export async function commonPoint(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  points: readonly LogPoint[],
): Promise<LogPoint | null> {
  const heads = new LogHeads(tx, ports, stream);
  for (const point of points) if ((await heads.at(point.seq)) === point.head) return point;
  return null;
}

/** The heads of a stream at the places of one question. The frame that was opened last is kept: places lie close. */
class LogHeads {
  readonly #tx: StoreTransaction;
  readonly #ports: DatacenterPorts;
  readonly #stream: StreamRow;
  #left = FRAMES_A_QUESTION;
  #opened: { readonly from: number; readonly heads: readonly Head[] } = { from: 0, heads: [] };

  constructor(tx: StoreTransaction, ports: DatacenterPorts, stream: StreamRow) {
    [this.#tx, this.#ports, this.#stream] = [tx, ports, stream];
  }

  /** Null also where too many frames were opened before. */
  async at(seq: number): Promise<Head | null> {
    const { seq: last, head, officeNo } = this.#stream;
    if (seq === 0) return NO_HEAD;
    if (seq === last) return head;
    if (seq > last) return null;
    const known = this.#opened.heads[seq - this.#opened.from];
    if (known !== undefined) return known;
    const row = await this.#tx.upTo(frames, officeNo, seq);
    assert(row !== undefined && row.toSeq >= seq, `The frames of office ${officeNo} have a hole at ${seq}.`);
    if (row.toSeq === seq) return row.head;
    if (this.#left === 0) return null;
    this.#left -= 1;
    this.#opened = headsIn(this.#ports, row);
    return this.#opened.heads[seq - this.#opened.from] ?? null;
  }
}

function headsIn(ports: DatacenterPorts, row: FrameRow): { readonly from: number; readonly heads: readonly Head[] } {
  const { header, ops } = openFrame(ports, row);
  let head = header.previous;
  return { from: header.from, heads: ops.map((op) => (head = ports.chain(head, op))) };
}

export interface StoredOp {
  readonly seq: number;
  readonly epoch: number;
  readonly receivedAt: number;
  readonly body: Uint8Array;
}

/** Ops after `seq` in their order: up to `limit`, and until they are `bytes` large; one at least, however large. */
export async function opsAfter(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  stream: StreamRow,
  { seq, limit, bytes }: { readonly seq: number; readonly limit: number; readonly bytes: number },
): Promise<readonly StoredOp[]> {
  const found: StoredOp[] = [];
  let size = 0;
  for (let after = seq; after < stream.seq && found.length < limit && size < bytes;) {
    const row = await tx.upTo(frames, stream.officeNo, after + 1);
    assert(
      row !== undefined && row.toSeq > after,
      `The frames of office ${stream.officeNo} have a hole after ${after}.`,
    );
    const { header, ops } = openFrame(ports, row);
    for (let next = after + 1; next <= row.toSeq && found.length < limit && size < bytes; next += 1) {
      const body = ops[next - header.from];
      assert(body !== undefined, 'A stored frame holds the ops that it promises.');
      found.push({ seq: next, epoch: row.epoch, receivedAt: row.receivedAt, body });
      size += body.length;
    }
    after = row.toSeq;
  }
  return found;
}

/** Ends the present epoch: who writes under it is fenced from now on. The witness knows first. */
export async function raiseEpoch(
  tx: StoreTransaction,
  { witness, now }: DatacenterPorts,
  stream: StreamRow,
  cause: { readonly kind: 'fork' | 'enrolment' | 'moved'; readonly above: number; readonly detail: unknown },
): Promise<StreamRow> {
  const epoch = Math.max(stream.epoch, cause.above) + 1;
  assert(epoch <= FOUR_BYTES, `Office ${stream.officeNo} has come to the last epoch that there is.`);
  witness.note({ kind: 'epoch', office: stream.officeNo, epoch });
  const raised = { ...stream, epoch };
  await tx.put(streams, [raised]);
  await tx.put(incidents, [
    { officeNo: stream.officeNo, no: epoch, kind: cause.kind, at: now(), detail: cause.detail },
  ]);
  return raised;
}

/** The new ops of a stored frame as one text, one a line: what an overlap repeats is left out. */
export function opsTextOf(ports: DatacenterPorts, row: FrameRow): Uint8Array {
  const { header, opened } = openPayload(ports, row);
  let start = 0;
  for (let known = row.fromSeq - header.from; known > 0; known -= 1) start = opened.indexOf(LINE_FEED, start) + 1;
  return opened.subarray(start);
}

const LINE_FEED = 10;

function openFrame(ports: DatacenterPorts, row: FrameRow): Frame & { readonly ops: readonly Uint8Array[] } {
  const { opened, ...frame } = openPayload(ports, row);
  const ops = splitOps(opened, frame.header);
  assert(ops.ok, 'A stored frame holds the ops that it promises.');
  return { ...frame, ops: ops.value };
}

/** A stored frame, opened. */
export function openPayload(
  { codecs }: DatacenterPorts,
  row: Pick<FrameRow, 'frame'>,
): Frame & { readonly opened: Uint8Array } {
  const frame = decodeFrame(row.frame);
  assert(frame.ok, 'A stored frame can be read.');
  const codec = codecs.find(({ name }) => name === frame.value.header.codec);
  const opened = codec?.open(frame.value.payload, FRAME_LIMITS.openedBytes);
  assert(opened !== undefined && opened !== null, 'A stored frame can be opened.');
  return { ...frame.value, opened };
}
