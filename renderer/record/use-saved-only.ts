import { useMemo, useSyncExternalStore } from 'react';
import type { Answer } from '#modules/contract.ts';
import { isAnythingDirty, onDirtyChange } from '#renderer/kit/form/dirty.ts';

/**
 * The answer to a move of the record whose form is on the screen: what was typed and not saved would not go with it, and
 * would be lost. Refuses `EDITS_UNSAVED` until it is saved or given up.
 */
export function useSavedOnly(answer: Answer): Answer {
  const isDirty = useSyncExternalStore(onDirtyChange, isAnythingDirty);
  return useMemo(
    () => (answer.ok && isDirty ? { ok: false, problems: [{ code: 'EDITS_UNSAVED' }] } : answer),
    [answer, isDirty],
  );
}
