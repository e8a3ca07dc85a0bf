import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { useFieldLabel, useText } from '#renderer/locale/text.ts';
import { EntryGrid } from '../entry-grid/entry-grid.tsx';
import type { Cells, ImportFile, ImportOutcome, ImportRequest } from './adapter.ts';
import { mendedRows, mendingOrder, partedRows, rejectedRows, widenedRequest } from './import-rows.ts';
import { RejectedCells } from './rejected-cells.tsx';
import { OutcomeCounts } from './summary-step.tsx';

interface OutcomeStepProps {
  readonly columns: ImportFile['columns'];
  readonly module: string;
  readonly request: ImportRequest;
  readonly outcome: ImportOutcome;
  /** Tries again, with what was mended. */
  readonly onAgain: (request: ImportRequest) => void;
  readonly onCommit: (request: ImportRequest, rest: readonly Cells[]) => void;
  readonly onBack: () => void;
}

/** The office has judged the rows already; here every cell is text. */
const anyText = z.looseObject({});
const noRow = () => ({});

/** Third: what the dry run found. Refused rows are mended here, or left out and handed back. */
export function OutcomeStep({ columns, module, outcome, onAgain, onCommit, onBack, ...props }: OutcomeStepProps) {
  const text = useText();
  const fieldLabel = useFieldLabel(module);
  const [request] = useState(() =>
    widenedRequest(
      props.request,
      outcome,
      columns.map(({ key }) => ({ key, title: fieldLabel(key) })),
    ),
  );
  const [mended, setMended] = useState(() => rejectedRows(request.rows, outcome, request.mapping));
  const [isMended, setMendedMark] = useState(false);
  const isClean = outcome.rejected.length === 0;
  const parts = useMemo(() => partedRows(request, outcome), [request, outcome]);
  const problems = useMemo(
    () => outcome.rejected.map(({ problems: found }, row) => ({ row, problems: found })),
    [outcome],
  );
  const fileRows = useMemo(() => outcome.rejected.map(({ row }) => request.rowNumbers[row] ?? row), [request, outcome]);
  const entryColumns = useMemo(
    () =>
      mendingOrder(columns, request, outcome).map((key) => ({
        ...{ key, title: fieldLabel(key), kind: 'text' as const },
        width: 190,
      })),
    [columns, request, outcome, fieldLabel],
  );
  return (
    <>
      <OutcomeCounts outcome={outcome} />
      {!isClean && (
        <>
          <p>{text('kit.import.mend')}</p>
          <EntryGrid
            label={text('kit.import.rejected')}
            columns={entryColumns}
            rows={mended}
            schema={anyText}
            module={module}
            newRow={noRow}
            rowNumbers={fileRows}
            problems={problems}
            mayAddRows={false}
            onChange={(rows) => {
              setMended(rows);
              setMendedMark(true);
            }}
          />
          <RejectedCells outcome={outcome} fileRows={fileRows} module={module} />
        </>
      )}
      <footer className="kit-row">
        {isClean ? (
          <Button type="primary" onClick={() => onCommit(request, [])}>
            {text('kit.import.commit', { count: request.rows.length })}
          </Button>
        ) : (
          <>
            <Button
              type={isMended ? 'primary' : 'default'}
              disabled={!isMended}
              onClick={() => onAgain({ ...request, rows: mendedRows(request.rows, outcome, request.mapping, mended) })}
            >
              {text('kit.import.again')}
            </Button>
            <Button disabled={parts.good.rows.length === 0} onClick={() => onCommit(parts.good, parts.rest)}>
              {text('kit.import.commitGood', { count: parts.good.rows.length })}
            </Button>
          </>
        )}
        <Button onClick={onBack}>{text('kit.action.back')}</Button>
      </footer>
    </>
  );
}
