import { createContext, useCallback } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { useConfirm } from '../confirm.tsx';

/** Where forms of a drawer note themselves while they hold what is not saved; null outside drawers. */
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
