import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Month } from '#kernel/date.ts';
import { Facts } from '#renderer/kit/facts.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Amount } from '#renderer/kit/hide-amounts.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { texts } from '#renderer/locale/i18n.ts';
import { useText } from '#renderer/locale/text.ts';
import { useCodesOf } from '#renderer/record/codes.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { ComponentLine, PayScope } from '../../contract/index.ts';
import { componentSums } from '../../rules/component-sums.ts';
import { query } from '../client.ts';

const sides = ['pay', 'deduction', 'arrears', 'arrears-deduction'] as const;

interface ComponentsProps {
  readonly month: Month;
  readonly scope: PayScope;
  readonly scopeName: string;
}

/** What is paid in a month by component; what they come to stands above, for no column of them all has a sum. */
export function Components({ month, scope, scopeName }: ComponentsProps) {
  const text = useText();
  const { month: monthName } = useDisplay();
  const { data = none, isPending } = useQuery(query.payroll.components.queryOptions({ input: { month, ...scope } }));
  const columns = useComponentColumns();
  const sums = useMemo(() => componentSums(data), [data]);
  return (
    <>
      {data.length > 0 && (
        <Facts
          isWide
          facts={[...sides, 'net' as const].map((side) => [
            text(`ministry.sum.${side}`),
            <Amount key={side} value={sums[side]} withCurrency="no" />,
          ])}
        />
      )}
      <Listing
        id="ministry.payroll.component"
        label={text('ministry.payroll.title')}
        of={[monthName(month), text('ministry.by.component'), scopeName].join(' — ')}
        rows={data}
        columns={columns}
        rowKey={({ side, component }) => `${side} ${component}`}
        isLoading={isPending}
        empty={{ title: text('ministry.payroll.empty') }}
      />
    </>
  );
}

const none: readonly ComponentLine[] = [];

function useComponentColumns(): readonly Column<ComponentLine>[] {
  const text = useText();
  const codes = useCodesOf('payroll');
  const nameOf = useCallback(
    (code: string): string => {
      const key = `payroll.option.component.${code}`;
      return texts.exists(key) ? text(key) : (codes?.get(code) ?? code);
    },
    [text, codes],
  );
  return useMemo(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      {
        key: 'component',
        title: title('component'),
        kind: 'text',
        width: 260,
        pin: 'start',
        value: ({ component }) => nameOf(component),
      },
      {
        ...{ key: 'side', title: title('side'), kind: 'enum', width: 150 },
        options: sides.map((value) => ({ value, label: text(`ministry.side.${value}`) })),
        value: ({ side }) => side,
      },
      { key: 'slips', title: title('slips'), kind: 'number', value: ({ now }) => now.slips },
      { key: 'amount', title: title('amount'), kind: 'money', value: ({ now }) => now.amount },
      { key: 'before', title: title('before'), kind: 'money', value: ({ before }) => before.amount },
      { key: 'change', title: title('change'), kind: 'money', value: ({ now, before }) => now.amount - before.amount },
    ];
  }, [text, nameOf]);
}
