import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { OfficeEvent } from '#office/contract/index.ts';
import { connection } from '#renderer/connection.ts';
import { useToast } from '#renderer/kit/toast.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { tellRecordChanged } from '#renderer/record/changes.ts';
import { isPageLeaving } from '#renderer/record/leaving.ts';
import { session } from '../session.ts';

const GATHER_MILLISECONDS = 300;
const RETRY_MILLISECONDS = 3_000;

/** Listens to what others change in the office: lists are asked for anew, open records are told. */
export function useOfficeEvents(): void {
  const queries = useQueryClient();
  const { restarts } = useSyncExternalStore(connection.subscribe, connection.current);
  const text = useText();
  const toast = useToast();
  useEffect(() => {
    const ending = new AbortController();
    void listen(queries, ending.signal);
    return () => ending.abort();
  }, [queries, restarts]);
  useEffect(() => {
    if (restarts === 0) return;
    void queries.invalidateQueries();
    toast.done(text('platform.connection.restarted'));
    // Said once for each restart; the texts and the toast are the same ones.
  }, [restarts]);
}

/** Hears events until the signal ends it; a broken stream is opened again, and what was missed is asked for. */
async function listen(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const stale = gather(queries);
  for (let round = 0; !signal.aborted; round += 1) {
    try {
      const events = await platform.call.events.watch({}, { signal });
      if (round > 0) await queries.invalidateQueries();
      for await (const event of events) hear(event, stale);
    } catch {
      // Whatever broke the stream, the banner and the gate say it; here it is only opened again.
      if (signal.aborted) return;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
  }
}

function hear(event: OfficeEvent, stale: (moduleName: string) => void): void {
  switch (event.type) {
    case 'record':
      stale(event.table.split('_')[0] ?? '');
      stale('platform');
      // What waits for the user may be this very record.
      stale('home');
      tellRecordChanged(event);
      return;
    case 'job':
    case 'sync':
      stale('platform');
      stale('home');
      return;
    case 'file':
      stale('files');
      stale('platform');
      return;
    case 'session':
      void session.refresh();
      return;
    default:
      event satisfies never;
  }
}

/** Marks a module's answers as stale; many events in a moment cost one round of questions. */
function gather(queries: QueryClient): (moduleName: string) => void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (moduleName) => {
    waiting.add(moduleName);
    timer ??= setTimeout(() => {
      timer = undefined;
      const refetchType = isPageLeaving() ? 'none' : 'active';
      for (const name of waiting) void queries.invalidateQueries({ queryKey: [[name]], refetchType });
      waiting.clear();
    }, GATHER_MILLISECONDS);
  };
}
