import { useEffect } from 'react';
import type { OfficeState } from '#office/contract/index.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { session } from '../session.ts';
import { EntryFrame } from './entry-frame.tsx';

const ASK_MILLISECONDS = 1_000;

/** While the office is fetched: how far it is, and what stands in the way. It goes on by itself after a cut. */
export function Joining({ joining }: { readonly joining: NonNullable<OfficeState['joining']> }) {
  const text = useText();
  const { number } = useDisplay();
  const problemText = useProblemText('platform');
  useEffect(() => {
    const timer = setInterval(() => void session.refresh(), ASK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  const { fetched, total, problem } = joining;
  return (
    <EntryFrame title={text('platform.join.fetching')}>
      <p>{text('platform.join.fetchingBody')}</p>
      <progress
        max={total ?? 1}
        {...(total !== null && { value: fetched })}
        aria-label={text('platform.join.fetching')}
      />
      {total !== null && (
        <p role="status">{text('platform.join.progress', { fetched: number(fetched), total: number(total) })}</p>
      )}
      {problem !== null && <p role="alert">{problemText({ code: problem })}</p>}
    </EntryFrame>
  );
}
