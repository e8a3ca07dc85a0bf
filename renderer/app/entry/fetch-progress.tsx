import { useEffect, type ReactNode } from 'react';
import type { OfficeState } from '#office/contract/index.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { session } from '../session.ts';
import { EntryFrame } from './entry-frame.tsx';

const ASK_MILLISECONDS = 1_000;
const MEGABYTE = 1024 * 1024;

interface FetchProgressProps {
  readonly joining: Pick<NonNullable<OfficeState['joining']>, 'stage' | 'done' | 'total'>;
  /** What stands in the way, and what can be done about it. */
  readonly children?: ReactNode;
}

/** How far the fetching of an office has come; asks the office until it is here. */
export function FetchProgress({ joining, children }: FetchProgressProps) {
  const text = useText();
  const { number } = useDisplay();
  useEffect(() => {
    const timer = setInterval(() => void session.refresh(), ASK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  const { stage, done, total } = joining;
  // Chunks are counted in bytes, everything else in entries.
  const shown = (value: number): string => number(stage === 'fetching' ? Math.ceil(value / MEGABYTE) : value);
  return (
    <EntryFrame title={text('platform.join.fetching')}>
      <p>{text('platform.join.fetchingBody')}</p>
      <progress max={total ?? 1} {...(total !== null && { value: done })} aria-label={text('platform.join.fetching')} />
      {total !== null && (
        <p role="status">{text(`platform.join.stage.${stage}`, { done: shown(done), total: shown(total) })}</p>
      )}
      {children}
    </EntryFrame>
  );
}
