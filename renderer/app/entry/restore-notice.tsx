import { useSyncExternalStore } from 'react';
import type { RestoreOutcome } from '#office/contract/index.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { session } from '../session.ts';
import './notice.css';

/** Says over whatever is shown that a backup is being restored, and how it ended; it stays until it has been read. */
export function RestoreNotice() {
  const text = useText();
  const { reopening } = useSyncExternalStore(session.subscribe, session.current);
  const outcomeText = useOutcomeText();
  if (!reopening) return null;
  if (reopening.state === 'awaited') {
    return (
      <p className="entry-notice" role="status">
        {text('platform.backups.reopening')}
      </p>
    );
  }
  const isGood = reopening.state === 'ended' && reopening.outcome.problem === null;
  return (
    <div className={isGood ? 'entry-notice' : 'entry-notice entry-notice-bad'} role={isGood ? 'status' : 'alert'}>
      <span>
        {reopening.state === 'ended' ? outcomeText(reopening.outcome) : text('platform.backups.reopeningUnheard')}
      </span>
      <button type="button" onClick={session.forgetReopening}>
        {text('platform.backups.noticeRead')}
      </button>
    </div>
  );
}

function useOutcomeText(): (outcome: RestoreOutcome) => string {
  const text = useText();
  const problemText = useProblemText('platform');
  const { moment } = useDisplay();
  return ({ copyAt, problem }) =>
    problem === null
      ? text('platform.backups.restored', { time: copyAt === null ? '' : moment(copyAt) })
      : text('platform.backups.notRestored', { reason: problemText({ code: problem }) });
}
