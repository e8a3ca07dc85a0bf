import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail, SlipRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';
import { ComponentList } from './component-list.tsx';

/** What a column of a chart stands for: a component, or a unit. */
export type Picked =
  { readonly kind: 'component'; readonly code: string } | { readonly kind: 'unit'; readonly unitId: string };

/** The people behind a column of a chart, run by run. */
export function PickedList(props: {
  readonly picked: Picked;
  /** Already translated. */
  readonly title: string;
  readonly runIds: readonly string[];
  readonly onClose: () => void;
}) {
  return (
    <SideDrawer isOpen title={props.title} width={1100} onClose={props.onClose}>
      {props.runIds.map((id) => (
        <OfRun key={id} id={id} picked={props.picked} />
      ))}
    </SideDrawer>
  );
}

function OfRun({ id, picked }: { readonly id: string; readonly picked: Picked }) {
  const { data: run } = useQuery(query.run.get.queryOptions({ input: { id } }));
  if (!run) return <Loading lines={6} />;
  return picked.kind === 'component' ? (
    <ComponentList run={run} code={picked.code} />
  ) : (
    <UnitSlips run={run} unitId={picked.unitId} />
  );
}

function UnitSlips({ run, unitId }: { readonly run: RunDetail; readonly unitId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const runName = useRunName();
  const filter = { runId: run.id, search: null, unitId, isHeld: null, offset: 0, limit: LIST_LIMIT };
  const { data = [], isPending } = useQuery(query.slip.list.queryOptions({ input: filter }));
  const columns = useMemo<readonly Column<SlipRow>[]>(() => {
    const sum = (key: 'gross' | 'deductionsTotal' | 'net' | 'stateShare'): Column<SlipRow> => ({
      ...{ key, title: text(`payroll.field.${key}`), kind: 'money', total: 'sum' },
      value: (row) => row[key],
    });
    return [
      {
        ...{
          key: 'employeeNumber',
          title: text('payroll.field.employeeNumber'),
          kind: 'text',
          width: 110,
          isLtr: true,
        },
        value: (row) => row.employeeNumber,
      },
      {
        key: 'fullName',
        title: text('payroll.field.fullName'),
        kind: 'text',
        width: 240,
        value: (row) => row.fullName,
      },
      ...(['gross', 'deductionsTotal', 'net', 'stateShare'] as const).map(sum),
    ];
  }, [text]);
  return (
    <PayList
      id="payroll.unitSlips"
      label={text('payroll.sheet.title')}
      subtitle={runName(run)}
      rows={data}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={isPending}
      onOpen={({ id }) => void navigate(`/payroll/slips/${id}`)}
      empty={{ title: text('payroll.sheet.empty') }}
    />
  );
}
