import { useEffect, useRef, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { Problems } from '../problems.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { saveSheet, sheetRows } from './export-sheet.ts';
import type { GridModel } from './use-grid.ts';

interface GridExportProps<Row> {
  readonly title: string;
  readonly fileName: string;
  readonly direction: 'rtl' | 'ltr';
  readonly model: Pick<GridModel<Row>, 'shown' | 'rows' | 'positions' | 'write' | 'widths'>;
  readonly totals: readonly (number | null)[];
  readonly onDone: () => void;
}

/** Makes the workbook while it is on the screen, and leaves when that is done. */
export function GridExport<Row>(props: GridExportProps<Row>) {
  const text = useText();
  const [progress, setProgress] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const totalLabel = useRef(text('kit.grid.total'));
  const started = useRef(props);
  useEffect(() => {
    const stop = new AbortController();
    const { model, title, totals, fileName, direction, onDone } = started.current;
    const run = async (): Promise<void> => {
      const { shown: columns, rows, positions, write, widths } = model;
      const source = { title, columns, rows, positions, write, totals, totalLabel: totalLabel.current };
      const sheet = await sheetRows(source, setProgress, stop.signal);
      await saveSheet(sheet, { fileName, widths, direction });
      onDone();
    };
    run().catch((error: unknown) => {
      if (stop.signal.aborted) return;
      setFailed(true);
      reportError(error);
    });
    return () => stop.abort();
  }, []);
  if (hasFailed) return <Problems problems={[{ code: 'EXPORT_FAILED' }]} onClose={props.onDone} />;
  return <ProgressBar label={text('kit.grid.exporting')} value={progress} onCancel={props.onDone} />;
}
