import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { failureOf } from '#renderer/failure.ts';
import { useToast } from '#renderer/kit/toast.tsx';
import { useText } from '#renderer/locale/text.ts';
import { followJob } from '#renderer/record/follow-job.ts';
import { useFailureText } from '#renderer/record/use-command.ts';

export type RunJobKind = 'calculate' | 'lock';

interface RunJob {
  readonly kind: RunJobKind;
  readonly isRunning: boolean;
  /** From 0 to 1 while it runs. */
  readonly progress: number | undefined;
  readonly follow: (kind: RunJobKind, jobId: string) => void;
  readonly cancel: () => void;
}

/** The calculation or the locking of a run: how far it is, how it ended, and the way to stop it. */
export function useRunJob(): RunJob {
  const text = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const failureText = useFailureText('payroll');
  const [kind, setKind] = useState<RunJobKind>('calculate');
  const [progress, setProgress] = useState<number | undefined>();
  const stopping = useRef(new AbortController());
  // Who leaves the page does not stop the work: it goes on in the office, and the tray of jobs shows it.
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const follow = useCallback(
    (started: RunJobKind, jobId: string) => {
      stopping.current = new AbortController();
      setKind(started);
      setProgress(0);
      void followJob(jobId, setProgress, stopping.current.signal)
        .then(() => toast.done(text(`payroll.run.done.${started}`)))
        .catch((error: unknown) => toast.failed(failureText(failureOf(error))))
        .finally(() => {
          if (!isGone.current) setProgress(undefined);
          void queries.invalidateQueries();
        });
    },
    [queries, text, toast, failureText],
  );
  const cancel = useCallback(() => stopping.current.abort(), []);
  return { kind, isRunning: progress !== undefined, progress, follow, cancel };
}
