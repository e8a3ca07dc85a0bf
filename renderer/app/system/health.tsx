import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { healthSchema } from '#office/contract/index.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay, type Writer } from '#renderer/locale/display.tsx';
import { durationText } from '#renderer/locale/duration.ts';
import { useProblemText, useText, type Text } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';

type Health = z.infer<typeof healthSchema>;
const ASK_MILLISECONDS = 10_000;

/** How the office service is doing. */
export default function HealthPage() {
  const text = useText();
  const writer = useDisplay();
  const problemText = useProblemText('platform');
  const { data, refetch } = useQuery({
    ...platform.query.health.get.queryOptions({ input: {} }),
    refetchInterval: ASK_MILLISECONDS,
  });
  const actions = useMemo<Action[]>(
    () => [
      {
        id: 'health.refresh',
        title: 'platform.action.refresh',
        icon: 'refresh',
        shortcut: 'F5',
        perform: () => refetch(),
      },
    ],
    [refetch],
  );
  return (
    <>
      <PageHeader title={text('platform.health.title')} actions={actions} />
      {data ? (
        <Facts
          isWide
          facts={factsOf(data, { text, writer, problemText }).map(([key, value]) => [
            text(`platform.health.${key}`),
            value,
          ])}
        />
      ) : (
        <Loading lines={10} />
      )}
    </>
  );
}

interface Words {
  readonly text: Text;
  readonly writer: Writer;
  readonly problemText: (problem: { readonly code: string }) => string;
}

function factsOf(health: Health, { text, writer, problemText }: Words): readonly (readonly [string, string])[] {
  const { number, bytes, moment, digits } = writer;
  return [
    ['version', digits(health.version)],
    ['schema', number(health.schema)],
    ['upSeconds', durationText(health.upSeconds, text)],
    ['sessions', number(health.sessions)],
    ['ops', number(health.ops)],
    ['databaseBytes', bytes(health.databaseBytes)],
    ['fileBytes', bytes(health.fileBytes)],
    ['memoryBytes', bytes(health.memoryBytes)],
    ['freeDiskBytes', bytes(health.freeDiskBytes)],
    ['lastBackupAt', health.lastBackupAt === null ? text('platform.health.never') : moment(health.lastBackupAt)],
    [
      'lastBackupProblem',
      health.lastBackupProblem === null ? text('platform.none') : problemText({ code: health.lastBackupProblem }),
    ],
    ['lan', lanOf(health, { text, problemText })],
    ['head', health.head],
  ];
}

function lanOf({ lan, lanProblem }: Health, { text, problemText }: Pick<Words, 'text' | 'problemText'>): string {
  if (lanProblem !== null) return problemText({ code: lanProblem });
  return lan === null ? text('platform.health.lanOff') : lan.addresses.join(' ');
}
