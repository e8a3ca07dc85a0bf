import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobView } from '#office/contract/index.ts';
import { platform } from '#renderer/rpc.ts';
import { useCommand } from '#renderer/record/use-command.ts';

const ASK_MILLISECONDS = 700;

interface Job {
  readonly job: JobView | undefined;
  readonly start: (work: () => Promise<{ jobId: string }>) => Promise<void>;
}

/** Starts a job of the office and follows it to its end. */
export function useJob(): Job {
  const run = useCommand('platform');
  const [id, setId] = useState<string | null>(null);
  const { data: job } = useQuery({
    ...platform.query.job.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== null, throwOnError: false }),
    refetchInterval: ({ state }) => {
      const current = state.data?.state;
      return current === undefined || current === 'queued' || current === 'running' ? ASK_MILLISECONDS : false;
    },
  });
  return {
    job: id === null ? undefined : job,
    start: async (work) => {
      const started = await run(work);
      if (started) setId(started.jobId);
    },
  };
}
