import { useRef, useState } from 'react';

/** What is running, by its id. Whoever presses twice, by button, key or palette, has meant one. */
export interface Running {
  /** Does the work, unless the same is still running; what fails fails as it would without. */
  readonly start: (id: string, work: () => void | Promise<unknown>) => void;
  readonly has: (id: string) => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createRunning(): Running {
  const ids = new Set<string>();
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    start(id, work) {
      if (ids.has(id)) return;
      const going = work();
      if (!(going instanceof Promise)) return;
      ids.add(id);
      tell();
      void going.finally(() => {
        ids.delete(id);
        tell();
      });
    },
    has: (id) => ids.has(id),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** For buttons that share one decision: while the work of one runs, none does anything. */
export function useOnce(): readonly [isBusy: boolean, once: (work: () => Promise<unknown>) => void] {
  const [isBusy, setIsBusy] = useState(false);
  // Two clicks may come before the window is drawn anew.
  const runs = useRef(false);
  const once = (work: () => Promise<unknown>): void => {
    if (runs.current) return;
    runs.current = true;
    setIsBusy(true);
    void work().finally(() => {
      runs.current = false;
      setIsBusy(false);
    });
  };
  return [isBusy, once];
}
