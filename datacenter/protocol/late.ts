import { isUtf8 } from 'node:buffer';
import { decodeFrame, splitOps } from '#kernel/sync/frame.ts';
import {
  formerWords,
  judgeAnnouncement,
  judgeLateFrame,
  mayDecideLate,
  mayWithdraw,
  stateOfWork,
  type LateDecision,
  type LateWork,
} from '#kernel/sync/late.ts';
import type { LogPoint } from '#kernel/sync/log.ts';
import type {
  HelloRequest,
  LateAnswer,
  LateJoinedRequest,
  LateOffer,
  LateOpsAnswer,
  LateOpsRequest,
  LateReceipt,
  LateRequest,
  RefusedAnswer,
} from '#kernel/sync/messages.ts';
import { assert } from '#kernel/assert.ts';
import { isCountable } from '#kernel/hlc.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { lateFrames, lateWorks, type LateWorkRow } from './late-tables.ts';
import { openSigned } from './open-frame.ts';
import { readForeignOp } from './op-reader.ts';
import type { DatacenterPorts } from './ports.ts';
import { refusedWith } from './refused.ts';
import type { StoreTransaction } from './store.ts';
import { commonPoint, lockStream, openPayload, replacedKeyOf } from './streams.ts';
import { devices } from './tables.ts';

/**
 * What a PC had not sent when another one took its office over. Nothing here writes into the office's log: what is taken
 * in lies apart, until the PC that writes that log has fetched it and sends it as its own.
 */

const WORKS_OF_AN_OFFICE = 1_000;
const unknown: RefusedAnswer = { kind: 'refused', code: 'DEVICE_UNKNOWN' };
const unwanted: RefusedAnswer = { kind: 'refused', code: 'LATE_UNWANTED' };

/** Hears from a replaced PC what it has not sent, and tells it what was decided. */
export async function hearLate(
  ports: DatacenterPorts,
  key: string,
  { office, epoch, points, oldestAt }: LateRequest,
): Promise<LateAnswer | RefusedAnswer> {
  return ports.store.transaction(async (tx) => {
    // The office's line is held: late work is judged beside its log, one thing after the other.
    const stream = await lockStream(tx, ports, office);
    const [end] = points;
    if (!stream || !end || (await replacedKeyOf(tx, ports, office, key)) === undefined) return unknown;
    const common = await commonPoint(tx, ports, stream, points);
    // The beginning is common to all logs, and every PC names it; nobody has written under an epoch that is to come.
    if (common === null || epoch > stream.epoch) return { kind: 'refused', code: 'REQUEST_MALFORMED' };
    const known = await tx.get(lateWorks, [office, key]);
    switch (judgeAnnouncement({ epoch, common, end }, known ? workOf(known) : null)) {
      case 'too-long':
        return unwanted;
      case 'nothing':
        // A copy of the same disk may have nothing where the other one has something.
        if (known?.joinedHeads.length === 0 && points.some(({ head }) => head === known.endHead)) {
          await tx.remove(lateWorks, [[office, key]]);
        }
        return { kind: 'late', state: 'nothing', reason: null, common, end, stored: end, receipt: null };
      case 'joined':
        return { kind: 'late', state: 'joined', reason: null, common, end, stored: end, receipt: null };
      case 'known':
        return known ? standingOf(ports, known) : unwanted;
      case 'news': {
        const announced: LateWorkRow = {
          ...{ officeNo: office, keyId: key, epoch, oldestAt, announcedAt: ports.now(), joinedAt: null, bytes: 0 },
          ...{ commonSeq: common.seq, commonHead: common.head, endSeq: end.seq, endHead: end.head },
          ...{ storedSeq: common.seq, storedHead: common.head },
          ...(known?.decision === 'refused' ? decisionOf(known) : undecided),
          joinedHeads: known?.joinedHeads ?? [],
        };
        await tx.put(lateWorks, [announced]);
        return standingOf(ports, announced);
      }
    }
  });
}

/**
 * Takes a frame of a replaced PC: signed, whole and chained as every frame, and the next part of what was announced and
 * taken in, or it is refused.
 */
