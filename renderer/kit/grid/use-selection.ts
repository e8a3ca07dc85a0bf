import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
  /** Selects these and forgets the others. */
  readonly set: (keys: readonly string[]) => void;
  /** Selects these beside the others. */
  readonly add: (keys: readonly string[]) => void;
  readonly clear: () => void;
}

/** Which rows are selected, by their keys, so that sorting and filtering leave them selected. */
export function useSelection(): Selection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((key: string) => {
    setKeys((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);
  const set = useCallback((next: readonly string[]) => setKeys(new Set(next)), []);
  const add = useCallback((more: readonly string[]) => setKeys((before) => new Set([...before, ...more])), []);
  const clear = useCallback(() => setKeys(new Set()), []);
  return useMemo(() => ({ keys, toggle, set, add, clear }), [keys, toggle, set, add, clear]);
}
