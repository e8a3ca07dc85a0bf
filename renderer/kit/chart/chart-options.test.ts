import { expect, test } from 'vitest';
import { writerOf } from '#renderer/locale/display.tsx';
import { chartOptions, heightOf, type ChartSource } from './chart-options.ts';

const source = {
  ...{ kind: 'rows', title: 'الكلفة', categories: ['وحدة الطباعة — شعبة المخازن', 'شعبة العقود'] },
  series: [{ name: 'الكلفة الكلية', values: [3, 2] }],
} as const satisfies ChartSource;

const drawnIn = (language: 'ar' | 'en', kind: ChartSource['kind']) =>
  chartOptions(
    { ...source, kind },
    writerOf({ language, monthNames: 'iraqi', digits: 'latin', showHijri: false }),
  ) as Record<'xAxis' | 'yAxis', Record<string, unknown>>;

test('rows stand below each other in their order, their whole names at the side where the line begins', () => {
  const arabic = drawnIn('ar', 'rows');
  expect(arabic.yAxis).toMatchObject({ type: 'category', data: source.categories, inverse: true, position: 'right' });
  expect(arabic.yAxis['axisLabel']).toMatchObject({ overflow: 'break', interval: 0 });
  expect(arabic.xAxis).toMatchObject({ type: 'value', inverse: true });
  const english = drawnIn('en', 'rows');
  expect(english.yAxis).toMatchObject({ inverse: true, position: 'left' });
  expect(english.xAxis).toMatchObject({ inverse: false });
});

test('bars stand beside each other, from the side where the line begins', () => {
  expect(drawnIn('ar', 'bar')).toMatchObject({
    xAxis: { type: 'category', inverse: true },
    yAxis: { type: 'value', position: 'right' },
  });
});

test('a chart of rows grows with them', () => {
  const of = (kind: ChartSource['kind'], rows: number) =>
    heightOf({ kind, categories: Array.from({ length: rows }, (_, index) => String(index)) });
  expect(of('rows', 12) - of('rows', 11)).toBe(of('rows', 2) - of('rows', 1));
  expect(of('bar', 12)).toBe(of('bar', 2));
});