export async function takeLateFrame(ports: DatacenterPorts, bytes: Uint8Array): Promise<LateAnswer | RefusedAnswer> {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return refusedWith(frame);
  const { header } = frame.value;
  const { office, key } = header;
  const publicKey = await ports.store.transaction((tx) => replacedKeyOf(tx, ports, office, key));
  if (publicKey === undefined) return unknown;
  const opened = openSigned(ports, frame.value, publicKey);
  if (!opened.ok) return refusedWith(opened);
  const { ops } = opened.value;
  // The office's writer must find nothing there that is no op; one that no longer fits it lays aside by itself, and
  // the others come.
  if (!ops.every(isOp)) return { kind: 'refused', code: 'FRAME_MALFORMED' };
  return ports.store.transaction(async (tx) => {
    const stream = await lockStream(tx, ports, office);
    const row = await tx.get(lateWorks, [office, key]);
    // The device may have been stopped since it was asked for, and a frozen office takes nothing.
    if (!stream || (await replacedKeyOf(tx, ports, office, key)) === undefined) return unknown;
    // It has announced nothing, and may not even have heard; an earlier program reads no other refusal than this.
    if (!row) return { ...unknown, isReplaced: true };
    if (stream.isFrozen) return unwanted;
    const size = ops.reduce((sum, body) => sum + body.length, 0);
    switch (judgeLateFrame({ ...header, bytes: size }, workOf(row))) {
      case 'unwanted':
        return unwanted;
      case 'known':
      case 'gap':
        return standingOf(ports, row);
      case 'take': {
        const { from: fromSeq, to: toSeq, head } = header;
        const grown = { ...row, storedSeq: toSeq, storedHead: head, bytes: row.bytes + size };
        const receivedAt = ports.now();
        await tx.put(lateFrames, [{ officeNo: office, keyId: key, fromSeq, toSeq, receivedAt, frame: bytes }]);
        await tx.put(lateWorks, [grown]);
        return standingOf(ports, grown);
      }
    }
  });
}

/**
 * Decides on the late work of a PC. Refuses `LATE_GONE` where there is none or its PC was stopped, `LATE_CHANGED` where
 * there is more of it now, and `LATE_DECIDED` where somebody has decided on it since, or what was decided is done.
 */
export async function decideLate(ports: DatacenterPorts, decided: LateDecision): Promise<Verdict> {
  const { office, keyId, seq, earlierAt, decidedBy, reason } = decided;
  return ports.store.transaction(async (tx) => {
    await lockStream(tx, ports, office);
    const row = await tx.get(lateWorks, [office, keyId]);
    if (!row || (await replacedKeyOf(tx, ports, office, keyId)) === undefined) return refuse('LATE_GONE');
    if (row.endSeq !== seq) return refuse('LATE_CHANGED');
    const decision = reason === null ? 'taken' : 'refused';
    if (row.decidedAt !== earlierAt || !mayDecideLate(workOf(row), decision)) return refuse('LATE_DECIDED');
    // From the common op on: what came before a refusal may be another history by now.
    await dropFrames(tx, row);
    const again = { storedSeq: row.commonSeq, storedHead: row.commonHead, bytes: 0 };
    // Never the moment of the one before: by it each is told from the others.
    const decidedAt = Math.max(ports.now(), (row.decidedAt ?? 0) + 1);
    await tx.put(lateWorks, [{ ...row, ...again, decision, decidedAt, decidedBy, reason }]);
    return accept();
  });
}

/**
 * Forgets what a PC had announced under keys of before it was invited again: it writes the office's log now, and brings
 * by itself what nobody else can send any more.
 */
export async function withdrawFormer(
  tx: StoreTransaction,
  { keys, witness }: DatacenterPorts,
  { office, former = [] }: Pick<HelloRequest, 'office' | 'former'>,
): Promise<void> {
  for (const { key, signature } of former) {
    const row = await tx.get(lateWorks, [office, key]);
    if (!row || !mayWithdraw(workOf(row))) continue;
    const device = (await tx.get(devices, [office, key])) ?? witness.deviceOf(office, key);
    if (!device || !keys.isSignedBy(device.publicKey, Buffer.from(formerWords(office, key)), signature)) continue;
    await dropFrames(tx, row);
    await tx.remove(lateWorks, [[office, key]]);
  }
}

/** Late work that waits for the office's writer and that it can read, the first to be announced first. */
export async function lateOfferOf(
  tx: StoreTransaction,
  ports: DatacenterPorts,
  { office, unread = [] }: Pick<HelloRequest, 'office' | 'unread'>,
): Promise<LateOffer | undefined> {
  const rows = await tx.range(lateWorks, office, { limit: WORKS_OF_AN_OFFICE });
  const readable = rows.filter(({ endHead }) => !unread.includes(endHead));
  for (const row of readable.toSorted((left, right) => left.announcedAt - right.announcedAt)) {
    if (!(await isOnOffer(tx, ports, row))) continue;
    const { common, end } = workOf(row);
    const device = await tx.get(devices, [office, row.keyId]);
    return { of: row.keyId, device: device?.name ?? null, common, end };
  }
  return undefined;
}

