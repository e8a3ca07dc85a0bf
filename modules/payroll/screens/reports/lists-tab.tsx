import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { matchesQuery } from '#kernel/text/highlight.ts';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import { sheetCodes } from '../../rules/sheet-codes.ts';
import { query } from '../client.ts';
import { useComponentNames } from '../lookups.ts';
import './reports.css';
import { CashList } from './cash-list.tsx';
import { ComponentList } from './component-list.tsx';
import { Journal } from './journal.tsx';
import { UnitTotals } from './unit-totals.tsx';

/** Lists that are no component's: totals of the units, who is paid in cash, the journal. */
const general = ['units', 'cash', 'journal'] as const;
type General = (typeof general)[number];

/** The lists of a run: what each component pays or takes, and to whom it is sent; units, cash, journal. */
export default function ListsTab({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const componentName = useComponentNames();
  const [chosen, setChosen] = useState<string>('units');
  const filter = { runId: run.id, search: null, unitId: null, isHeld: null };
  const { data: sums } = useQuery(query.slip.sums.queryOptions({ input: filter }));
  const codes = sheetCodes(sums ?? { lines: {}, deductions: {} });
  const options = (values: readonly string[], name: (value: string) => string) =>
    values.map((value) => ({ value, label: name(value) }));
  return (
    <>
      <label className="kit-row pay-tools">
        {text('payroll.list.choose')}
        <Select
          value={chosen}
          onChange={setChosen}
          aria-label={text('payroll.list.choose')}
          style={{ inlineSize: 340 }}
          showSearch={{
            filterOption: (input, option) => matchesQuery(typeof option?.label === 'string' ? option.label : '', input),
          }}
          options={[
            { label: text('payroll.list.general'), options: options(general, (key) => text(`payroll.list.${key}`)) },
            { label: text('payroll.paper.deductions'), options: options(codes.deductions, componentName) },
            { label: text('payroll.paper.earnings'), options: options(codes.earnings, componentName) },
          ]}
        />
      </label>
      {isGeneral(chosen) ? (
        <GeneralList run={run} list={chosen} />
      ) : (
        <ComponentList key={chosen} run={run} code={chosen} />
      )}
    </>
  );
}

function GeneralList({ run, list }: { readonly run: RunDetail; readonly list: General }) {
  switch (list) {
    case 'units':
      return <UnitTotals run={run} />;
    case 'cash':
      return <CashList run={run} />;
    case 'journal':
      return <Journal run={run} />;
  }
}

function isGeneral(list: string): list is General {
  return general.some((each) => each === list);
}
