import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { monthOf, monthParts } from '#kernel/date.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { zTaxForm } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCodeNames, useEntityOptions } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import './reports.css';
import { TaxFormPapers } from '../papers/tax-form-papers.tsx';

type TaxForm = z.infer<typeof zTaxForm>;

/** Years that can be chosen. */
const YEARS_BACK = 10;

/** The yearly tax form of every employee: what he earned, was let off, owes, and what was withheld. */
export default function TaxForms() {
  const text = useText();
  const { today } = useDesk();
  const { digits } = useDisplay();
  const entities = useEntityOptions();
  const [chosen, setChosen] = useState<string | null>(null);
  const thisYear = monthParts(monthOf(today)).year;
  const years = Array.from({ length: YEARS_BACK }, (_, back) => thisYear - back);
  const [year, setYear] = useState(thisYear);
  const [printed, setPrinted] = useState<readonly TaxForm[] | null>(null);
  // Until somebody chooses, the entity that was paid last: only it has forms.
  const { data: paid } = useQuery(
    query.run.list.queryOptions({ input: { entityId: null, state: 'locked', kind: null, year } }),
  );
  const wanted = chosen ?? paid?.[0]?.entityId;
  const entity = paid && (entities.find(({ value }) => value === wanted) ?? entities[0]);
  const { data = [], isFetching } = useQuery(
    query.report.taxForms.queryOptions({
      input: { year, entityId: entity?.value ?? '', employeeId: null },
      enabled: entity !== undefined,
    }),
  );
  const columns = useColumns();
  return (
    <>
      <PageHeader title={text('payroll.form.title')} subtitle={text('payroll.form.body')} module="payroll" />
      <div className="kit-row pay-tools">
        <Select
          value={entity?.value ?? null}
          style={{ inlineSize: 300 }}
          aria-label={text('payroll.field.entityId')}
          options={entities.map(({ value, label }) => ({ value, label }))}
          onChange={setChosen}
        />
        <span>{text('payroll.field.year')}</span>
        <Select
          value={year}
          style={{ inlineSize: 110 }}
          aria-label={text('payroll.field.year')}
          options={years.map((each) => ({ value: each, label: digits(String(each)) }))}
          onChange={setYear}
        />
        <Button disabled={data.length === 0} onClick={() => setPrinted(data)}>
          {text('payroll.form.printAll')}
        </Button>
      </div>
      <Unfinished forms={data} />
      <PayList
        id="payroll.taxForms"
        label={text('payroll.form.title')}
        subtitle={[entity?.label ?? '', digits(String(year))].join(' — ')}
        rows={data}
        columns={columns}
        rowKey={({ employeeId }) => employeeId}
        isLoading={isFetching && data.length === 0}
        isLandscape
        onOpen={(form) => setPrinted([form])}
        actions={(selected) => (
          <Button type="primary" onClick={() => setPrinted(selected)}>
            {text('payroll.form.print')}
          </Button>
        )}
        empty={{ title: text('payroll.form.empty'), hint: text('payroll.form.emptyHint') }}
      />
      {printed && <TaxFormPapers forms={printed} entityName={entity?.label ?? ''} onClose={() => setPrinted(null)} />}
    </>
  );
}

/** In the first year the pay of earlier months is not here: the difference of those forms is no refund yet. */
function Unfinished({ forms }: { readonly forms: readonly TaxForm[] }) {
  const text = useText();
  const unfinished = forms.filter(({ months, serviceMonths }) => months < serviceMonths).length;
  if (unfinished === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="pay-tools"
      title={text('payroll.form.unfinished', { count: unfinished })}
      description={text('payroll.form.unfinishedHint')}
    />
  );
}

function useColumns(): readonly Column<TaxForm>[] {
  const text = useText();
  const codeName = useCodeNames();
  return useMemo(() => {
    const sum = (
      key: 'line1a' | 'line1b' | 'line2a' | 'line2b' | 'line2d' | 'taxable' | 'taxDue' | 'withheld' | 'difference',
    ): Column<TaxForm> => ({
      ...{ key, title: text(`payroll.form.short.${key}`), kind: 'money', total: 'sum', width: 125 },
      value: (form) => form[key],
    });
    return [
      {
        ...{
          key: 'employeeNumber',
          title: text('payroll.field.employeeNumber'),
          kind: 'text',
          width: 100,
          isLtr: true,
        },
        value: (form) => form.employeeNumber,
      },
      {
        ...{ key: 'fullName', title: text('payroll.field.fullName'), kind: 'text' },
        width: 220,
        pin: 'start',
        value: (form) => form.fullName,
      },
      {
        key: 'taxStatus',
        title: text('payroll.field.taxStatus'),
        kind: 'text',
        width: 150,
        value: (form) => codeName(form.taxStatus),
      },
      { key: 'months', title: text('payroll.form.months'), kind: 'number', width: 70, value: (form) => form.months },
      {
        ...{ key: 'serviceMonths', title: text('payroll.form.serviceMonths'), kind: 'number', width: 90 },
        value: (form) => form.serviceMonths,
      },
      ...(
        ['line1a', 'line1b', 'line2a', 'line2b', 'line2d', 'taxable', 'taxDue', 'withheld', 'difference'] as const
      ).map(sum),
    ];
  }, [text, codeName]);
}
