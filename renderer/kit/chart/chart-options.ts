import type { EChartsCoreOption } from 'echarts/core';
import type { Writer } from '#renderer/locale/display.tsx';

export interface ChartSeries {
  readonly name: string;
  /** Null where nothing was measured: nothing is drawn there. */
  readonly values: readonly (number | null)[];
}

export interface ChartSource {
  /** `rows` are bars below each other, each beside its name: for names that are long. */
  readonly kind: 'bar' | 'rows' | 'line' | 'pie';
  readonly title: string;
  readonly categories: readonly string[];
  /** A pie shows the first. */
  readonly series: readonly ChartSeries[];
}

/** Told apart by lightness too, for those who do not see the colours. */
const colours = ['#0b5f56', '#d08a1d', '#3a76b5', '#8c3b6f', '#6a8f2f', '#7a6a58'];
const font = "'IBM Plex Sans Arabic', 'Segoe UI', Tahoma, sans-serif";

/** The chart as the drawing library wants it. It knows no direction: axes and legend are turned here. */
export function chartOptions({ kind, title, categories, series }: ChartSource, writer: Writer): EChartsCoreOption {
  const isRightToLeft = writer.direction === 'rtl';
  const start = isRightToLeft ? { right: 0 } : { left: 0 };
  const base = {
    color: colours,
    animationDuration: 200,
    textStyle: { fontFamily: font, color: '#16211f', fontSize: 12 },
    title: {
      text: title,
      ...start,
      top: 0,
      textStyle: { fontFamily: font, fontSize: 14, fontWeight: 600, color: '#16211f' },
    },
    legend: {
      top: 26,
      ...start,
      type: 'scroll',
      align: isRightToLeft ? 'right' : 'left',
      formatter: isolated,
      textStyle: { fontFamily: font, color: '#16211f' },
    },
    tooltip: {
      trigger: kind === 'pie' ? 'item' : 'axis',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? writer.number(value) : '—'),
      extraCssText: `direction:${writer.direction};text-align:start`,
    },
    aria: { enabled: true, label: { description: title } },
  };
  const drawn = series.map(({ name, values }, index) => ({
    ...{ type: kind === 'rows' ? 'bar' : kind, name, data: [...values], color: colours[index % colours.length] },
    ...{ barMaxWidth: 36, symbolSize: 7, cursor: 'pointer' },
  }));
  if (kind === 'pie') {
    const legend = { ...base.legend, data: isRightToLeft ? categories.toReversed() : [...categories] };
    return { ...base, legend, series: [pieOf(categories, series[0], writer)] };
  }
  const names = {
    ...{ type: 'category', data: [...categories], axisTick: { show: false } },
    axisLabel: { fontFamily: font, color: '#52615e', interval: 0, formatter: isolated },
  };
  const amounts = {
    type: 'value',
    // Nothing that is drawn here has halves.
    minInterval: 1,
    splitLine: { lineStyle: { color: '#dbe2e0' } },
    axisLabel: { fontFamily: font, color: '#52615e', formatter: (value: number) => writer.number(value) },
  };
  const position = isRightToLeft ? 'right' : 'left';
  const grid = { top: 64, bottom: 8, left: 8, right: 8, containLabel: true };
  // Drawn from the left: in a page that runs from the right the first stands last.
  const turned = isRightToLeft ? drawn.toReversed() : drawn;
  if (kind === 'rows') {
    const label = { ...names.axisLabel, width: NAME_WIDTH, overflow: 'break', lineHeight: 14 };
    return {
      ...{ ...base, grid, series: turned },
      xAxis: { ...amounts, inverse: isRightToLeft, axisLabel: { ...amounts.axisLabel, hideOverlap: true } },
      // Counted from below, and the first is to stand above.
      yAxis: { ...names, axisLabel: label, inverse: true, position },
    };
  }
  return {
    ...{ ...base, grid, series: turned },
    xAxis: { ...names, inverse: isRightToLeft, axisLabel: { ...names.axisLabel, ...labelRoom(categories) } },
    yAxis: { ...amounts, position },
  };
}

/** How wide the names beside rows become before they go over two lines. */
const NAME_WIDTH = 210;

/** The height of a chart that leaves each of its rows room for a name of two lines. */
export function heightOf({ kind, categories }: Pick<ChartSource, 'kind' | 'categories'>): number {
  return kind === 'rows' ? 100 + categories.length * 32 : 280;
}

/**
 * A name between marks by which it runs its own way, from its first letter on: a drawing knows no direction, and would
 * set `50 تا 59` with the second figure first.
 */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** Beyond so many bars their names no longer fit side by side. */
const SIDE_BY_SIDE = 6;

/** Every bar is named: below it, on more lines where need be, or slanting where there are many. */
function labelRoom(categories: readonly string[]) {
  return categories.length > SIDE_BY_SIDE
    ? { rotate: 40, width: 120, overflow: 'truncate' }
    : { width: 420 / categories.length, overflow: 'break', lineHeight: 16 };
}

function pieOf(categories: readonly string[], series: ChartSeries | undefined, writer: Writer) {
  return {
    type: 'pie',
    radius: ['42%', '70%'],
    center: ['50%', '60%'],
    data: categories.map((name, index) => ({ name, value: series?.values[index] ?? 0 })),
    label: {
      fontFamily: font,
      formatter: ({ name, percent }: { name: string; percent: number }) =>
        `${isolated(name)} ${writer.digits(`${Math.round(percent)}%`)}`,
    },
  };
}
