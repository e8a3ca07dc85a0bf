import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { monthOf, type Month } from '#kernel/date.ts';
import { Parts } from '#renderer/desk/parts.tsx';
import { MonthInput } from '#renderer/kit/fields/month-field.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { dueExceptions, dueKinds, type DueRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useExplained } from '../explained.tsx';
import { useCodeNames, useOptions, useUnitNames } from '../lookups.ts';
import '../month.css';
import { DueBatch } from './due-batch.tsx';
import { Retirements } from './retirements.tsx';

/** Who is due an increment or a promotion by the end of a month, why then, and one order for those chosen. */
export default function DuePage() {
  const text = useText();
  const { today } = useDesk();
  const [month, setMonth] = useState<Month>(monthOf(today));
  const [part, setPart] = useState('due');
  return (
    <>
      <PageHeader title={text('hr.due.title')} module="hr" />
      <div className="hr-month">
        <MonthInput
          value={month}
          label={text('hr.due.month')}
          onChange={(value) => {
            if (value !== null) setMonth(value);
          }}
        />
      </div>
      <Parts
        label={text('hr.due.title')}
        current={part}
        onChange={setPart}
        parts={[
          { key: 'due', label: text('hr.due.list'), content: <DueList month={month} /> },
          { key: 'retirements', label: text('hr.due.retirements'), content: <Retirements /> },
        ]}
      />
    </>
  );
}

function DueList({ month }: { readonly month: Month }) {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const columns = useColumns();
  const [batch, setBatch] = useState<readonly DueRow[] | null>(null);
  const { data = [], isPending } = useQuery(query.due.list.queryOptions({ input: { month } }));
  return (
    <>
      <Listing
        id="hr.due"
        label={text('hr.due.title')}
        rows={data}
        columns={columns}
        rowKey={({ employeeId }) => employeeId}
        isLoading={isPending}
        height="calc(100dvh - 260px)"
        onOpen={({ employeeId }) => void navigate(`/hr/employees/${employeeId}`)}
        {...(may('hr.order.draft') && {
          actions: (selected: readonly DueRow[]) => {
            const isOne = new Set(selected.map(({ kind }) => kind)).size === 1;
            const isClear = isOne && selected.every(({ exception }) => exception === null);
            return (
              <>
                <Button type="primary" disabled={!isClear} onClick={() => setBatch(selected)}>
                  {text('hr.due.batch')}
                </Button>
                {!isClear && <span className="kit-soft">{text('hr.due.mixed')}</span>}
              </>
            );
          },
        })}
        empty={{ title: text('hr.due.empty') }}
      />
      {batch && (
        <DueBatch
          month={month}
          rows={batch}
          onClose={() => setBatch(null)}
          onMade={(id) => void navigate(`/hr/orders/${id}`)}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<DueRow>[] {
  const text = useText();
  const unitName = useUnitNames();
  const codeName = useCodeNames();
  const kinds = useOptions(dueKinds, 'dueKind');
  const exceptions = useOptions(dueExceptions, 'exception');
  const explain = useExplained();
  const { shortDate } = useDisplay();
  const title = (key: string): string => text(`hr.field.${key}`);
  const place = (grade: string, step: number): string => `${codeName(grade)}\u00A0/\u00A0${step}`;
  return [
    { key: 'number', title: title('officeNumber'), kind: 'text', width: 110, isLtr: true, value: (row) => row.number },
    { key: 'fullName', title: title('fullName'), kind: 'text', width: 230, value: (row) => row.fullName },
    { key: 'kind', title: title('kind'), kind: 'enum', width: 120, options: kinds, value: (row) => row.kind },
    { key: 'due', title: title('due'), kind: 'date', width: 115, value: (row) => row.due },
    {
      ...{ key: 'from', title: title('fromPlace'), kind: 'text', width: 150 },
      value: (row) => place(row.fromGrade, row.fromStep),
    },
    { key: 'to', title: title('toPlace'), kind: 'text', width: 150, value: (row) => place(row.toGrade, row.toStep) },
    {
      ...{ key: 'exception', title: title('exception'), kind: 'enum', width: 150, options: exceptions },
      value: (row) => row.exception,
    },
    {
      ...{ key: 'further', title: title('further'), kind: 'text', width: 220 },
      value: (row) =>
        row.further
          .map(({ kind, due }) =>
            text('hr.due.then', { what: text(`hr.option.dueKind.${kind}`), date: shortDate(due) }),
          )
          .join(' '),
    },
    { key: 'why', title: title('why'), kind: 'text', width: 420, value: (row) => explain(row.explained) },
    { key: 'unitId', title: title('unitId'), kind: 'text', width: 200, value: (row) => unitName(row.unitId) },
    { key: 'jobTitle', title: title('jobTitle'), kind: 'text', width: 140, value: (row) => row.jobTitle },
  ];
}
