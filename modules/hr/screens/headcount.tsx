import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { query } from './client.ts';
import './headcount.css';
import { pathOfSlice, useSliceNames } from './employees/staff-slice.ts';

/** The units with the most staff; the others are in the list. */
const UNITS_SHOWN = 12;

/** How many there are by grade, age, certificate and unit; a click on a figure opens the list. */
export default function Headcount() {
  const text = useText();
  const navigate = useNavigate();
  const { number } = useDisplay();
  const sliceName = useSliceNames();
  const { data } = useQuery(query.headcount.get.queryOptions());
  const charts = useMemo(() => {
    if (!data) return [];
    const parts = [
      { key: 'grade', slices: data.byGrade },
      { key: 'age', slices: data.byAge },
      { key: 'certificate', slices: data.byCertificate },
      { key: 'unit', slices: data.byUnit.slice(0, UNITS_SHOWN) },
    ] as const;
    return parts.map(({ key, slices }) => ({
      ...{ key, slices },
      categories: slices.map((slice) => sliceName(key, slice.key)),
      series: [{ name: text('hr.headcount.staff'), values: slices.map(({ count }) => count) }],
    }));
  }, [data, text, sliceName]);
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
            kind="bar"
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
