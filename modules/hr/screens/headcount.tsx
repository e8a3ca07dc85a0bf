import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import { distinctTitles } from '#renderer/kit/fields/distinct-titles.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { query } from './client.ts';
import './headcount.css';
import { pathOfSlice, useSliceNames } from './employees/staff-slice.ts';
import { useUnitNodes } from './lookups.ts';

/** The units with the most staff; the others are in the list. */
const UNITS_SHOWN = 12;

/** How many there are by grade, age, certificate and unit; a click on a figure opens the list. */
export default function Headcount() {
  const text = useText();
  const navigate = useNavigate();
  const { number } = useDisplay();
  const sliceName = useSliceNames();
  const { data } = useQuery(query.headcount.get.queryOptions());
  const nodes = useUnitNodes();
  const charts = useMemo(() => {
    if (!data) return [];
    const units = data.byUnit.slice(0, UNITS_SHOWN);
    const unitName = distinctTitles(
      nodes,
      units.map(({ key }) => key),
    );
    const parts = [
      { key: 'grade', slices: data.byGrade },
      { key: 'age', slices: data.byAge },
      { key: 'certificate', slices: data.byCertificate },
      { key: 'unit', slices: units },
    ] as const;
    return parts.map(({ key, slices }) => ({
      ...{ key, slices },
      categories: slices.map((slice) => (key === 'unit' ? unitName(slice.key) : null) ?? sliceName(key, slice.key)),
      series: [{ name: text('hr.headcount.staff'), values: slices.map(({ count }) => count) }],
    }));
  }, [data, text, nodes, sliceName]);
  if (!data) return <Loading lines={10} />;
  return (
    <>
      <PageHeader
        title={text('hr.headcount.title')}
        subtitle={text('hr.headcount.total', { total: number(data.total) })}
      />
      <div className="hr-headcount">
        {charts.map(({ key, slices, categories, series }) => (
          <Chart
            key={key}
            kind={key === 'unit' ? 'rows' : 'bar'}
            title={text(`hr.headcount.${key}`)}
            categories={categories}
            series={series}
            onPick={({ index }) => void navigate(pathOfSlice(key, slices[index]?.key ?? ''))}
          />
        ))}
      </div>
    </>
  );
}
