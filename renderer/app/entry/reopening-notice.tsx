import { useSyncExternalStore } from 'react';
import type { RestoreOutcome } from '#office/contract/index.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { session, type Reopening, type ReopeningReason } from '../session.ts';
import './notice.css';

/** Says over whatever is shown why the office is opened anew, and how that ended; it stays until it has been read. */
export function ReopeningNotice() {
  const text = useText();
  const { reopening } = useSyncExternalStore(session.subscribe, session.current);
  const endText = useEndText();
  if (!reopening) return null;
  if (reopening.state === 'awaited') {
    return (
      <p className="entry-notice" role="status">
        {text(awaited[reopening.why])}
      </p>
    );
  }
  const isGood =
    reopening.state === 'linked' ||
    reopening.state === 'moved' ||
    (reopening.state === 'ended' && reopening.outcome.problem === null);
  return (
    <div className={isGood ? 'entry-notice' : 'entry-notice entry-notice-bad'} role={isGood ? 'status' : 'alert'}>
      <span>{endText(reopening)}</span>
      <button type="button" onClick={session.forgetReopening}>
        {text('platform.backups.noticeRead')}
      </button>
    </div>
  );
}

const awaited: Readonly<Record<ReopeningReason, string>> = {
  restore: 'platform.backups.reopening',
  link: 'platform.sync.link.reopening',
  move: 'platform.move.reopening',
};
const unheard: Readonly<Record<ReopeningReason, string>> = {
  restore: 'platform.backups.reopeningUnheard',
  link: 'platform.sync.link.reopeningUnheard',
  move: 'platform.move.reopeningUnheard',
};

/** How it ended, in a sentence. */
function useEndText(): (reopening: Reopening) => string {
  const text = useText();
  const outcomeText = useOutcomeText();
  return (reopening) => {
    switch (reopening.state) {
      case 'ended':
        return outcomeText(reopening.outcome);
      case 'linked':
        return text('platform.sync.link.done');
      case 'moved':
        return text('platform.move.done');
      case 'awaited':
      case 'unheard':
        return text(unheard[reopening.why]);
    }
  };
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
