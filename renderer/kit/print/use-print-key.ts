import { useEffect, useMemo, useRef } from 'react';
import { useActions, type Action } from '../actions.tsx';

/** Ctrl+P prints what the page is about; nothing while there is nothing to print. */
export function usePrintKey(print: (() => void) | undefined): void {
  const latest = useRef(print);
  useEffect(() => {
    latest.current = print;
  });
  const isOffered = print !== undefined;
  const actions = useMemo<readonly Action[]>(
    () =>
      isOffered
        ? [
            {
              ...{ id: 'kit.grid.print', title: 'kit.action.print', icon: 'print', shortcut: 'Ctrl+P' },
              perform: () => latest.current?.(),
            },
          ]
        : [],
    [isOffered],
  );
  useActions(actions);
}
