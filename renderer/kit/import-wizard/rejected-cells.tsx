import { useCallback, useMemo } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useFieldLabel, useProblemText, useText, type Reason } from '#renderer/locale/text.ts';
import type { ImportOutcome } from './adapter.ts';

/** More than these nobody reads one by one: rows with the same mistake are then named in one sentence. */
const SHOWN = 100;
/** So many rows are named in such a sentence. */
const NAMED = 10;

/** What is wrong, cell by cell: the row of the file, the column, and what to do. */
export function RejectedCells(props: {
  readonly outcome: ImportOutcome;
  /** In the file: of each refused row. */
  readonly fileRows: readonly number[];
  readonly module: string;
}) {
  const { outcome, fileRows } = props;
  const text = useText();
  const { number } = useDisplay();
  const reasonText = useReasonText(props.module);
  const sentences = useMemo(() => {
    const found = outcome.rejected.flatMap(({ problems }, index) =>
      problems.map((problem) => ({ row: fileRows[index] ?? 0, reason: reasonText(problem) })),
    );
    if (found.length <= SHOWN) return found.map((each) => text('kit.import.problemAtRow', each));
    return [...Map.groupBy(found, ({ reason }) => reason)].map(([reason, alike]) => {
      const rows = alike.slice(0, NAMED).map(({ row }) => number(row));
      const key = alike.length > NAMED ? 'kit.import.problemAtMany' : 'kit.import.problemAtRows';
      return text(key, { reason, rows: rows.join(' · '), count: alike.length });
    });
  }, [outcome, fileRows, text, number, reasonText]);
  return (
    <ul className="kit-import-notes" aria-label={text('kit.import.rejected')}>
      {sentences.slice(0, SHOWN).map((sentence, index) => (
        <li key={index}>{sentence}</li>
      ))}
      {sentences.length > SHOWN && <li>{text('kit.import.moreProblems', { count: sentences.length - SHOWN })}</li>}
    </ul>
  );
}

/** Why a row was refused: the column and what to do. */
export function useReasonText(module: string): (problem: Reason) => string {
  const text = useText();
  const fieldLabel = useFieldLabel(module);
  const problemText = useProblemText(module);
  return useCallback(
    (problem) => {
      const said = problemText(problem);
      return problem.field === undefined
        ? said
        : text('kit.import.reason', { column: fieldLabel(problem.field), problem: said });
    },
    [text, fieldLabel, problemText],
  );
}
