import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { z } from 'zod';
import { useFieldLabel, useText } from '#renderer/locale/text.ts';
import { EntryGrid } from '../entry-grid/entry-grid.tsx';
import { useAskToLeave } from '../form/leaving.ts';
import { ChangedRows } from './changed-rows.tsx';
import type { Cells, ImportAdapter, ImportFile, ImportOutcome, ImportRequest } from './adapter.ts';
import {
  mendedElsewhere,
  mendedRows,
  mendingOrder,
  partedRows,
  rejectedRows,
  sameElsewhere,
  widenedRequest,
  type SameElsewhere,
} from './import-rows.ts';
import { RejectedCells, useReasonText } from './rejected-cells.tsx';
import { ExportRest, OutcomeCounts, type RestOfSheet } from './summary-step.tsx';

interface OutcomeStepProps {
  readonly columns: ImportFile['columns'];
  readonly module: string;
  readonly request: ImportRequest;
  readonly outcome: ImportOutcome;
  /** Rows were mended in an earlier round: the matching of columns begins with the file again, without them. */
  readonly isMended: boolean;
  /** Tries again, with what was mended. */
  readonly onAgain: (request: ImportRequest) => void;
  readonly onCommit: (request: ImportRequest, rest: RestOfSheet) => void;
  readonly exportRest: ImportAdapter['exportRest'];
  /** What the importer's page says above of what was found. */
  readonly notice?: ((outcome: ImportOutcome) => ReactNode) | undefined;
  readonly onBack: () => void;
}

/** The office has judged the rows already; here every cell is text. */
const anyText = z.looseObject({});
const noRow = () => ({});

/** Third: what the dry run found. Refused rows are mended here, or left out and handed back. */
export function OutcomeStep({ columns, module, outcome, onAgain, onCommit, onBack, ...props }: OutcomeStepProps) {
  const text = useText();
  const reasonText = useReasonText(module);
  const fieldLabel = useFieldLabel(module);
  const [request] = useState(() =>
    widenedRequest(
      props.request,
      outcome,
      columns.map(({ key }) => ({ key, title: fieldLabel(key) })),
    ),
  );
  const [mended, setMended] = useState(() => rejectedRows(request.rows, outcome, request.mapping));
  const [isTouched, setTouchedMark] = useState(false);
  const askToLeave = useAskToLeave();
  const back = async (): Promise<void> => {
    if (!(isTouched || props.isMended) || (await askToLeave())) onBack();
  };
  const [offer, setOffer] = useState<SameElsewhere | null>(null);
  const isClean = outcome.rejected.length === 0;
  const parts = useMemo(() => partedRows(request, outcome), [request, outcome]);
  const problems = useMemo(
    () => outcome.rejected.map(({ problems: found }, row) => ({ row, problems: found })),
    [outcome],
  );
  const fileRows = useMemo(() => outcome.rejected.map(({ row }) => request.rowNumbers[row] ?? row), [request, outcome]);
  // Whoever mends the rest in Excel reads there what was wrong with each row.
  const restOf = (rows: readonly Cells[]): RestOfSheet => ({
    headings: [...request.headings, text('kit.import.reasonHeading')],
    rows: outcome.rejected.map(({ problems: found }, index) => {
      const cells = request.headings.map((_, position) => rows[index]?.[position] ?? '');
      return [...cells, found.map(reasonText).join(' ')];
    }),
  });
  const entryColumns = useMemo(
    () =>
      mendingOrder(columns, request, outcome).map((key) => ({
        ...{ key, title: fieldLabel(key), kind: 'text' as const },
        // A number of twenty-three letters is compared letter by letter.
        width: key === 'iban' ? 270 : 190,
      })),
    [columns, request, outcome, fieldLabel],
  );
  return (
    <>
      <OutcomeCounts outcome={outcome} />
      {props.notice?.(outcome)}
      <ChangedRows outcome={outcome} request={request} columns={columns} module={module} />
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
              setOffer(sameElsewhere(mended, rows, outcome));
              setMended(rows);
              setTouchedMark(true);
            }}
          />
          {offer && (
            <div className="kit-row" role="status">
              <span>{text('kit.import.sameElsewhere', { ...offer, rows: '', count: offer.rows.length })}</span>
              <Button
                size="small"
                onClick={() => {
                  setMended(mendedElsewhere(mended, offer));
                  setOffer(null);
                }}
              >
                {text('kit.import.mendAll')}
              </Button>
            </div>
          )}
          <RejectedCells outcome={outcome} fileRows={fileRows} module={module} />
        </>
      )}
      <footer className="kit-row">
        {isClean ? (
          <Button type="primary" onClick={() => onCommit(request, restOf([]))}>
            {text('kit.import.commit', { count: request.rows.length })}
          </Button>
        ) : (
          <>
            <Button
              type={isTouched ? 'primary' : 'default'}
              disabled={!isTouched}
              onClick={() => onAgain({ ...request, rows: mendedRows(request.rows, outcome, request.mapping, mended) })}
            >
              {text('kit.import.again')}
            </Button>
            <Button disabled={parts.good.rows.length === 0} onClick={() => onCommit(parts.good, restOf(parts.rest))}>
              {text('kit.import.commitGood', { count: parts.good.rows.length })}
            </Button>
            <ExportRest rest={restOf(parts.rest)} exportRest={props.exportRest} />
          </>
        )}
        <Button onClick={() => void back()}>{text('kit.action.back')}</Button>
      </footer>
    </>
  );
}
