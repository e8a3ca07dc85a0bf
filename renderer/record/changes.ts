import { useEffect, useState } from 'react';
import type { RecordKey } from '#renderer/module.ts';

/** A record that was changed somewhere in the office, as the event stream told it. */
export interface RecordChange extends RecordKey {
  readonly kind: 'insert' | 'update' | 'remove';
}

const listeners = new Set<(change: RecordChange) => void>();

/** Passes an event on to the record pages that are open. */
export function tellRecordChanged(change: RecordChange): void {
  for (const listener of listeners) listener(change);
}

/** Was this record removed while its page was open? */
export function useIsRemoved({ table, id }: RecordKey): boolean {
  const [removedId, setRemovedId] = useState<string | null>(null);
  useEffect(() => {
    const listen = (change: RecordChange): void => {
      if (change.table === table && change.id === id) setRemovedId(change.kind === 'remove' ? id : null);
    };
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, [table, id]);
  return removedId === id;
}
