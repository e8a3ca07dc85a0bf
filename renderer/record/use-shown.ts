import { useCallback, useState } from 'react';
import { isAnythingDirty } from '#renderer/kit/form/dirty.ts';

/**
 * The version of a record that the page shows. A newer one from the office replaces it at once, unless the user is in
 * the middle of editing: then it waits until he asks for it with `adopt`, and nothing that he typed is lost.
 */
export function useShown<T>(latest: T | undefined): { readonly shown: T | undefined; readonly adopt: () => void } {
  const [shown, setShown] = useState(latest);
  const [isWanted, setIsWanted] = useState(false);
  if (latest !== undefined && latest !== shown && (shown === undefined || isWanted || !isAnythingDirty())) {
    setShown(latest);
    setIsWanted(false);
  }
  return { shown, adopt: useCallback(() => setIsWanted(true), []) };
}
