import { useRef, useState } from 'react';

/** What is running, by its id. Whoever presses twice, by button, key or palette, has meant one. */
export interface Running {
  /** Does the work, unless the same is still running; what fails fails as it would without. */
  readonly start: (id: string, work: () => void | Promise<unknown>) => void;
  readonly has: (id: string) => boolean;
  /** Lets go of everything: what waited for an answer on a desk that is gone gets none. */
  readonly forget: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createRunning(): Running {
  const works = new Map<string, Promise<unknown>>();
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    start(id, work) {
      if (works.has(id)) return;
      const going = work();
      if (!(going instanceof Promise)) return;
      works.set(id, going);
      tell();
      void going.finally(() => {
        // Forgotten meanwhile, the same may have been begun anew.
        if (works.get(id) !== going) return;
        works.delete(id);
        tell();
      });
    },
    has: (id) => works.has(id),
    forget() {
      works.clear();
      tell();
    },
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
