import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import type { JobView } from '#office/contract/index.ts';
import { Icon } from '#renderer/kit/icon.tsx';
import { ProgressBar } from '#renderer/kit/progress-bar.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { texts } from '#renderer/locale/i18n.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';

const SHOWN = 8;
const tones = { queued: 'plain', running: 'busy', done: 'good', failed: 'bad', cancelled: 'warn' } as const;
/** The long work of the office that this user started: how far it is, how it ended, and a way to stop it. */
export function JobsTray() {
  const text = useText();
  const { data: jobs = [] } = useQuery(platform.query.job.list.queryOptions({ input: {}, throwOnError: false }));
  const running = jobs.filter(isRunning);
  const name =
    running.length > 0 ? text('platform.jobs.count', { count: running.length }) : text('platform.jobs.title');
  return (
    <Popover trigger="click" placement="bottom" title={text('platform.jobs.title')} content={<Jobs jobs={jobs} />}>
      <Button type="text" aria-label={name} title={name}>
        <Badge dot={running.length > 0}>
          <Icon name="clock" size={18} />
        </Badge>
      </Button>
    </Popover>
  );
}

export function isRunning({ state }: Pick<JobView, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** The name of a kind of job: the platform's own, or that of the module whose work it is. */
export function jobKindKey(kind: string): string {
  const [module = '', ...rest] = kind.split('.');
  const known = [`platform.jobs.kind.${kind}`, `${module}.job.${rest.join('.')}`];
  return known.find((key) => texts.exists(key)) ?? 'platform.jobs.kind.other';
}

function Jobs({ jobs }: { readonly jobs: readonly JobView[] }) {
  const text = useText();
  const problemText = useProblemText();
  if (jobs.length === 0) return <p>{text('platform.jobs.none')}</p>;
  return (
    <ul className="desk-jobs">
      {jobs.slice(0, SHOWN).map((job) => (
        <li key={job.id}>
          {isRunning(job) ? (
            <ProgressBar
              label={text(jobKindKey(job.kind))}
              value={job.state === 'queued' ? null : job.progress}
              onCancel={() => void platform.call.job.cancel({ id: job.id })}
            />
          ) : (
            <>
              <span>{text(jobKindKey(job.kind))}</span>{' '}
              <StatusTag tone={tones[job.state]}>{text(`platform.jobs.state.${job.state}`)}</StatusTag>
            </>
          )}
          {job.problems.map((problem) => (
            <p key={problem.code} className="desk-job-problem">
              {problemText({ code: problem.code, ...(problem.params && { params: problem.params }) })}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
