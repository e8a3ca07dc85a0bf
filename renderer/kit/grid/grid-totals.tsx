import { memo, type CSSProperties, type ReactNode } from 'react';
import type { Money } from '#kernel/money.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Amount } from '../hide-amounts.tsx';
import { isFigures, type Column } from './column.ts';

interface TotalsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly totals: readonly (number | null)[];
  readonly pinnedCount: number;
  readonly hasChecks: boolean;
  readonly style: CSSProperties;
}

/** The totals of the rows that are shown, below their columns; it stays in view. */
export const GridTotals = memo(function GridTotals<Row>({
  columns,
  totals,
  pinnedCount,
  hasChecks,
  style,
}: TotalsProps<Row>) {
  const text = useText();
  const writer = useDisplay();
  const firstPlain = totals.findIndex((total) => total === null);
  return (
    <div className="kit-grid-totals" role="row" style={style}>
      {hasChecks && <div className="kit-grid-cell kit-grid-check kit-grid-pinned" role="gridcell" />}
      {columns.map((column, position) => {
        const total = totals[position] ?? null;
        const isPinned = position < pinnedCount;
        return (
          <div
            key={column.key}
            role="gridcell"
            className={[
              'kit-grid-cell',
              (isFigures(column.kind) || total !== null) && 'kit-grid-figures',
              isPinned && 'kit-grid-pinned',
            ]
              .filter(Boolean)
              .join(' ')}
            style={{ inlineSize: `var(--w${position})` }}
          >
            {total === null && position === firstPlain && text('kit.grid.total')}
            {/* A sum of whole dinars is one. */}
            {total !== null &&
              (column.kind === 'money' ? <Amount value={total as Money} withCurrency="no" /> : writer.number(total))}
          </div>
        );
      })}
    </div>
  );
  // `memo` forgets the type parameter of the component it wraps.
}) as <Row>(props: TotalsProps<Row>) => ReactNode;
