import { useFieldLabel, useProblemText, useText } from '#renderer/locale/text.ts';
import type { ImportOutcome } from './adapter.ts';

/** More than these nobody reads at once. */
const SHOWN = 100;

/** What is wrong, cell by cell: the row of the file, the column, and what to do. */
export function RejectedCells(props: {
  readonly outcome: ImportOutcome;
  /** In the file: of each refused row. */
  readonly fileRows: readonly number[];
  readonly module: string;
}) {
  const text = useText();
  const fieldLabel = useFieldLabel(props.module);
  const problemText = useProblemText(props.module);
  const found = props.outcome.rejected.flatMap(({ problems }, index) =>
    problems.map((problem) => {
      const said = { row: props.fileRows[index] ?? 0, problem: problemText(problem) };
      return problem.field === undefined
        ? text('kit.import.problemAtRow', said)
        : text('kit.import.problemAt', { ...said, column: fieldLabel(problem.field) });
    }),
  );
  return (
    <ul className="kit-import-notes" aria-label={text('kit.import.rejected')}>
      {found.slice(0, SHOWN).map((sentence, index) => (
        <li key={index}>{sentence}</li>
      ))}
      {found.length > SHOWN && <li>{text('kit.import.moreProblems', { count: found.length - SHOWN })}</li>}
    </ul>
  );
}
