import { useCallback, useState } from 'react';
import { isAnythingDirty } from '#renderer/kit/form/dirty.ts';

interface Shown<T> {
  readonly shown: T | undefined;
  /** Takes the newer version, and gives up what was typed. */
  readonly adopt: () => void;
  /** Somebody saved a newer version than the one that is being edited here. */
  readonly isBehind: boolean;
}

/**
 * The version of a record that the page shows. A newer one from the office replaces it at once, unless the user is in
 * the middle of editing: then it waits until he asks for it with `adopt`, and nothing that he typed is lost.
 */
export function useShown<T extends { readonly revision: number }>(latest: T | undefined): Shown<T> {
  const [shown, setShown] = useState(latest);
  const [isWanted, setIsWanted] = useState(false);
  if (latest !== undefined && latest !== shown && (shown === undefined || isWanted || !isAnythingDirty())) {
    setShown(latest);
    setIsWanted(false);
  }
  return {
    shown,
    adopt: useCallback(() => setIsWanted(true), []),
    isBehind: latest !== undefined && shown !== undefined && latest.revision !== shown.revision,
  };
}
