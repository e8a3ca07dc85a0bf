import { useText } from '#renderer/locale/text.ts';
import type { SkippedRow } from './adapter.ts';

/** The rows of the file that are no records, each with its number and its words: nothing is left out unseen. */
export function SkippedRows({ rows }: { readonly rows: readonly SkippedRow[] }) {
  const text = useText();
  if (rows.length === 0) return null;
  return (
    <details className="kit-import-skipped" open={rows.length <= 5}>
      <summary>{text('kit.import.skipped', { count: rows.length })}</summary>
      <ul className="kit-import-notes">
        {rows.map(({ row, cause, words }) => (
          <li key={row}>{text(`kit.import.skip.${cause}`, { row, words })}</li>
        ))}
      </ul>
    </details>
  );
}
