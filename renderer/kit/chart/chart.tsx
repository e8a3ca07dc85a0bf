import { useEffect, useRef } from 'react';
import { useDisplay, type Writer } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import './chart.css';
import { chartOptions, heightOf, type ChartSource } from './chart-options.ts';

export interface ChartProps extends ChartSource {
  /** What was clicked: the list behind it can then be opened. */
  readonly onPick?: (pick: { readonly category: string; readonly series: string; readonly index: number }) => void;
  readonly height?: number;
}

/** Bars, lines or a ring, running the way of the language; the same figures as a table for screen readers. */
export function Chart(props: ChartProps) {
  const { kind, title, categories, series, onPick, height = heightOf(props) } = props;
  const place = useRef<HTMLDivElement>(null);
  const picked = useRef(onPick);
  const writer = useDisplay();
  useEffect(() => {
    picked.current = onPick;
  }, [onPick]);
  useEffect(() => {
    const target = place.current;
    if (!target) return;
    let end = (): void => undefined;
    let isGone = false;
    const draw = async (): Promise<void> => {
      const { init } = await import('./drawing.ts');
      if (isGone) return;
      const drawing = init(target, null, { renderer: 'svg' });
      drawing.setOption(chartOptions({ kind, title, categories, series }, writer));
      drawing.on('click', ({ name, seriesName, dataIndex }) =>
        picked.current?.({ category: name, series: seriesName ?? '', index: dataIndex }),
      );
      const observer = new ResizeObserver(() => drawing.resize());
      observer.observe(target);
      end = () => {
        observer.disconnect();
        drawing.dispose();
      };
    };
    draw().catch((error: unknown) => reportError(error));
    return () => {
      isGone = true;
      end();
    };
  }, [kind, title, categories, series, writer]);
  return (
    <figure className="kit-chart">
      {/* The places of texts are reckoned from the left, whatever way the page runs; Arabic is still shaped as it must be. */}
      <div ref={place} className="kit-chart-place" style={{ blockSize: height }} aria-hidden />
      <Figures {...props} />
    </figure>
  );
}

function Figures({ title, categories, series }: ChartSource) {
  const text = useText();
  const writer = useDisplay();
  return (
    <table className="kit-visually-hidden">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{text('kit.chart.category')}</th>
          {series.map(({ name }, place) => (
            <th key={place} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((category, index) => (
          // Two categories may bear one name: the place in the chart is what tells them apart.
          <tr key={index}>
            <th scope="row">{category}</th>
            {series.map(({ values }, place) => (
              <td key={place}>{amountOf(values[index] ?? null, writer)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function amountOf(value: number | null, writer: Writer): string {
  return value === null ? '—' : writer.number(value);
}
