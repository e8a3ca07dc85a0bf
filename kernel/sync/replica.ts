import type { Head, Replica, Stream } from './log.ts';

/**
 * How the data centre judges an office that calls. Three checks fence replicas that were restored, cloned or
 * replaced: the epoch, the head at a common place, and the incarnation of the data centre itself.
 */

export type HelloVerdict =
  /** Nothing stands in the way. */
  | 'ok'
  /** The data centre holds more of this log: fetch it, replay it, go on. */
  | 'ff'
  /** The histories differ, or the epoch is over: roll back to the common op and append one's own ops again. */
  | 'rebase'
  /** The data centre was restored: what came from it is to be loaded anew. */
  | 'reboot'
  /** The program is too old to take anything; it may still push. */
  | 'upgrade'
  /** An administrator has stopped this log. */
  | 'frozen'
  /** Too busy: come back later. */
  | 'wait';

export interface Hello extends Replica {
  readonly office: number;
  readonly schema: number;
  /** The incarnation of the data centre that the office knows. */
  readonly incarnation: number;
}

export interface HelloContext {
  readonly stream: Stream;
  /** The data centre's head at the smaller of the two numbers. */
  readonly headThere: Head;
  readonly incarnation: number;
  readonly oldestSchema: number;
  readonly isBusy: boolean;
}

export interface HelloJudgement {
  readonly verdict: HelloVerdict;
  /** The data centre must raise the epoch, and record an incident. */
  readonly isFork: boolean;
}

/** What an office is told when it calls. An office ahead of the data centre is judged at its push. */
export function judgeHello(hello: Hello, context: HelloContext): HelloJudgement {
  const { stream, headThere, incarnation, oldestSchema, isBusy } = context;
  const plainly = (verdict: HelloVerdict): HelloJudgement => ({ verdict, isFork: false });
  if (stream.isFrozen) return plainly('frozen');
  if (isBusy) return plainly('wait');
  if (hello.epoch < stream.epoch) return plainly('rebase');
  if (hello.epoch > stream.epoch) return { verdict: 'rebase', isFork: true };
  if (hello.seq <= stream.seq && hello.head !== headThere) return { verdict: 'rebase', isFork: true };
  if (hello.seq < stream.seq) return plainly('ff');
  if (hello.schema < oldestSchema) return plainly('upgrade');
  if (hello.incarnation !== incarnation) return plainly('reboot');
  return plainly('ok');
}

/** So far a data centre that was put back, and its witness with it, may have fallen behind the epochs of an office. */
const EPOCHS_BEHIND = 1_000;

/** May an office be so far ahead? What is above that is no epoch that anybody gave: nothing is raised above it. */
export function isEpochBelievable({ epoch }: Pick<Replica, 'epoch'>, stream: Pick<Stream, 'epoch'>): boolean {
  return epoch <= stream.epoch + EPOCHS_BEHIND;
}

/** The range and head of a frame, as its header tells them. */
export interface Push {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  readonly previous: Head;
  /** The head after each op. */
  readonly heads: readonly Head[];
}

export type PushJudgement =
  /** Store it; `take` names the first op that is new, `take > to` says that all of it is known. */
  | { readonly kind: 'taken'; readonly take: number }
  /** Ops before it are missing: the office goes back to what is acknowledged. */
  | { readonly kind: 'gap' }
  /** Signed under an epoch that is over. */
  | { readonly kind: 'fenced' }
  /** The same place holds another history. */
  | { readonly kind: 'fork' }
  | { readonly kind: 'frozen' };

/**
 * The last op that a frame and the stream have in common: there their heads must agree. Equal heads there make
 * everything before it equal too, because a head covers the whole log.
 */
export function meetingPoint({ to }: Pick<Push, 'to'>, { seq }: Pick<Stream, 'seq'>): number {
  return Math.min(to, seq);
}

/** Whether a frame continues the stream. `headThere` is the stream's head at the meeting point. */
export function judgePush(push: Push, stream: Stream, headThere: Head | null): PushJudgement {
  if (stream.isFrozen) return { kind: 'frozen' };
  if (push.epoch !== stream.epoch) return { kind: push.epoch < stream.epoch ? 'fenced' : 'fork' };
  if (push.from > stream.seq + 1) return { kind: 'gap' };
  const meeting = meetingPoint(push, stream);
  const mine = meeting < push.from ? push.previous : push.heads[meeting - push.from];
  if (mine !== headThere) return { kind: 'fork' };
  return { kind: 'taken', take: stream.seq + 1 };
}

/** More places than any log has: fifty-three doublings reach the largest number of an op. */
export const CHECKPOINTS_LIMIT = 64;

/**
 * The places of a log by which two histories find where they part: dense near the end, sparse before, and the
 * beginning. About one for each doubling of the log, and never more than `CHECKPOINTS_LIMIT`.
 */
export function checkpoints(last: number): readonly number[] {
  const places: number[] = [];
  for (let back = 0; back < last; back = back * 2 + 1) places.push(last - back);
  return [...places, 0];
}
