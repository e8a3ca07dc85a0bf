import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { useConfirm } from '../confirm.tsx';
import { setDirty } from './dirty.ts';

/** Where forms of a drawer or dialog note themselves while they hold what is not saved; null outside drawers and dialogs. */
export const DirtyScope = createContext<Set<object> | null>(null);

/** Asks whether what is not saved may be lost. */
export function useAskToLeave(): () => Promise<boolean> {
  const text = useText();
  const confirm = useConfirm();
  return useCallback(
    () =>
      confirm({
        title: text('kit.form.leaveTitle'),
        text: text('kit.form.leaveText'),
        confirm: text('kit.form.leave'),
        tone: 'danger',
      }),
    [text, confirm],
  );
}

/** What a drawer or dialog gives its forms as `DirtyScope`, and how it closes: it asks while one of them holds something. */
export function useGuardedClose(onClose: () => void): { readonly unsaved: Set<object>; readonly close: () => void } {
  const [unsaved] = useState(() => new Set<object>());
  const askToLeave = useAskToLeave();
  const close = async (): Promise<void> => {
    if (unsaved.size > 0 && !(await askToLeave())) return;
    // Answered once: the page that closing may open does not ask again.
    for (const owner of unsaved) setDirty(owner, false);
    onClose();
  };
  return { unsaved, close: () => void close() };
}

/**
 * Notes that something here is not saved, for the drawer or dialog around it, the page and the window. What it answers
 * takes the note back: who has said once that it may be lost is not asked again on the way out.
 */
export function useDirtyMark(isDirty: boolean): () => void {
  const owner = useRef({});
  const scope = useContext(DirtyScope);
  useEffect(() => {
    const mine = owner.current;
    setDirty(mine, isDirty);
    if (isDirty) scope?.add(mine);
    return () => {
      setDirty(mine, false);
      scope?.delete(mine);
    };
  }, [isDirty, scope]);
  return useCallback(() => {
    setDirty(owner.current, false);
    scope?.delete(owner.current);
  }, [scope]);
}
