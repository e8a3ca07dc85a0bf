import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Month } from '#kernel/date.ts';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import { distinctTitles } from '#renderer/kit/fields/distinct-titles.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { call } from '../client.ts';
import { useUnitNodes } from '../lookups.ts';
import { PickedList } from './picked-list.tsx';

/** The units that cost most; the others are in the list of the run. */
const UNITS_SHOWN = 12;

/** What each unit cost in one month, all its runs together; a column opens its people. */
export function UnitCost({ month, runIds }: { readonly month: Month; readonly runIds: readonly string[] }) {
  const text = useText();
  const { month: monthName } = useDisplay();
  const [picked, setPicked] = useState<UnitSum | null>(null);
  const sums = useUnitSums(runIds);
  const nodes = useUnitNodes();
  const units = useMemo(() => {
    const nameOf = distinctTitles(
      nodes,
      sums.map(({ unitId }) => unitId),
    );
    return sums.map((unit) => ({ ...unit, name: nameOf(unit.unitId) ?? unit.name }));
  }, [sums, nodes]);
  const title = text('payroll.cost.byUnit', { month: monthName(month) });
  const chart = useMemo(
    () => ({
      categories: units.map(({ name }) => name),
      series: [{ name: text('payroll.cost.whole'), values: units.map(({ cost }) => cost) }],
    }),
    [units, text],
  );
  if (units.length === 0) return null;
  return (
    <>
      <Chart kind="rows" title={title} {...chart} onPick={({ index }) => setPicked(units[index] ?? null)} />
      {picked && (
        <PickedList
          picked={{ kind: 'unit', unitId: picked.unitId }}
          title={`${picked.name} — ${monthName(month)}`}
          runIds={runIds}
          onClose={() => setPicked(null)}
        />
      )}
    </>
  );
}

interface UnitSum {
  readonly unitId: string;
  readonly name: string;
  readonly cost: number;
}

const none: readonly UnitSum[] = [];

/** The units that cost most, the state's share included; empty until all runs have answered. */
function useUnitSums(runIds: readonly string[]): readonly UnitSum[] {
  const { data = none } = useQuery({
    queryKey: ['payroll', 'cost of the units', ...runIds],
    queryFn: async () => {
      const answers = await Promise.all(runIds.map((runId) => call.report.unitTotals({ runId })));
      const sums = new Map<string, UnitSum>();
      for (const { unitId, unitName: name, gross, stateShare } of answers.flatMap(({ units }) => units)) {
        sums.set(unitId, { unitId, name, cost: (sums.get(unitId)?.cost ?? 0) + gross + stateShare });
      }
      return [...sums.values()].toSorted((left, right) => right.cost - left.cost).slice(0, UNITS_SHOWN);
    },
  });
  return data;
}
