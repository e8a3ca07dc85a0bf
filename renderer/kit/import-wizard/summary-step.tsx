import { Button } from 'antd';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { StatusTag } from '../status-tag.tsx';
import type { Cells, ImportAdapter, ImportOutcome } from './adapter.ts';

interface SummaryStepProps {
  readonly outcome: ImportOutcome;
  readonly headings: Cells;
  readonly rest: readonly Cells[];
  readonly exportRest: ImportAdapter['exportRest'];
  readonly onClose: () => void;
}

/** Last: what was written, and the rows that were not, to take away. */
export function SummaryStep({ outcome, headings, rest, exportRest, onClose }: SummaryStepProps) {
  const text = useText();
  return (
    <>
      <p className="kit-import-done">
        <Icon name="check" size={20} /> {text('kit.import.done')}
      </p>
      <OutcomeCounts outcome={outcome} />
      <footer className="kit-row">
        <Button type="primary" onClick={onClose}>
          {text('kit.action.close')}
        </Button>
        {rest.length > 0 && (
          <Button icon={<Icon name="download" />} onClick={() => void exportRest(headings, rest)}>
            {text('kit.import.exportRest', { count: rest.length })}
          </Button>
        )}
      </footer>
    </>
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
