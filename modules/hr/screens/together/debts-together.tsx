import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import type { WaitingDebts } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useOfficeName } from '../handover/office-name.ts';
import { useUnitNames } from '../lookups.ts';
import { Counts } from './counts.tsx';
import { useAsking } from './hidden-people.ts';
import { useSlices } from './use-slices.ts';
import { WorkTogether } from './work-together.tsx';

const LIST = '/hr/handovers?part=in';
const keyOf = ({ id }: WaitingDebts): string => id;

/** The debts of many who were accepted are written into the books of this office together. */
export default function DebtsTogether() {
  const text = useText();
  const navigate = useNavigate();
  const unitName = useUnitNames();
  const { number } = useDisplay();
  const columns = useColumns();
  const [selected, setSelected] = useState<readonly WaitingDebts[]>([]);
  const { setShown, ask } = useAsking(keyOf);
  const slices = useSlices<WaitingDebts>(keyOf);
  // Each that is confirmed is a change: looked at again after each, the office would do little else.
  const { data, error } = useQuery({
    ...query.handover.waitingDebts.queryOptions(),
    enabled: slices.progress === null,
  });
  if (error) throw error;
  const rows = data ?? none;
  const chosen = selected.length > 0 ? selected : rows;
  const ready = chosen.filter(({ answer }) => answer.ok);
  const takeAll = async (): Promise<void> => {
    const sums = { number: number(ready.length), monthly: number(sumOf(ready, 'monthly')) };
    if (!(await ask(ready, { deed: 'hr.together.debtsNow', sure: text('hr.together.debtsSure', sums) }))) return;
    await slices.start(ready, (people) => call.handover.takeDebtsSlice({ ids: people.map(keyOf) }));
  };
  return (
    <WorkTogether
      slices={slices}
      title="hr.together.debts"
      working="hr.together.confirming"
      actions={[
        {
          ...{ id: 'hr.together.debtsNow', title: 'hr.together.debtsNow', icon: 'stamp', tone: 'primary' },
          ...{ shortcut: 'Ctrl+Enter', isVisible: ready.length > 0, perform: takeAll },
        },
      ]}
      doneAs="confirmed"
      keyOf={keyOf}
      unitOf={({ unitId }) => unitName(unitId)}
      onFinish={() => void navigate(LIST)}
    >
      <Counts
        counts={[
          { label: text('hr.together.count.debtors'), count: rows.length },
          { label: text('hr.together.count.selected'), count: selected.length },
          { label: text('hr.together.count.monthly'), count: sumOf(chosen, 'monthly') },
          { label: text('hr.together.count.balance'), count: sumOf(chosen, 'balance') },
        ]}
      />
      <Listing
        id="hr.together.debts"
        label={text('hr.together.debtsOf')}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        isLoading={data === undefined}
        isSelectable={slices.progress === null}
        onSelect={setSelected}
        onShown={setShown}
        onOpen={({ id }) => void navigate(`/hr/handovers/${id}`)}
        height="calc(100dvh - 250px)"
        empty={{ title: text('hr.together.noDebts') }}
      />
    </WorkTogether>
  );
}

const none: readonly WaitingDebts[] = [];

function sumOf(rows: readonly WaitingDebts[], amount: 'monthly' | 'balance'): number {
  return rows.reduce((sum, row) => sum + row[amount], 0);
}

function useColumns(): readonly Column<WaitingDebts>[] {
  const text = useText();
  const problemText = useProblemText('hr');
  const officeName = useOfficeName();
  const unitName = useUnitNames();
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 205, pin: 'start' },
        value: (row) => row.fullName,
      },
      { key: 'unitId', title: title('unitId'), kind: 'text', width: 130, value: (row) => unitName(row.unitId) },
      { key: 'otherName', title: title('fromName'), kind: 'text', width: 165, value: officeName },
      { key: 'firstDay', title: title('firstDay'), kind: 'date', width: 105, value: (row) => row.effectiveDate },
      { key: 'loans', title: title('loans'), kind: 'number', width: 65, value: (row) => row.loans },
      { key: 'courtOrders', title: title('courtOrders'), kind: 'number', width: 100, value: (row) => row.courtOrders },
      { key: 'exemptions', title: title('exemptions'), kind: 'number', width: 80, value: (row) => row.exemptions },
      {
        ...{ key: 'monthly', title: text('hr.handover.pay.monthly'), kind: 'money', width: 105, total: 'sum' },
        value: (row) => row.monthly,
      },
      {
        ...{ key: 'balance', title: text('hr.handover.pay.balance'), kind: 'money', width: 105, total: 'sum' },
        value: (row) => row.balance,
      },
      {
        ...{ key: 'reason', title: title('reasonToStay'), kind: 'text', width: 320 },
        value: ({ answer }) => (answer.ok ? '' : answer.problems.map(problemText).join(' ')),
      },
    ];
  }, [text, problemText, officeName, unitName]);
}
