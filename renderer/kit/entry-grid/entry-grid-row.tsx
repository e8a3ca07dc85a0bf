import { Tooltip } from 'antd';
import { useLayoutEffect, useRef } from 'react';
import type { Problem } from '#kernel/verdict.ts';
import { useProblemText } from '#renderer/locale/text.ts';
import { writeEntry, type EntryColumn, type EntryRow, type EntryWords } from './entry-column.ts';
import type { EntryHands } from './use-entry-hands.ts';

interface EntryGridRowProps {
  readonly row: EntryRow;
  readonly index: number;
  /** As it is shown before the row. */
  readonly number: number;
  readonly top: number;
  readonly columns: readonly EntryColumn[];
  readonly words: EntryWords;
  readonly module: string;
  readonly hands: EntryHands;
  readonly isReadOnly: boolean;
  readonly problems: readonly Problem[];
}

/** A typed row; a cell with a problem says it, and the number of the row gathers all of them. */
export function EntryGridRow({
  row,
  index,
  number,
  top,
  columns,
  words,
  module,
  hands,
  isReadOnly,
  problems,
}: EntryGridRowProps) {
  const problemText = useProblemText(module);
  const all = problems.map(problemText).join(' ');
  return (
    <div className="kit-entry-row" role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)` }}>
      <Tooltip title={all}>
        <div
          className={
            problems.length > 0 ? 'kit-entry-cell kit-entry-number kit-entry-bad' : 'kit-entry-cell kit-entry-number'
          }
          role="rowheader"
        >
          {words.writer.number(number)}
        </div>
      </Tooltip>
      {columns.map((column, position) => {
        const isCursor = hands.at.row === index && hands.at.column === position;
        const problem = problems.find(({ field }) => field === column.key);
        const isEdited = isCursor && hands.draft !== null;
        return (
          <div
            key={column.key}
            id={hands.cellId(index, position)}
            role="gridcell"
            aria-colindex={position + 1}
            aria-invalid={problem !== undefined}
            aria-readonly={isReadOnly || column.isReadOnly === true}
            className={cellClass(column, {
              isCursor,
              isMarked: hands.isMarked(index, position),
              isBad: problem !== undefined,
            })}
            style={{ inlineSize: `var(--w${position})` }}
            title={problem && problemText(problem)}
            onMouseDown={(event) => hands.point({ row: index, column: position }, event)}
            onDoubleClick={() => hands.edit()}
          >
            {isEdited ? (
              <Editor column={column} hands={hands} />
            ) : (
              <Shown text={writeEntry(column, row[column.key], words)} problem={problem && problemText(problem)} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function Shown({ text, problem }: { text: string; problem: string | undefined }) {
  return (
    <>
      <bdi>{text}</bdi>
      {problem !== undefined && <span className="kit-entry-problem">{text === '' ? problem : ` ${problem}`}</span>}
    </>
  );
}

function Editor({ column, hands }: { column: EntryColumn; hands: EntryHands }) {
  const input = useRef<HTMLInputElement>(null);
  // Before the next key arrives: whoever types fast must not lose a letter.
  useLayoutEffect(() => {
    input.current?.focus();
    const end = input.current?.value.length ?? 0;
    input.current?.setSelectionRange(end, end);
  }, []);
  const listId = `${hands.gridId}-options-${column.key}`;
  return (
    <>
      <input
        ref={input}
        className="kit-entry-editor"
        dir={column.isLtr === true || column.kind !== 'text' ? undefined : 'auto'}
        aria-label={column.title}
        value={hands.draft ?? ''}
        {...(column.options && { list: listId })}
        onChange={(event) => hands.type(event.target.value)}
        onBlur={() => hands.commit()}
      />
      {column.options && (
        <datalist id={listId}>
          {column.options.map((option) => (
            <option key={option.value} value={option.label} label={option.code} />
          ))}
        </datalist>
      )}
    </>
  );
}

function cellClass(column: EntryColumn, marks: { isCursor: boolean; isMarked: boolean; isBad: boolean }): string {
  return [
    'kit-entry-cell',
    (column.kind === 'money' || column.kind === 'number') && 'kit-entry-figures',
    column.isLtr === true && 'kit-entry-ltr',
    marks.isMarked && 'kit-entry-marked',
    marks.isBad && 'kit-entry-bad',
    marks.isCursor && 'kit-entry-cursor',
  ]
    .filter(Boolean)
    .join(' ');
}
