import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { query } from './client.ts';
import './headcount.css';
import { useCodeNames, useUnitNames } from './lookups.ts';

/** How many there are by grade, age, certificate and unit; a click on a figure opens the list. */
export default function Headcount() {
  const text = useText();
  const navigate = useNavigate();
  const { number, digits } = useDisplay();
  const codeName = useCodeNames();
  const unitName = useUnitNames();
  const { data } = useQuery(query.headcount.get.queryOptions());
  if (!data) return <Loading lines={10} />;
  const unknown = text('hr.headcount.unknown');
  const charts = [
    { key: 'grade', slices: data.byGrade, name: codeName },
    { key: 'age', slices: data.byAge, name: (key: string) => (key === 'UNKNOWN' ? unknown : digits(key)) },
    { key: 'certificate', slices: data.byCertificate, name: codeName },
    { key: 'unit', slices: data.byUnit.slice(0, 12), name: unitName },
  ];
  return (
    <>
      <PageHeader
        title={text('hr.headcount.title')}
        subtitle={text('hr.headcount.total', { total: number(data.total) })}
      />
      <div className="hr-headcount">
        {charts.map(({ key, slices, name }) => (
          <Chart
            key={key}
            kind="bar"
            title={text(`hr.headcount.${key}`)}
            categories={slices.map((slice) => name(slice.key) || unknown)}
            series={[{ name: text('hr.headcount.staff'), values: slices.map(({ count }) => count) }]}
            onPick={() => void navigate('/hr/employees')}
          />
        ))}
      </div>
    </>
  );
}
