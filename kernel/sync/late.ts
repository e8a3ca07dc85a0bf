import type { FrameHeader } from './frame.ts';
import type { Head, LogPoint } from './log.ts';

/**
 * Late work: what a PC had not sent when another one took its office over. It may write nothing into the office's log
 * any more; it announces the end of its own log, people of the data centre decide, and what they take in reaches the log
 * through the PC that writes it now.
 */

/** How late work of one PC stands. */
export type LateState =
  /** Nobody has decided. */
  | 'asked'
  /** It stays where it is. */
  | 'refused'
  /** The PC is to send it. */
  | 'wanted'
  /** All of it is at the data centre, and waits for the office's writer. */
  | 'stored'
  /** The office's writer has it, in its log or before its people. */
  | 'joined';

/** What the data centre knows of the late work of one PC. */
export interface LateWork {
  /** The epoch under which that PC signs. */
  readonly epoch: number;
  /** The last op that its log shares with the office's, and its own last one, as it was announced. */
  readonly common: LogPoint;
  readonly end: LogPoint;
  /** Up to where it has come; at first the common op. */
  readonly stored: LogPoint;
  /** What has come, opened. */
  readonly bytes: number;
  readonly decision: 'taken' | 'refused' | null;
  readonly isJoined: boolean;
  /** The ends of what has ever joined: a copy of the same disk may tell of another. */
  readonly joined: readonly Head[];
}

/** Everything has a limit: the office's writer takes late work in at once, and holds it in its memory for that. */
export const LATE_LIMITS = {
  ops: 200_000,
  bytes: 256 * 1024 * 1024,
  /** Of one frame, opened: it travels on as one answer. */
  frameBytes: 4 * 1024 * 1024,
  reason: 500,
} as const;

/**
 * A key under which a PC spoke before it was invited again. What it had announced under that is its own to send now, and
 * nobody is to decide on it.
 */
export interface FormerKey {
  readonly key: string;
  /** Under that key, over `formerWords`: nobody else withdraws what a PC has announced. */
  readonly signature: string;
}

/** What a PC signs with its key when it is given another one. */
export function formerWords(office: number, key: string): string {
  return JSON.stringify(['former', office, key]);
}

/** How many of these a PC names, and how many ends that it cannot read. */
export const NAMED_LIMITS = { former: 10, unread: 100 } as const;

/** Whether what a PC announced goes away with its key, when it sends it by itself; what is here is on its way already. */
export function mayWithdraw(work: LateWork): boolean {
  const state = stateOfWork(work);
  return state === 'asked' || state === 'refused' || state === 'wanted';
}

/** How late work stands that was decided on so, and that ends and has come so far. */
export function lateStateOf({ decision, endSeq, storedSeq, isJoined }: LateProgress): LateState {
  if (decision === null) return 'asked';
  if (decision === 'refused') return 'refused';
  if (isJoined) return 'joined';
  return storedSeq < endSeq ? 'wanted' : 'stored';
}

interface LateProgress extends Pick<LateWork, 'decision' | 'isJoined'> {
  readonly endSeq: number;
  readonly storedSeq: number;
}

/** The same of the whole. */
export function stateOfWork({ decision, end, stored, isJoined }: LateWork): LateState {
  return lateStateOf({ decision, isJoined, endSeq: end.seq, storedSeq: stored.seq });
}

/** What the people of the data centre decide on the late work of one PC. */
export interface LateDecision {
  readonly office: number;
  readonly keyId: string;
  /** The end of the work that was looked at: one that was announced anew since is decided anew. */
  readonly seq: number;
  /** When it was decided on before, as it was looked at: nobody overrules unseen what another has just decided. */
  readonly earlierAt: number | null;
  readonly decidedBy: string;
  /** Why it is refused; null to take it in. */
  readonly reason: string | null;
}

export type Announcement = Pick<LateWork, 'epoch' | 'common' | 'end'>;

export type AnnouncementJudgement =
  /** It is known, or what was decided is still being done. */
  | 'known'
  /** The office has all of it. */
  | 'joined'
  /** To be decided; a refusal stays one until somebody thinks better of it. */
  | 'news'
  /** All that this PC has is in the office's log. */
  | 'nothing'
  | 'too-long';

/** What becomes of the end of a log that a replaced PC announces, beside what it announced before. */
export function judgeAnnouncement(told: Announcement, known: LateWork | null): AnnouncementJudgement {
  const state = known && stateOfWork(known);
  // What was decided is done first, so that nothing follows behind the eyes of those who decided.
  if (state === 'wanted' || state === 'stored') return 'known';
  if (known?.joined.includes(told.end.head) === true) return 'joined';
  if (told.end.seq <= told.common.seq) return 'nothing';
  if (told.end.seq - told.common.seq > LATE_LIMITS.ops) return 'too-long';
  const isSame =
    known?.epoch === told.epoch && known.end.head === told.end.head && known.common.head === told.common.head;
  return isSame ? 'known' : 'news';
}

export type LateFrame = Pick<FrameHeader, 'epoch' | 'from' | 'to' | 'previous' | 'head'> & {
  /** Of its ops, opened. */
  readonly bytes: number;
};

export type LateFrameJudgement =
  | 'take'
  /** It is there: said again. */
  | 'known'
  /** Something before it is missing: the PC goes back to what is stored. */
  | 'gap'
  /** Not what was announced and decided. */
  | 'unwanted';

/** Whether a frame is the next part of the tail that was taken in, and nothing else. */
export function judgeLateFrame(frame: LateFrame, work: LateWork): LateFrameJudgement {
  const { epoch, end, stored, bytes, decision } = work;
  if (decision !== 'taken' || frame.epoch !== epoch || frame.to > end.seq) return 'unwanted';
  if (frame.to <= stored.seq) return 'known';
  if (frame.from !== stored.seq + 1) return 'gap';
  if (frame.previous !== stored.head) return 'unwanted';
  if (frame.to === end.seq && frame.head !== end.head) return 'unwanted';
  return frame.bytes <= LATE_LIMITS.frameBytes && bytes + frame.bytes <= LATE_LIMITS.bytes ? 'take' : 'unwanted';
}

/** May it be decided so now? What is being sent can still be stopped; what is all there is on its way into the log. */
export function mayDecideLate(work: LateWork, decision: 'taken' | 'refused'): boolean {
  const state = stateOfWork(work);
  if (state === 'asked') return true;
  return decision === 'taken' ? state === 'refused' : state === 'wanted';
}
