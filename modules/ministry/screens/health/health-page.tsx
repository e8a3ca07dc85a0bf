import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Action } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { StatusTag, type StatusTone } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { HealthStanding, HealthVerdict } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../ministry.css';
import { ApplyingPart } from './applying-part.tsx';
import { CopiesPart } from './copies-part.tsx';
import { DatabasePart } from './database-part.tsx';
import { LoadPart } from './load-part.tsx';
import { useReasonText } from './reason-text.ts';
import { ServerPart } from './server-part.tsx';

const ASK_MILLISECONDS = 15_000;

const tones: Readonly<Record<HealthStanding, StatusTone>> = { healthy: 'good', attention: 'warn', broken: 'bad' };

/** How the data centre stands: what is wrong and what to do, then servers, database, what waits, and the copies. */
export default function HealthPage() {
  const text = useText();
  const { moment } = useDisplay();
  const { data, error, refetch } = useQuery({
    ...query.health.get.queryOptions({ input: {} }),
    refetchInterval: ASK_MILLISECONDS,
  });
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'ministry.health.refresh', title: 'platform.action.refresh', icon: 'refresh', shortcut: 'F5' },
        perform: () => refetch(),
      },
    ],
    [refetch],
  );
  // What is shown stays while the line is away for a moment.
  if (!data && error) throw error;
  if (!data) return <Loading lines={10} />;
  const { centre, away, standing } = data;
  const readAt = centre === null ? null : moment(centre.readAt);
  return (
    <>
      <PageHeader
        title={text('ministry.health.title')}
        {...(readAt !== null && {
          subtitle: text(away === null ? 'ministry.health.readAt' : 'ministry.health.lastReadAt', { at: readAt }),
        })}
        status={<StatusTag tone={tones[standing]}>{text(`ministry.health.standing.${standing}`)}</StatusTag>}
        actions={actions}
        module="ministry"
      />
      <Reasons reasons={data.reasons} />
      {centre && (
        <>
          <ServerPart servers={centre.servers} readAt={centre.readAt} />
          <DatabasePart database={centre.database} migration={data.migration} />
          <ApplyingPart applying={centre.applying} />
          <CopiesPart copies={centre.copies} readAt={centre.readAt} />
          <LoadPart samples={centre.samples} readAt={centre.readAt} />
        </>
      )}
    </>
  );
}

function Reasons({ reasons }: Pick<HealthVerdict, 'reasons'>) {
  const text = useText();
  const { what, advice } = useReasonText();
  if (reasons.length === 0) return <p className="kit-soft">{text('ministry.health.nothing')}</p>;
  return (
    <ul className="ministry-reasons" aria-label={text('ministry.health.reasons')}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.server ?? ''}`}>
          <StatusTag tone={tones[reason.standing]}>{text(`ministry.health.standing.${reason.standing}`)}</StatusTag>
          <div>
            <strong>{what(reason)}</strong>
            <span className="kit-soft">{advice(reason)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
