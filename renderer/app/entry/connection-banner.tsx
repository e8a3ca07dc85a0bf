import { useSyncExternalStore } from 'react';
import { connection } from '#renderer/connection.ts';
import { useText } from '#renderer/locale/text.ts';
import { session } from '../session.ts';
import './notice.css';

/** Says that the office cannot be reached; the screens below keep what was typed. */
export function ConnectionBanner() {
  const text = useText();
  const { isOnline } = useSyncExternalStore(connection.subscribe, connection.current);
  const { reopening } = useSyncExternalStore(session.subscribe, session.current);
  // Where it is opened anew it is not lost, and that is told already.
  if (isOnline || reopening?.state === 'awaited') return null;
  return (
    <div className="entry-banner" role="alert">
      <span>{text('platform.connection.lost')}</span>
      <button type="button" onClick={() => void session.refresh()}>
        {text('platform.connection.retry')}
      </button>
    </div>
  );
}
