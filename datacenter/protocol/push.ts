import { decodeFrame, type FrameHeader } from '#kernel/sync/frame.ts';
import type { Head } from '#kernel/sync/log.ts';
import type { PushAnswer, Receipt, RefusedAnswer } from '#kernel/sync/messages.ts';
import { isEpochBelievable, judgePush, meetingPoint } from '#kernel/sync/replica.ts';
import { incarnationOf } from './enrol.ts';
import { openSigned } from './open-frame.ts';
import { refusedWith } from './refused.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { headAt, keyOf, lockStream, raiseEpoch } from './streams.ts';
import { frames, streams, type StreamRow } from './tables.ts';

/**
 * Takes a frame: everything about it is checked before anything is written, then it is stored as it came, and only then
 * acknowledged, and noted in the ledger. Applying it is another transaction, so no op can stand in the way of those behind it.
 */
export async function takeFrame(ports: DatacenterPorts, bytes: Uint8Array): Promise<PushAnswer | RefusedAnswer> {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return refusedWith(frame);
  const { header } = frame.value;
  const publicKey = await ports.store.transaction((tx) => keyOf(tx, ports, header.office, header.key));
  if (publicKey === undefined) return { kind: 'refused', code: 'DEVICE_UNKNOWN' };
  const opened = openSigned(ports, frame.value, publicKey);
  if (!opened.ok) return refusedWith(opened);
  const { ops, heads } = opened.value;
  const answered = await ports.store.transaction<PushAnswer | RefusedAnswer>(async (tx) => {
    const stream = await lockStream(tx, ports, header.office);
    // The device may have been revoked since it was asked for.
    if (!stream || (await keyOf(tx, ports, header.office, header.key)) === undefined) {
      return { kind: 'refused', code: 'DEVICE_UNKNOWN' };
    }
    if (!isEpochBelievable(header, stream)) return { kind: 'refused', code: 'FRAME_MALFORMED' };
    return judged(tx, ports, { header, heads, stream, bytes });
  });
  if (answered.kind === 'acked') {
    const { office, epoch, from, to, head } = header;
    // The whole frame: what it repeats may be what a power cut has kept from the ledger.
    ports.ledger.note({ office, epoch, from, to, head, receivedAt: answered.receipt.at, ops });
  }
  return answered;
}

interface Arrived {
  readonly header: FrameHeader;
  readonly heads: readonly Head[];
  readonly stream: StreamRow;
  readonly bytes: Uint8Array;
}

async function judged(tx: StoreTransaction, ports: DatacenterPorts, arrived: Arrived): Promise<PushAnswer> {
  const { header, heads, stream } = arrived;
  const push = { ...header, heads };
  const headThere = await headAt(tx, ports, stream, meetingPoint(push, stream));
  const judgement = judgePush(push, stream, headThere);
  switch (judgement.kind) {
    case 'frozen':
      return { kind: 'stopped', verdict: 'frozen' };
    case 'fenced':
      return { kind: 'stopped', verdict: 'rebase' };
    case 'fork': {
      const { from, to, head, epoch } = header;
      const detail = { from, to, head, epoch, seq: stream.seq, headThere };
      await raiseEpoch(tx, ports, stream, { kind: 'fork', above: epoch, detail });
      return { kind: 'stopped', verdict: 'rebase' };
    }
    case 'gap': {
      return { kind: 'gap', acked: stream.seq, incarnation: await incarnationOf(tx) };
    }
    case 'taken':
      return acknowledged(ports, await stored(tx, ports, arrived, judgement.take));
  }
}

/** The stream with the frame in it; a frame of which all is known changes nothing. */
async function stored(
  tx: StoreTransaction,
  { now }: DatacenterPorts,
  { header, stream, bytes }: Arrived,
  take: number,
): Promise<StreamRow> {
  if (take > header.to) return stream;
  const { office, to, epoch, head, schema } = header;
  const grown = { ...stream, seq: to, head, lastSeenAt: now(), health: healthAfter(stream.health, to - take + 1) };
  await tx.put(frames, [
    { officeNo: office, fromSeq: take, toSeq: to, epoch, head, schemaVersion: schema, receivedAt: now(), frame: bytes },
  ]);
  await tx.put(streams, [grown]);
  return grown;
}

/** What the office said of itself when it called, less what has come since. */
function healthAfter(health: StreamRow['health'], taken: number): StreamRow['health'] {
  if (health === null) return null;
  const unsent = Math.max(0, health.unsent - taken);
  return { ...health, unsent, oldestUnsentAt: unsent === 0 ? null : health.oldestUnsentAt };
}

function acknowledged({ keys, now }: DatacenterPorts, stream: StreamRow): PushAnswer {
  const { officeNo: office, seq, head, durableSeq } = stream;
  const at = now();
  const receipt: Receipt = { office, seq, head, at, signature: keys.sign(receiptPart({ office, seq, head, at })) };
  return { kind: 'acked', acked: seq, durable: durableSeq, receipt };
}

function receiptPart({ office, seq, head, at }: Omit<Receipt, 'signature'>): Uint8Array {
  return Buffer.from(JSON.stringify([office, seq, head, at]));
}
