import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { useDesk } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { Inbox } from './inbox.tsx';
import { LateNotice } from './late-notice.tsx';
import { LinkOffice } from './link-office.tsx';
import { MoveOffice } from './move-office.tsx';
import { ReleaseNotice } from './release-notice.tsx';
import { standingOf } from './standing.ts';
import { StickExchange } from './stick.tsx';
import { SyncFacts } from './sync-facts.tsx';
import './sync.css';

/** The office and the data centre: how it stands, what people must settle, and how this PC is linked. */
export default function SyncPage() {
  const text = useText();
  const run = useCommand('platform');
  const { data } = useQuery(platform.query.sync.status.queryOptions({ input: {} }));
  const isLinked = data?.link !== null && data?.link !== undefined;
  const { may } = useDesk();
  const { files } = data ?? {};
  // Where no allowance is set they go by themselves.
  const isRationed = files != null && files.leftToday !== null && files.out.count + files.in.count > 0;
  const mayLift = isRationed && may('platform.sync');
  const actions = useMemo<Action[]>(
    () =>
      isLinked
        ? [
            ...(mayLift
              ? [liftAction(() => run(() => platform.call.sync.filesNow({}), text('platform.sync.done')))]
              : []),
            {
              id: 'sync.now',
              title: 'platform.sync.now',
              icon: 'refresh',
              tone: 'primary',
              shortcut: 'F5',
              perform: () => run(() => platform.call.sync.now({}), text('platform.sync.done')),
            },
          ]
        : [],
    [isLinked, mayLift, run, text],
  );
  if (!data) return <Loading lines={8} />;
  const standing = standingOf(data);
  return (
    <>
      <PageHeader
        title={text('platform.sync.title')}
        subtitle={text('platform.sync.body')}
        status={
          isLinked && (
            <StatusTag tone={standing.tone}>
              {text(`platform.sync.standing.${standing.key}`, { count: standing.count })}
            </StatusTag>
          )
        }
        actions={actions}
      />
      {isLinked && <LateNotice view={data} />}
      {isLinked && <ReleaseNotice view={data} />}
      {isLinked && <SyncFacts view={data} isWide />}
      {isLinked && <Inbox />}
      {isLinked && <StickExchange lastExport={data.lastExport} />}
      <LinkOffice isLinked={isLinked} />
      {isLinked && data.link?.office !== DATACENTER_OFFICE && <MoveOffice />}
    </>
  );
}

/** Files go on today whatever the allowance of the day says. */
function liftAction(perform: () => Promise<unknown>): Action {
  return { id: 'sync.filesNow', title: 'platform.sync.filesNow', icon: 'upload', perform };
}
