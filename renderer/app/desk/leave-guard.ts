import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { isAnythingDirty } from '#renderer/kit/form/dirty.ts';
import { useText } from '#renderer/locale/text.ts';

/** A sheet for something new stands in the address of its list: going back closes it. */
function closesSheet(from: { readonly search: string }, to: { readonly search: string }): boolean {
  return new URLSearchParams(from.search).has('new') && !new URLSearchParams(to.search).has('new');
}

/** Asks before another page, or a step back from a sheet, throws away what was typed on this one. */
export function useLeaveGuard(): void {
  const text = useText();
  const confirm = useConfirm();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isAnythingDirty() &&
      (currentLocation.pathname !== nextLocation.pathname || closesSheet(currentLocation, nextLocation)),
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
