import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { Chart } from '#renderer/kit/chart/chart.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { HealthView } from '../../contract/index.ts';
import { hoursOf } from '../../rules/health-hours.ts';
import { Part } from '../part.tsx';

type Sample = NonNullable<HealthView['centre']>['samples'][number];

const CHART_HEIGHT = 210;

/** What waited and what was asked in each of the last hours; an hour opens what was counted in it. */
export function LoadPart({ samples, readAt }: { readonly samples: readonly Sample[]; readonly readAt: number }) {
  const text = useText();
  const { clock } = useDisplay();
  const [picked, setPicked] = useState<number | null>(null);
  // Another look with the same figures is no other chart.
  const drawn = JSON.stringify(hoursOf(samples, readAt));
  const hours = useMemo(() => JSON.parse(drawn) as ReturnType<typeof hoursOf>, [drawn]);
  const categories = useMemo(() => hours.map(({ at }) => clock(at)), [hours, clock]);
  const waiting = useMemo(
    () => [{ name: text('ministry.health.load.waiting'), values: hours.map((hour) => hour.waiting) }],
    [hours, text],
  );
  const requests = useMemo(
    () => [{ name: text('ministry.health.load.requests'), values: hours.map((hour) => hour.requests) }],
    [hours, text],
  );
  const shared = {
    ...{ kind: 'bar' as const, categories, height: CHART_HEIGHT },
    onPick: ({ index }: { readonly index: number }) => setPicked(hours[index]?.at ?? null),
  };
  const hour = hours.find(({ at }) => at === picked);
  return (
    <Part title={text('ministry.health.load')}>
      <div className="ministry-charts">
        <Chart title={text('ministry.health.load.waiting')} series={waiting} {...shared} />
        <Chart title={text('ministry.health.load.requests')} series={requests} {...shared} />
      </div>
      <div className="kit-row">
        <span className="kit-soft">{text('ministry.health.load.pick')}</span>
        <Select
          value={picked}
          style={{ inlineSize: 130 }}
          aria-label={text('ministry.health.load.pick')}
          placeholder={text('ministry.health.load.choose')}
          options={hours.map(({ at }) => ({ value: at, label: clock(at) })).toReversed()}
          onChange={setPicked}
        />
      </div>
      {hour && <SamplesOf hour={hour.at} samples={hour.samples} />}
    </Part>
  );
}

function SamplesOf({ hour, samples }: { readonly hour: number; readonly samples: readonly Sample[] }) {
  const text = useText();
  const { moment } = useDisplay();
  const columns = useMemo<readonly Column<Sample>[]>(
    () => [
      { key: 'at', title: text('ministry.field.at'), kind: 'moment', value: ({ at }) => at },
      { key: 'waiting', title: text('ministry.health.load.waiting'), kind: 'number', value: (row) => row.waiting },
      { key: 'requests', title: text('ministry.health.load.requests'), kind: 'number', value: (row) => row.requests },
    ],
    [text],
  );
  const label = text('ministry.health.load.hour', { at: moment(hour) });
  return (
    <>
      <h3 className="ministry-part">{label}</h3>
      <Grid
        id="ministry.health.hour"
        label={label}
        rows={samples}
        columns={columns}
        rowKey={({ at }) => String(at)}
        height="18rem"
        empty={{ title: text('ministry.health.load.none') }}
      />
    </>
  );
}
