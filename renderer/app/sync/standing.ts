import type { SyncView } from '#office/contract/index.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';

/** How the office stands with the data centre, in one word and one colour. */
export interface Standing {
  readonly key:
    'unplugged' | 'running' | 'replaced' | 'problem' | 'unsent' | 'stale' | 'files' | 'inbox' | 'program' | 'even';
  readonly tone: StatusTone;
  /** How many it speaks of. */
  readonly count: number;
}

const DAY = 86_400_000;

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
  if (view.problem !== null) return { key: 'problem', tone: count > 0 ? 'bad' : 'warn', count };
  if (count > 0) return { key: 'unsent', tone: 'warn', count };
  if (view.lastDoneAt === null || view.now - view.lastDoneAt > DAY) return { key: 'stale', tone: 'warn', count };
  if (filesOut > 0) return { key: 'files', tone: 'warn', count: filesOut };
  if (view.inbox > 0) return { key: 'inbox', tone: 'warn', count };
  // Everything is even, and there is something to be done all the same.
  return view.release?.isReady === true
    ? { key: 'program', tone: 'good', count }
    : { key: 'even', tone: 'good', count };
}
