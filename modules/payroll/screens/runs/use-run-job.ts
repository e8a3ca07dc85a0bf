import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { failureOf } from '#renderer/failure.ts';
import { useToast } from '#renderer/kit/toast.tsx';
import { useText } from '#renderer/locale/text.ts';
import { followJob } from '#renderer/record/follow-job.ts';
import { useFailureText } from '#renderer/record/use-command.ts';

export type RunJobKind = 'calculate' | 'lock';

interface Followed {
  readonly kind: RunJobKind;
  /** From 0 to 1. */
  readonly progress: number;
  readonly stopping: AbortController;
}

interface RunJob {
  readonly kind: RunJobKind;
  readonly isRunning: boolean;
  /** From 0 to 1 while it runs. */
  readonly progress: number | undefined;
  readonly follow: (kind: RunJobKind, jobId: string) => void;
  readonly cancel: () => void;
}

/**
 * The work on each run that this window started, by the run's id. It is kept beside the pages: who leaves a run's page
 * does not stop the work, and who comes back sees how far it is.
 */
const followed = new Map<string, Followed>();
const listeners = new Set<() => void>();

function keep(runId: string, job: Followed | null): void {
  if (job === null) followed.delete(runId);
  else followed.set(runId, job);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The calculation or the locking of a run: how far it is, how it ended, and the way to stop it. */
export function useRunJob(runId: string): RunJob {
  const text = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const failureText = useFailureText('payroll');
  const job = useSyncExternalStore(subscribe, () => followed.get(runId));
  const follow = useCallback(
    (kind: RunJobKind, jobId: string) => {
      const stopping = new AbortController();
      const tell = (progress: number): void => keep(runId, { kind, progress, stopping });
      tell(0);
      void followJob(jobId, tell, stopping.signal)
        .then(() => toast.done(text(`payroll.run.done.${kind}`)))
        .catch((error: unknown) => toast.failed(failureText(failureOf(error))))
        .finally(() => {
          keep(runId, null);
          void queries.invalidateQueries();
        });
    },
    [runId, queries, text, toast, failureText],
  );
  const cancel = useCallback(() => followed.get(runId)?.stopping.abort(), [runId]);
  return { kind: job?.kind ?? 'calculate', isRunning: job !== undefined, progress: job?.progress, follow, cancel };
}
