import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { JobView } from '#office/contract/index.ts';
import { Problems } from '#renderer/kit/problems.tsx';
import { ProgressBar } from '#renderer/kit/progress-bar.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { jobKindKey } from '../desk/jobs-tray.tsx';

/** How far a job is, or how it ended; `children` is what its good end says. */
export function JobOutcome({ job, children }: { readonly job: JobView | undefined; readonly children: ReactNode }) {
  const text = useText();
  if (!job) return null;
  switch (job.state) {
    case 'queued':
    case 'running':
      return (
        <ProgressBar
          label={text(jobKindKey(job.kind))}
          value={job.state === 'queued' ? null : job.progress}
          onCancel={() => void platform.call.job.cancel({ id: job.id })}
        />
      );
    case 'done':
      return children;
    case 'failed':
      return (
        <Problems
          module="platform"
          problems={job.problems.map(({ code, params }) => ({ code, ...(params && { params }) }))}
        />
      );
    case 'cancelled':
      return <Alert type="warning" showIcon title={text('platform.jobs.state.cancelled')} />;
  }
}
