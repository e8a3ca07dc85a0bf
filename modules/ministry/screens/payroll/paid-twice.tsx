import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Month } from '#kernel/date.ts';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { DoublePayment } from '../../contract/index.ts';
import { query } from '../client.ts';
import '../ministry.css';
import { MonthChoice } from './month-choice.tsx';
import { Unfinished } from './unfinished.tsx';
import { useMonth } from './use-month.ts';

/** One payment of a card that another office has paid too. */
type Payment = DoublePayment['payments'][number] & Pick<DoublePayment, 'card' | 'offices'>;

/** National cards that more than one office has paid in a month: a row for each of the payments. */
export default function PaidTwice() {
  const text = useText();
  const { months, month, unfinished, choose, isPending } = useMonth();
  return (
    <>
      <PageHeader title={text('ministry.twice.title')} subtitle={text('ministry.twice.body')} module="ministry" />
      {isPending && <Loading lines={8} />}
      {!isPending && month === null && <EmptyState icon="money" title={text('ministry.payroll.empty')} />}
      {month !== null && (
        <>
          <div className="kit-row ministry-tools">
            <MonthChoice months={months} month={month} onChoose={choose} />
          </div>
          <Unfinished offices={unfinished} />
          <Payments month={month} />
        </>
      )}
    </>
  );
}

function Payments({ month }: { readonly month: Month }) {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const { month: monthName } = useDisplay();
  const { data = [], isPending } = useQuery(query.payroll.twice.queryOptions({ input: { month } }));
  const rows = useMemo<readonly Payment[]>(
    () => data.flatMap(({ card, offices, payments }) => payments.map((each) => ({ ...each, card, offices }))),
    [data],
  );
  // The card is no part of the address, which browsers remember.
  const searchFor = ({ card }: Payment): void => void navigate('/ministry/people', { state: { text: card } });
  const columns = useMemo<readonly Column<Payment>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      {
        key: 'card',
        title: title('card'),
        kind: 'text',
        width: 150,
        isLtr: true,
        pin: 'start',
        value: ({ card }) => card,
      },
      { key: 'fullName', title: title('fullName'), kind: 'text', width: 260, value: ({ fullName }) => fullName },
      {
        ...{ key: 'officeName', title: title('nameAr'), kind: 'text', width: 240 },
        value: ({ office, officeName }) => officeName ?? text('ministry.twice.office', { office }),
      },
      { key: 'net', title: title('net'), kind: 'money', total: 'sum', value: ({ net }) => net },
      { key: 'offices', title: title('offices'), kind: 'number', value: ({ offices }) => offices },
    ];
  }, [text]);
  return (
    <Listing
      id="ministry.twice"
      label={text('ministry.twice.title')}
      of={monthName(month)}
      rows={rows}
      columns={columns}
      rowKey={({ card, office, employeeId }) => `${card} ${office} ${employeeId}`}
      isLoading={isPending}
      {...(may('ministry.person.view') && { onOpen: searchFor })}
      empty={{ title: text('ministry.twice.none') }}
    />
  );
}
