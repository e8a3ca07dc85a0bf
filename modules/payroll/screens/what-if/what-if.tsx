import { Button, Select } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { monthOf, type Month } from '#kernel/date.ts';
import { failureOf } from '#renderer/failure.ts';
import { MonthInput } from '#renderer/kit/fields/month-field.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { ProgressBar } from '#renderer/kit/progress-bar.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk, type RecordKey } from '#renderer/module.ts';
import { followJob } from '#renderer/record/follow-job.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useFailureText } from '#renderer/record/use-command.ts';
import { zWhatIf, type WhatIf } from '../../contract/index.ts';
import { call } from '../client.ts';
import { useComponentNames, useEntityOptions, useUnitNames } from '../lookups.ts';
import { Figures } from '../reports/figures.tsx';
import './what-if.css';

/** On the page of a rule package: a month of an entity as it would be paid with the package and without it. */
export default function WhatIfPanel({ id }: RecordKey) {
  const text = useText();
  const { today } = useDesk();
  const entities = useEntityOptions();
  const [chosen, setChosen] = useState<string | null>(null);
  const [month, setMonth] = useState<Month | null>(monthOf(today));
  const { progress, told, start, cancel } = useWhatIf();
  const entityId = chosen ?? (entities.length === 1 ? (entities[0]?.value ?? null) : null);
  return (
    <>
      <div className="pay-what-if-asked" role="group" aria-label={text('payroll.whatIf.title')}>
        <Select
          aria-label={text('payroll.field.entityId')}
          placeholder={text('payroll.field.entityId')}
          value={entityId}
          options={entities.map(({ value, label }) => ({ value, label }))}
          onChange={setChosen}
        />
        <MonthInput label={text('payroll.field.month')} value={month} onChange={setMonth} />
        <Button
          type="primary"
          disabled={entityId === null || month === null || progress !== null}
          onClick={() => {
            if (entityId !== null && month !== null) void start({ packageId: id, entityId, month });
          }}
        >
          {text('payroll.whatIf.start')}
        </Button>
        <span className="kit-soft">{text('payroll.whatIf.hint')}</span>
      </div>
      {progress !== null && <ProgressBar label={text('payroll.whatIf.running')} value={progress} onCancel={cancel} />}
      {told && progress === null && <Told told={told} />}
    </>
  );
}

function Told({ told }: { readonly told: WhatIf }) {
  const text = useText();
  const navigate = useNavigate();
  const people = usePeopleColumns();
  const components = useComponentColumns();
  const { net, gross } = told;
  return (
    <>
      <p role="status">
        {text('payroll.whatIf.told', { changed: told.changed, people: told.people })}
        {told.failed > 0 && ` ${text('payroll.whatIf.failed', { count: told.failed })}`}
      </p>
      <Figures
        figures={[
          { label: text('payroll.whatIf.grossBefore'), amount: gross.before },
          { label: text('payroll.whatIf.grossAfter'), amount: gross.after },
          { label: text('payroll.whatIf.netBefore'), amount: net.before },
          { label: text('payroll.whatIf.netAfter'), amount: net.after },
          { label: text('payroll.whatIf.netDifference'), amount: net.after - net.before },
        ]}
      />
      <Listing
        id="payroll.whatIf.people"
        label={text('payroll.whatIf.people')}
        rows={told.rows}
        columns={people}
        rowKey={({ employeeId }) => employeeId}
        height="340px"
        onOpen={({ employeeId }) => void navigate(`/hr/employees/${employeeId}`)}
        empty={{ title: text('payroll.whatIf.same') }}
      />
      <Listing
        id="payroll.whatIf.components"
        label={text('payroll.whatIf.components')}
        rows={told.components}
        columns={components}
        rowKey={({ code }) => code}
        height="260px"
        empty={{ title: text('payroll.whatIf.same') }}
      />
    </>
  );
}

type Row = WhatIf['rows'][number];

function usePeopleColumns(): readonly Column<Row>[] {
  const text = useText();
  const unitName = useUnitNames();
  return useMemo(() => {
    const money = (key: string, value: (row: Row) => number | null): Column<Row> => ({
      ...{ key, title: text(`payroll.whatIf.${key}`), kind: 'money', width: 140, total: 'sum', value },
    });
    return [
      {
        key: 'fullName',
        title: text('payroll.field.fullName'),
        kind: 'text',
        width: 240,
        pin: 'start',
        value: (row) => row.fullName,
      },
      {
        key: 'number',
        title: text('payroll.field.employeeNumber'),
        kind: 'text',
        width: 110,
        isLtr: true,
        value: (row) => row.number,
      },
      {
        key: 'unitId',
        title: text('payroll.field.unitId'),
        kind: 'text',
        width: 200,
        value: (row) => unitName(row.unitId),
      },
      money('netBefore', (row) => row.netBefore),
      money('netAfter', (row) => row.netAfter),
      money('netDifference', (row) => (row.netAfter ?? 0) - (row.netBefore ?? 0)),
      { ...money('grossBefore', (row) => row.grossBefore), isHidden: true },
      { ...money('grossAfter', (row) => row.grossAfter), isHidden: true },
    ];
  }, [text, unitName]);
}

function useComponentColumns(): readonly Column<WhatIf['components'][number]>[] {
  const text = useText();
  const componentName = useComponentNames();
  return useMemo(
    () => [
      {
        ...{ key: 'code', title: text('payroll.field.component'), kind: 'text', width: 260 },
        value: ({ code }) => componentName(code),
      },
      { key: 'before', title: text('payroll.whatIf.before'), kind: 'money', value: ({ before }) => before },
      { key: 'after', title: text('payroll.whatIf.after'), kind: 'money', value: ({ after }) => after },
      {
        ...{ key: 'difference', title: text('payroll.field.difference'), kind: 'money' },
        value: ({ before, after }) => after - before,
      },
    ],
    [text, componentName],
  );
}

/** The job that works it out: how far it is, what it told. */
function useWhatIf() {
  const toast = useToast();
  const failureText = useFailureText('payroll');
  const [progress, setProgress] = useState<number | null>(null);
  const [told, setTold] = useState<WhatIf | null>(null);
  const stopping = useRef(new AbortController());
  const start = async (asked: Parameters<typeof call.whatIf.start>[0]): Promise<void> => {
    stopping.current = new AbortController();
    setProgress(0);
    try {
      const { jobId } = await call.whatIf.start(asked);
      setTold(zWhatIf.parse(await followJob(jobId, setProgress, stopping.current.signal)));
    } catch (error) {
      toast.failed(failureText(failureOf(error)));
    } finally {
      setProgress(null);
    }
  };
  return { progress, told, start, cancel: () => stopping.current.abort() };
}
