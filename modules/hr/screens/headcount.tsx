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
import { useCodeNames, useUnitNames } from './lookups.ts';

/** The units with the most staff; the others are in the list. */
const UNITS_SHOWN = 12;

/** How many there are by grade, age, certificate and unit; a click on a figure opens the list. */
export default function Headcount() {
  const text = useText();
  const navigate = useNavigate();
  const { number, digits } = useDisplay();
  const codeName = useCodeNames();
  const unitName = useUnitNames();
  const { data } = useQuery(query.headcount.get.queryOptions());
  const charts = useMemo(() => {
    if (!data) return [];
    const ageName = (key: string): string => digits(text(`hr.option.age.${key}`));
    const parts = [
      { key: 'grade', slices: data.byGrade, name: codeName },
      { key: 'age', slices: data.byAge, name: ageName },
      { key: 'certificate', slices: data.byCertificate, name: codeName },
      { key: 'unit', slices: data.byUnit.slice(0, UNITS_SHOWN), name: unitName },
    ];
    return parts.map(({ key, slices, name }) => ({
      key,
      categories: slices.map((slice) => name(slice.key) || text('hr.headcount.unknown')),
      series: [{ name: text('hr.headcount.staff'), values: slices.map(({ count }) => count) }],
    }));
  }, [data, text, digits, codeName, unitName]);
  if (!data) return <Loading lines={10} />;
  return (
    <>
      <PageHeader
        title={text('hr.headcount.title')}
        subtitle={text('hr.headcount.total', { total: number(data.total) })}
      />
      <div className="hr-headcount">
        {charts.map(({ key, ...chart }) => (
          <Chart
            key={key}
            kind="bar"
            title={text(`hr.headcount.${key}`)}
            {...chart}
            onPick={() => void navigate('/hr/employees')}
          />
        ))}
      </div>
    </>
  );
}
