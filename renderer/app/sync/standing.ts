import type { SyncView } from '#office/contract/index.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';

type ProblemKey =
  'noAnswer' | 'busy' | 'frozen' | 'refused' | 'ended' | 'replaced' | 'outdated' | 'stranger' | 'problem';

/** How the office stands with the data centre, in one word and one colour. */
export interface Standing {
  readonly key: ProblemKey | 'unplugged' | 'running' | 'unsent' | 'stale' | 'files' | 'inbox' | 'program' | 'even';
  readonly tone: StatusTone;
  /** How many it speaks of. */
  readonly count: number;
}

const DAY = 86_400_000;

/** What stopped the last session, as the light tells it apart; all others are a fault of ours. */
const problemKeys: Readonly<Record<string, ProblemKey>> = {
  SYNC_NO_ANSWER: 'noAnswer',
  SYNC_BUSY: 'busy',
  SYNC_FROZEN: 'frozen',
  SYNC_REFUSED: 'refused',
  SYNC_DEVICE_ENDED: 'ended',
  SYNC_REPLACED: 'replaced',
  SYNC_UPGRADE: 'outdated',
  SYNC_WRONG_CERTIFICATE: 'stranger',
  SYNC_FORGED_ANSWER: 'stranger',
};

/** These do not pass by themselves: somebody must speak to the data centre. */
const lasting: ReadonlySet<ProblemKey> = new Set(['frozen', 'refused', 'ended', 'replaced', 'stranger']);

/**
 * Green only when everything is sent, files too, and the data centre signed for it within a day: it must not lie. Files
 * that have not come wait for whoever looks at them, and darken nothing.
 */
export function standingOf(view: SyncView): Standing {
  const { unsent: count } = view;
  const filesOut = view.files?.out.count ?? 0;
  if (!view.isPlugged) return { key: 'unplugged', tone: 'warn', count };
  if (view.isRunning) return { key: 'running', tone: 'busy', count };
  if (view.late !== null) return { key: 'replaced', tone: view.late.state === 'asked' ? 'bad' : 'warn', count };
  if (view.problem !== null) {
    const key = problemKeys[view.problem] ?? 'problem';
    return { key, tone: count > 0 || lasting.has(key) ? 'bad' : 'warn', count };
  }
  if (count > 0) return { key: 'unsent', tone: 'warn', count };
  if (view.lastDoneAt === null || view.now - view.lastDoneAt > DAY) return { key: 'stale', tone: 'warn', count };
  if (filesOut > 0) return { key: 'files', tone: 'warn', count: filesOut };
  if (view.inbox > 0) return { key: 'inbox', tone: 'warn', count: view.inbox };
  // Everything is even, and there is something to be done all the same.
  return view.release?.isReady === true
    ? { key: 'program', tone: 'good', count }
    : { key: 'even', tone: 'good', count };
}
