import { useCallback, useMemo, useState } from 'react';
import type { EntryRow } from './entry-column.ts';

const STEPS = 200;

interface Steps {
  readonly past: readonly (readonly EntryRow[])[];
  readonly future: readonly (readonly EntryRow[])[];
}

/** The rows as they were, for Ctrl+Z and Ctrl+Y inside the grid. */
export function useHistory(rows: readonly EntryRow[], onChange: (rows: readonly EntryRow[]) => void) {
  const [steps, setSteps] = useState<Steps>({ past: [], future: [] });
  const change = useCallback(
    (next: readonly EntryRow[]) => {
      if (next === rows) return;
      setSteps(({ past }) => ({ past: [...past, rows].slice(-STEPS), future: [] }));
      onChange(next);
    },
    [rows, onChange],
  );
  const undo = useCallback(() => {
    const last = steps.past.at(-1);
    if (!last) return;
    setSteps({ past: steps.past.slice(0, -1), future: [rows, ...steps.future] });
    onChange(last);
  }, [steps, rows, onChange]);
  const redo = useCallback(() => {
    const [next, ...rest] = steps.future;
    if (!next) return;
    setSteps({ past: [...steps.past, rows], future: rest });
    onChange(next);
  }, [steps, rows, onChange]);
  return useMemo(
    () => ({ change, undo, redo, mayUndo: steps.past.length > 0 }),
    [change, undo, redo, steps.past.length],
  );
}
