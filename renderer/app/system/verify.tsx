import { Alert, Button } from 'antd';
import { z } from 'zod';
import { Icon } from '#renderer/kit/icon.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { moduleOf } from '#renderer/record/labels.ts';
import { JobOutcome } from './job-outcome.tsx';
import { useJob } from './use-job.ts';

/** What the job `verify` brings back. */
const verification = z.union([
  z.object({ ok: z.literal(true), ops: z.number(), records: z.number(), head: z.string() }),
  z.object({
    ok: z.literal(false),
    fault: z.object({
      kind: z.string(),
      seq: z.number().optional(),
      table: z.string().optional(),
      id: z.string().optional(),
    }),
  }),
]);

/** Proves that the log and the tables agree, and names the first record that does not. */
export default function Verify() {
  const text = useText();
  const { job, start } = useJob();
  const isRunning = job?.state === 'queued' || job?.state === 'running';
  return (
    <>
      <PageHeader title={text('platform.verify.title')} subtitle={text('platform.verify.body')} />
      <p>
        <Button
          type="primary"
          icon={<Icon name="shield" />}
          disabled={isRunning}
          onClick={() => void start(() => platform.call.verify.run({}))}
        >
          {text('platform.verify.run')}
        </Button>
      </p>
      <div aria-live="polite">
        <JobOutcome job={job}>{job && <Outcome result={job.result} />}</JobOutcome>
      </div>
    </>
  );
}

function Outcome({ result }: { readonly result: unknown }) {
  const text = useText();
  const { number } = useDisplay();
  const found = verification.parse(result);
  if (!found.ok) {
    const { kind, seq, table, id } = found.fault;
    return (
      <Alert
        type="error"
        showIcon
        title={text('platform.verify.broken')}
        description={
          <>
            <p>
              {text(`platform.verify.fault.${kind}`, {
                ...(seq !== undefined && { seq }),
                ...(table !== undefined && { table: text(`${moduleOf(table)}.table.${table}`) }),
              })}
            </p>
            {id !== undefined && <bdi className="system-fingerprint">{id}</bdi>}
          </>
        }
      />
    );
  }
  return (
    <>
      <Alert type="success" showIcon title={text('platform.verify.clean')} />
      <dl className="kit-facts">
        <dt>{text('platform.verify.ops')}</dt>
        <dd>{number(found.ops)}</dd>
        <dt>{text('platform.verify.records')}</dt>
        <dd>{number(found.records)}</dd>
        <dt>{text('platform.health.head')}</dt>
        <dd>
          <bdi className="system-fingerprint">{found.head}</bdi>
        </dd>
      </dl>
    </>
  );
}
