import type Database from 'better-sqlite3';
import type { HelloAnswer, PushAnswer } from '#kernel/sync/messages.ts';
import { clockOffset } from '#kernel/sync/skew.ts';
import { prepared } from '#db/prepared.ts';
import { selfNumber, setSelfNumber } from '#db/self.ts';
import { noteTime } from './known-time.ts';
import type { OwnLog } from './own-log.ts';

/**
 * What the data centre has of this log. Only what is proved counts as received: the head that it names is this log's.
 * A log that has parted is judged and mended, and until then nobody is told that its ops have arrived.
 */

interface Greeted {
  readonly answer: HelloAnswer;
  /** When it was asked and answered; null for an answer that was carried. */
  readonly travel: { readonly sentAt: number; readonly receivedAt: number } | null;
}

/** Notes how far a greeting proves that the data centre has come, which incarnation of it that was, and its clock. */
export function noteGreeting(raw: Database.Database, log: OwnLog, { answer, travel }: Greeted): void {
  if (travel) setSelfNumber(raw, 'offset', clockOffset({ ...travel, serverAt: answer.time }));
  if (travel || answer.time > selfNumber(raw, 'told_at', 0)) noteTime(raw, answer.time);
  const { acked, head, durable, incarnation, verdict } = answer;
  setSelfNumber(raw, 'durable', durable);
  const isProved = head === undefined ? verdict !== 'rebase' : log.headAt(acked) === head;
  const before = selfNumber(raw, 'acked', 0);
  setSelfNumber(raw, 'acked', Math.min(isProved ? acked : Math.min(before, acked), log.end().seq));
  // Whoever has parted hears of it again.
  if (isProved || verdict === 'ff') setSelfNumber(raw, 'centre', incarnation);
}

/** Keeps a receipt, and answers how far it goes for this log: to its end, or to that of the frame that was sent. */
export function noteReceipt(
  raw: Database.Database,
  log: OwnLog,
  { answer, sentTo }: { readonly answer: Extract<PushAnswer, { kind: 'acked' }>; readonly sentTo: number },
): number {
  const { seq, head, at, signature } = answer.receipt;
  prepared(raw, 'INSERT OR REPLACE INTO sync_receipt (seq, head, at, signature) VALUES (?, ?, ?, ?)').run(
    ...[seq, head, at, signature],
  );
  setSelfNumber(raw, 'durable', answer.durable);
  return log.headAt(answer.acked) === head ? answer.acked : Math.min(sentTo, answer.acked);
}
