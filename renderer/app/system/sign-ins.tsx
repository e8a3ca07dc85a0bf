import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { signInEventSchema } from '#office/contract/index.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';

type SignInEvent = z.infer<typeof signInEventSchema>;
const tones = {
  ...{ in: 'good', unlock: 'good', token: 'plain', out: 'plain', idle_lock: 'plain' },
  ...{
    failed: 'bad',
    locked: 'bad',
    password_changed: 'warn',
    restored: 'warn',
    recovery_renewed: 'warn',
    moved_away: 'warn',
  },
} as const satisfies Record<SignInEvent['outcome'], StatusTone>;

/** Who came in, who failed to, and from where. */
export default function SignIns() {
  const text = useText();
  const { data = [], isPending } = useQuery(platform.query.session.history.queryOptions({ input: {} }));
  const columns = useMemo<readonly Column<SignInEvent>[]>(
    () => [
      { key: 'at', title: text('platform.signIns.at'), kind: 'moment', value: ({ at }) => at },
      { key: 'userName', title: text('platform.signIns.userName'), kind: 'text', value: ({ userName }) => userName },
      {
        key: 'outcome',
        title: text('platform.signIns.outcome'),
        kind: 'enum',
        width: 200,
        value: ({ outcome }) => outcome,
        options: Object.entries(tones).map(([value, tone]) => ({
          value,
          label: text(`platform.signIns.outcome.${value}`),
          tone,
        })),
      },
      {
        key: 'address',
        title: text('platform.signIns.address'),
        kind: 'text',
        isLtr: true,
        value: ({ address }) => address,
      },
    ],
    [text],
  );
  return (
    <>
      <PageHeader title={text('platform.signIns.title')} />
      <Grid
        id="platform.signIns"
        label={text('platform.signIns.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        empty={{ title: text('platform.signIns.empty') }}
      />
    </>
  );
}