/** The late ops after this one, as they came in one frame. */
export async function tellLateOps(
  ports: DatacenterPorts,
  { office, of, after }: LateOpsRequest,
): Promise<LateOpsAnswer | RefusedAnswer> {
  return ports.store.transaction(async (tx) => {
    const over: LateOpsAnswer = { kind: 'late-over', of };
    const work = await tx.get(lateWorks, [office, of]);
    if (!work || !(await isOnOffer(tx, ports, work))) return over;
    const row = await tx.get(lateFrames, [office, of, after + 1]);
    if (!row) return over;
    const { header, opened } = openPayload(ports, row);
    const ops = splitOps(opened, header);
    assert(ops.ok, 'A stored frame holds the ops that it promises.');
    return { kind: 'late-ops', of, after, ops: ops.value.map((body) => Buffer.from(body).toString('utf8')) };
  });
}

/** Notes that the office's writer has the late work up to this op, and that what it made of it is acknowledged. */
export async function noteJoined(
  ports: DatacenterPorts,
  { office, of, seq }: LateJoinedRequest,
): Promise<LateOpsAnswer> {
  return ports.store.transaction(async (tx) => {
    await lockStream(tx, ports, office);
    const row = await tx.get(lateWorks, [office, of]);
    const isStored = row !== undefined && row.endSeq === seq && stateOfWork(workOf(row)) === 'stored';
    if (isStored) await tx.put(lateWorks, [{ ...row, joinedAt: ports.now(), joinedHeads: headsWith(row) }]);
    return { kind: 'late-over', of };
  });
}

/** All of it is here, and its PC was not stopped meanwhile. */
async function isOnOffer(tx: StoreTransaction, ports: DatacenterPorts, row: LateWorkRow): Promise<boolean> {
  const isStored = stateOfWork(workOf(row)) === 'stored';
  return isStored && (await replacedKeyOf(tx, ports, row.officeNo, row.keyId)) !== undefined;
}

/** Removes what has come of work that will not come to its end. */
async function dropFrames(tx: StoreTransaction, { officeNo, keyId, ...row }: LateWorkRow): Promise<void> {
  for (let after = row.commonSeq; after < row.storedSeq;) {
    const frame = await tx.get(lateFrames, [officeNo, keyId, after + 1]);
    assert(frame !== undefined, `The late frames of office ${officeNo} have a hole after ${after}.`);
    await tx.remove(lateFrames, [[officeNo, keyId, frame.fromSeq]]);
    after = frame.toSeq;
  }
}

/** What the rules ask of a row. */
export function workOf(row: LateWorkRow): LateWork {
  const { epoch, bytes, decision } = row;
  return {
    ...{ epoch, bytes, decision, isJoined: row.joinedAt !== null, joined: row.joinedHeads },
    common: { seq: row.commonSeq, head: row.commonHead },
    end: { seq: row.endSeq, head: row.endHead },
    stored: { seq: row.storedSeq, head: row.storedHead },
  };
}

/** Of a PC that goes on writing all its life, the last ones are enough. */
const HEADS_KEPT = 100;

function headsWith({ joinedHeads, endHead }: LateWorkRow): readonly string[] {
  return [...joinedHeads.filter((head) => head !== endHead), endHead].slice(-HEADS_KEPT);
}

const undecided = { decision: null, decidedAt: null, decidedBy: null, reason: null };

function decisionOf({
  decision,
  decidedAt,
  decidedBy,
  reason,
}: LateWorkRow): Pick<LateWorkRow, keyof typeof undecided> {
  return { decision, decidedAt, decidedBy, reason };
}

function isOp(body: Uint8Array): boolean {
  // They travel on as text, and must be the same bytes there.
  const op = isUtf8(body) ? readForeignOp(body) : null;
  // The clock of the log follows its last op.
  return op !== null && isCountable(op.h);
}

function standingOf(ports: DatacenterPorts, row: LateWorkRow): LateAnswer {
  const work = workOf(row);
  const { common, end, stored } = work;
  return {
    ...{ kind: 'late', state: stateOfWork(work), reason: row.reason, common, end, stored },
    receipt: stored.seq > common.seq ? receiptOf(ports, row, stored) : null,
  };
}

/** Under words of its own: nobody can show it as a receipt for the office's log. */
function receiptOf(
  { keys, now }: DatacenterPorts,
  { officeNo: office, keyId: of }: LateWorkRow,
  point: LogPoint,
): LateReceipt {
  const at = now();
  const signed = Buffer.from(JSON.stringify(['late', office, of, point.seq, point.head, at]));
  return { office, of, ...point, at, signature: keys.sign(signed) };
}
