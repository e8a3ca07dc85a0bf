import { useEffect, useState } from 'react';

/** A record that was changed somewhere in the office, as the event stream told it. */
export interface RecordChange {
  readonly table: string;
  readonly id: string;
  readonly kind: 'insert' | 'update' | 'remove';
  readonly byUserId: string;
}

const listeners = new Set<(change: RecordChange) => void>();

/** Passes an event on to the record pages that are open. */
export function tellRecordChanged(change: RecordChange): void {
  for (const listener of listeners) listener(change);
}

/** The last change of this record since the page was opened or last asked; null while there is none. */
export function useRecordChange(key: {
  readonly table: string;
  readonly id: string;
  readonly revision: number;
}): RecordChange | null {
  const { table, id, revision } = key;
  const [last, setLast] = useState<{ readonly at: number; readonly change: RecordChange } | null>(null);
  useEffect(() => {
    const listen = (change: RecordChange): void => {
      if (change.table === table && change.id === id) setLast({ at: revision, change });
    };
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, [table, id, revision]);
  return last !== null && last.at === revision ? last.change : null;
}
