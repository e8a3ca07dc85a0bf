import { decodeFrame, FRAME_LIMITS, headsOf, signedPart, splitOps, type FrameHeader } from '#kernel/sync/frame.ts';
import type { Head } from '#kernel/sync/log.ts';
import type { PushAnswer, Receipt, RefusedAnswer } from '#kernel/sync/messages.ts';
import { judgePush, meetingPoint } from '#kernel/sync/replica.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { incarnationOf } from './enrol.ts';
import { refusedWith } from './refused.ts';
import type { DatacenterPorts } from './ports.ts';
import type { StoreTransaction } from './store.ts';
import { headAt, keyOf, lockStream, raiseEpoch } from './streams.ts';
import { frames, streams, type FrameRow, type StreamRow } from './tables.ts';

/**
 * Takes a frame: everything about it is checked before anything is written, then it is stored as it came, and only then
 * acknowledged, and noted in the ledger. Applying it is another transaction, so no op can stand in the way of those behind it.
 */
export async function takeFrame(ports: DatacenterPorts, bytes: Uint8Array): Promise<PushAnswer | RefusedAnswer> {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return refusedWith(frame);
  const { header, payload } = frame.value;
  const signed = await isGenuine(ports, header);
  if (!signed.ok) return refusedWith(signed);
  // Opened only now: a stranger's bomb is never lit.
  const opened = ports.codecs.find(({ name }) => name === header.codec)?.open(payload, FRAME_LIMITS.openedBytes);
  if (!opened) return { kind: 'refused', code: 'FRAME_MALFORMED' };
  const ops = splitOps(opened, header);
  if (!ops.ok) return refusedWith(ops);
  const heads = headsOf(header, ops.value, ports.chain);
  if (!heads.ok) return refusedWith(heads);
  const { answer, row } = await ports.store.transaction(async (tx): Promise<Judged> => {
    const stream = await lockStream(tx, ports, header.office);
    // The device may have been revoked since it was asked for.
    if (!stream || (await keyOf(tx, ports, header.office, header.key)) === undefined) {
      return { answer: { kind: 'refused', code: 'DEVICE_UNKNOWN' }, row: null };
    }
    return judged(tx, ports, { header, heads: heads.value, stream, bytes });
  });
  if (row) {
    const { officeNo: office, fromSeq: from, toSeq: to, epoch, head, receivedAt } = row;
    ports.ledger.note({ office, epoch, from, to, head, receivedAt, ops: ops.value.slice(from - header.from) });
  }
  return answer;
}

interface Arrived {
  readonly header: FrameHeader;
  readonly heads: readonly Head[];
  readonly stream: StreamRow;
  readonly bytes: Uint8Array;
}

/** The answer, and the frame as it was stored where something of it was new. */
interface Judged {
  readonly answer: PushAnswer | RefusedAnswer;
  readonly row: FrameRow | null;
}

async function judged(tx: StoreTransaction, ports: DatacenterPorts, arrived: Arrived): Promise<Judged> {
  const { header, heads, stream } = arrived;
  const push = { ...header, heads };
  const headThere = await headAt(tx, ports, stream, meetingPoint(push, stream));
  const judgement = judgePush(push, stream, headThere);
  switch (judgement.kind) {
    case 'frozen':
      return { answer: { kind: 'stopped', verdict: 'frozen' }, row: null };
    case 'fenced':
      return { answer: { kind: 'stopped', verdict: 'rebase' }, row: null };
    case 'fork': {
      const { from, to, head, epoch } = header;
      const detail = { from, to, head, epoch, seq: stream.seq, headThere };
      await raiseEpoch(tx, ports, stream, { kind: 'fork', above: epoch, detail });
      return { answer: { kind: 'stopped', verdict: 'rebase' }, row: null };
    }
    case 'gap': {
      return { answer: { kind: 'gap', acked: stream.seq, incarnation: await incarnationOf(tx) }, row: null };
    }
    case 'taken': {
      if (judgement.take > header.to) return { answer: acknowledged(ports, stream), row: null };
      const { grown, row } = await stored(tx, ports, arrived, judgement.take);
      return { answer: acknowledged(ports, grown), row };
    }
  }
}

/** The frame, and the stream with it. */
async function stored(
  tx: StoreTransaction,
  { now }: DatacenterPorts,
  { header, stream, bytes }: Arrived,
  take: number,
): Promise<{ readonly grown: StreamRow; readonly row: FrameRow }> {
  const { office, to, epoch, head, schema } = header;
  const grown = { ...stream, seq: to, head, lastSeenAt: now(), health: healthAfter(stream.health, to - take + 1) };
  const place = { officeNo: office, fromSeq: take, toSeq: to, epoch, head };
  const row = { ...place, schemaVersion: schema, receivedAt: now(), frame: bytes };
  await tx.put(frames, [row]);
  await tx.put(streams, [grown]);
  return { grown, row };
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

async function isGenuine(ports: DatacenterPorts, header: FrameHeader): Promise<Verdict> {
  const publicKey = await ports.store.transaction((tx) => keyOf(tx, ports, header.office, header.key));
  if (publicKey === undefined) return refuse('DEVICE_UNKNOWN');
  return ports.keys.isSignedBy(publicKey, signedPart(header), header.signature)
    ? accept()
    : refuse('SIGNATURE_INVALID');
}
