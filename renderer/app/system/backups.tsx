import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { backupSchema } from '#office/contract/index.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { session } from '../session.ts';
import { JobOutcome } from './job-outcome.tsx';
import { RenewRecovery } from './renew-recovery.tsx';
import { RestoreBackup } from './restore-backup.tsx';
import { useJob } from './use-job.ts';

type Backup = z.infer<typeof backupSchema>;

/** The dated copies of the office: make one, prove one, go back to one. */
export default function Backups() {
  const text = useText();
  const { job, start } = useJob();
  const { data = [], isPending, refetch } = useQuery(platform.query.backup.list.queryOptions({ input: {} }));
  const columns = useColumns();
  const [wanted, setWanted] = useState<Backup | null>(null);
  const [isRenewing, setRenewing] = useState(false);
  const { reopening } = useSyncExternalStore(session.subscribe, session.current);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (isDone) void refetch();
  }, [isDone, refetch]);
  const actions = useMemo<Action[]>(
    () => [
      {
        id: 'backups.run',
        title: 'platform.backups.run',
        icon: 'backup',
        tone: 'primary',
        perform: () => start(() => platform.call.backup.run({})),
      },
      { id: 'backups.renew', title: 'platform.backups.renew', icon: 'key', perform: () => setRenewing(true) },
    ],
    [start],
  );
  return (
    <>
      <PageHeader
        title={text('platform.backups.title')}
        subtitle={text('platform.backups.restoreHint')}
        actions={actions}
      />
      <div aria-live="polite">
        <JobOutcome job={job}>
          <Alert
            type="success"
            showIcon
            title={text(job?.kind === 'backup.prove' ? 'platform.backups.proven' : 'platform.backups.made')}
          />
        </JobOutcome>
      </div>
      <Grid
        id="platform.backups"
        label={text('platform.backups.title')}
        rows={data}
        columns={columns}
        rowKey={({ name }) => name}
        isLoading={isPending}
        empty={{ title: text('platform.backups.empty') }}
        actions={([chosen, ...others]) =>
          chosen &&
          others.length === 0 && (
            <>
              <Button
                icon={<Icon name="shield" />}
                title={text('platform.backups.proveHint')}
                onClick={() => void start(() => platform.call.backup.prove({ name: chosen.name }))}
              >
                {text('platform.backups.prove')}
              </Button>
              <Button
                danger
                icon={<Icon name="history" />}
                disabled={reopening?.state === 'awaited'}
                onClick={() => setWanted(chosen)}
              >
                {text('platform.backups.restore')}
              </Button>
            </>
          )
        }
      />
      {isRenewing && <RenewRecovery onClose={() => setRenewing(false)} />}
      {wanted && (
        <RestoreBackup
          backup={wanted}
          onClose={() => setWanted(null)}
          onAccepted={() => {
            setWanted(null);
            void session.awaitReopening('restore');
          }}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<Backup>[] {
  const text = useText();
  const { bytes } = useDisplay();
  return useMemo(
    () => [
      {
        key: 'createdAt',
        title: text('platform.backups.createdAt'),
        kind: 'moment',
        value: ({ createdAt }) => createdAt,
      },
      {
        key: 'name',
        title: text('platform.backups.name'),
        kind: 'text',
        width: 320,
        isLtr: true,
        value: ({ name }) => name,
      },
      { key: 'seq', title: text('platform.backups.seq'), kind: 'number', width: 190, value: ({ seq }) => seq },
      {
        key: 'bytes',
        title: text('platform.backups.bytes'),
        kind: 'number',
        value: (row) => row.bytes,
        render: (row) => <bdi>{bytes(row.bytes)}</bdi>,
      },
      { key: 'files', title: text('platform.backups.files'), kind: 'number', value: ({ files }) => files },
    ],
    [text, bytes],
  );
}
