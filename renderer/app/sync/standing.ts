import type { SyncView } from '#office/contract/index.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';

/** How the office stands with the data centre, in one word and one colour. */
export interface Standing {
  readonly key: 'unplugged' | 'running' | 'problem' | 'unsent' | 'stale' | 'inbox' | 'even';
  readonly tone: StatusTone;
}

const DAY = 86_400_000;

/** Green only when everything is sent and the data centre signed for it within a day: it must not lie. */
export function standingOf(view: SyncView): Standing {
  if (!view.isPlugged) return { key: 'unplugged', tone: 'warn' };
  if (view.isRunning) return { key: 'running', tone: 'busy' };
  if (view.problem !== null) return { key: 'problem', tone: view.unsent > 0 ? 'bad' : 'warn' };
  if (view.unsent > 0) return { key: 'unsent', tone: 'warn' };
  if (view.lastDoneAt === null || view.now - view.lastDoneAt > DAY) return { key: 'stale', tone: 'warn' };
  return view.inbox > 0 ? { key: 'inbox', tone: 'warn' } : { key: 'even', tone: 'good' };
}
