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
  const isAsking = useRef(false);
  useEffect(() => {
    latest.current = blocker;
    // Another Back while the question is open is the same question.
    if (blocker.state !== 'blocked' || isAsking.current) return;
    isAsking.current = true;
    const ask = async (): Promise<void> => {
      const isSure = await confirm({
        title: text('platform.record.unsaved'),
        confirm: text('platform.record.leave'),
        tone: 'danger',
      });
      isAsking.current = false;
      // A page that was left meanwhile has nothing to answer any more.
      if (latest.current.state !== 'blocked') return;
      if (isSure) latest.current.proceed();
      else latest.current.reset();
    };
    void ask();
  }, [blocker, confirm, text]);
}
