import type { ImportOutcome } from '#renderer/kit/import-wizard/adapter.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';

/** More than these are a column that was matched wrongly. */
const SHOWN = 20;

/** The units that a staff list names and the office does not have, before all else: one of them refuses many rows. */
export function UnknownUnits({ outcome }: { readonly outcome: ImportOutcome }) {
  const text = useText();
  const { list } = useDisplay();
  const units = unknownUnits(outcome);
  if (units.length === 0) return null;
  const named = units
    .slice(0, SHOWN)
    .map(({ unit, rows }) => text('hr.import.unknownUnits.rows', { unit, count: rows }));
  return (
    <div role="status">
      <p>
        <strong>{text('hr.import.unknownUnits', { count: units.length })}</strong> {list(named)}
      </p>
      <p className="kit-soft">{text('hr.import.unknownUnits.add')}</p>
    </div>
  );
}

/** Each unknown unit with the number of rows that name it, the most frequent first. */
export function unknownUnits(
  outcome: Pick<ImportOutcome, 'rejected'>,
): readonly { readonly unit: string; readonly rows: number }[] {
  const named = outcome.rejected.flatMap(({ problems }) =>
    problems.filter(({ code }) => code === 'UNIT_UNKNOWN').map(({ params }) => String(params?.['unit'] ?? '')),
  );
  return [...Map.groupBy(named, (unit) => unit)]
    .map(([unit, alike]) => ({ unit, rows: alike.length }))
    .toSorted((left, right) => right.rows - left.rows);
}
