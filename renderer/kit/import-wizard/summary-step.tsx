import { Button } from 'antd';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { StatusTag } from '../status-tag.tsx';
import type { Cells, ImportAdapter, ImportOutcome } from './adapter.ts';

/** The rows that were left out, each with the reason behind its last cell. */
export interface RestOfSheet {
  readonly headings: Cells;
  readonly rows: readonly Cells[];
}

interface RestProps {
  readonly rest: RestOfSheet;
  readonly exportRest: ImportAdapter['exportRest'];
}

/** Last: what was written, and the rows that were not, to take away. */
export function SummaryStep(props: RestProps & { readonly outcome: ImportOutcome; readonly onClose: () => void }) {
  const text = useText();
  return (
    <>
      <p className="kit-import-done">
        <Icon name="check" size={20} /> {text('kit.import.done')}
      </p>
      <OutcomeCounts outcome={props.outcome} />
      <footer className="kit-row">
        <Button type="primary" onClick={props.onClose}>
          {text('kit.action.close')}
        </Button>
        <ExportRest {...props} />
      </footer>
    </>
  );
}

/** Takes the rows that were left out away as a workbook, to be mended there. */
export function ExportRest({ rest: { headings, rows }, exportRest }: RestProps) {
  const text = useText();
  if (rows.length === 0) return null;
  return (
    <Button icon={<Icon name="download" />} onClick={() => void exportRest(headings, rows)}>
      {text('kit.import.exportRest', { count: rows.length })}
    </Button>
  );
}

/** How many rows are new, changed, as they were, and refused. */
export function OutcomeCounts({ outcome }: { outcome: ImportOutcome }) {
  const text = useText();
  return (
    <div className="kit-row" role="status">
      <StatusTag tone="good">{text('kit.import.created', { count: outcome.created })}</StatusTag>
      <StatusTag tone="busy">{text('kit.import.updated', { count: outcome.updated })}</StatusTag>
      <StatusTag tone="plain">{text('kit.import.same', { count: outcome.same })}</StatusTag>
      {outcome.rejected.length > 0 && (
        <StatusTag tone="bad">{text('kit.import.rejectedCount', { count: outcome.rejected.length })}</StatusTag>
      )}
    </div>
  );
}
