import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { isAnythingDirty } from '#renderer/kit/form/dirty.ts';
import { useText } from '#renderer/locale/text.ts';

/** Asks before another page throws away what was typed on this one. */
export function useLeaveGuard(): void {
  const text = useText();
  const confirm = useConfirm();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && isAnythingDirty(),
  );
  const latest = useRef(blocker);
  useEffect(() => {
    latest.current = blocker;
  }, [blocker]);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    const ask = async (): Promise<void> => {
      const isSure = await confirm({
        title: text('platform.record.unsaved'),
        confirm: text('platform.record.leave'),
        tone: 'danger',
      });
      // Another Back meanwhile is the newer wish; a page that was left meanwhile has nothing to answer any more.
      if (latest.current.state !== 'blocked') return;
      if (isSure) latest.current.proceed();
      else latest.current.reset();
    };
    void ask();
    // The question is asked once for each attempt to leave.
  }, [blocker.state]);
}
