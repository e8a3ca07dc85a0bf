import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Switch } from 'antd';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { factKinds, type FactRow, type Prospects } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useExplained } from '../explained.tsx';
import { useFactWords } from '../fact-words.ts';
import { useOptions } from '../lookups.ts';

/** Everything that orders say of an employee and since when it is known; also, on request, what was taken back. */
export function Career({ id }: { readonly id: string }) {
  const text = useText();
  const [isWhole, setIsWhole] = useState(false);
  const { data } = useQuery(query.employee.career.queryOptions({ input: { id } }));
  const columns = useFactColumns();
  if (!data) return <Loading lines={6} />;
  return (
    <>
      <Next prospects={data.prospects} />
      <p className="kit-row">
        <Switch id="hr-career-whole" checked={isWhole} onChange={setIsWhole} />
        <label htmlFor="hr-career-whole">{text('hr.career.whole')}</label>
      </p>
      <Listing
        id="hr.career"
        label={text('hr.employee.career')}
        rows={isWhole ? data.facts : data.facts.filter(({ retractedAt }) => retractedAt === null)}
        columns={columns.filter(({ key }) => key !== 'orderDate')}
        rowKey={(row) => row.id}
        height="420px"
        empty={{ title: text('hr.career.empty') }}
      />
    </>
  );
}

/** The columns of a career, on the screen and in the printed service record; the date of the order is for paper. */
export function useFactColumns(): readonly Column<FactRow>[] {
  const text = useText();
  const kinds = useOptions(factKinds, 'factKind');
  const factWords = useFactWords();
  return useMemo(
    () => [
      { key: 'validFrom', title: text('hr.field.validFrom'), kind: 'date', width: 115, value: (row) => row.validFrom },
      { key: 'validTo', title: text('hr.field.validTo'), kind: 'date', width: 115, value: (row) => row.validTo },
      { key: 'kind', title: text('hr.field.kind'), kind: 'enum', width: 150, options: kinds, value: (row) => row.kind },
      { key: 'value', title: text('hr.career.value'), kind: 'text', width: 320, value: (row) => factWords(row.value) },
      { key: 'order', title: text('hr.career.order'), kind: 'text', width: 100, value: (row) => row.orderNumber },
      { key: 'orderDate', title: text('hr.field.orderDate'), kind: 'date', width: 115, value: (row) => row.orderDate },
      { key: 'knownAt', title: text('hr.career.knownAt'), kind: 'moment', value: (row) => row.knownAt },
      {
        ...{ key: 'retracted', title: text('hr.field.state'), kind: 'text', width: 180 },
        value: (row) =>
          row.retractedAt === null ? '' : text('hr.career.retracted', { number: row.retractedByNumber ?? '' }),
      },
    ],
    [text, kinds, factWords],
  );
}

function Next({ prospects }: { readonly prospects: Prospects }) {
  const text = useText();
  const { date } = useDisplay();
  const explain = useExplained();
  const dates = [
    ['increment', prospects.increment],
    ['promotion', prospects.promotion],
  ] as const;
  return (
    <section aria-label={text('hr.career.next')}>
      {dates.map(([key, explained]) => (
        <p key={key}>
          <strong>{text(`hr.career.${key}`)}</strong>{' '}
          {explained === null ? text('hr.career.none') : date(explained.due)}{' '}
          {explained !== null && <span className="kit-soft">{explain(explained)}</span>}
        </p>
      ))}
      <p>
        <strong>{text('hr.career.retirement')}</strong>{' '}
        {prospects.retiresOn === null ? text('hr.career.none') : date(prospects.retiresOn)}
      </p>
    </section>
  );
}
