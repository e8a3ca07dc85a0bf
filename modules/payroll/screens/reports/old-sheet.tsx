import { useCallback, useMemo, useState } from 'react';
import type { z } from 'zod';
import { NumberInput } from '#renderer/kit/fields/number-field.tsx';
import type { ImportFile, Mapping } from '#renderer/kit/import-wizard/adapter.ts';
import { FileStep } from '#renderer/kit/import-wizard/file-step.tsx';
import '#renderer/kit/import-wizard/import-wizard.css';
import { MappingStep } from '#renderer/kit/import-wizard/mapping-step.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';
import { sheetKeys, type RunDetail, type zSheetComparison } from '../../contract/index.ts';
import { columnsOfHeadings } from '../../rules/sheet-headings.ts';
import { useAccountComponents } from '../accounts/account-components.ts';
import { call } from '../client.ts';
import './reports.css';
import { SheetDifferences } from './sheet-differences.tsx';

type Comparison = z.infer<typeof zSheetComparison>;

/** Cells longer than this are no amounts and no names. */
const CELL_LIMIT = 500;

/** The sheet of the old system against the run: pick the file, say which column is which, see who differs and why. */
export function OldSheet({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const command = useCommand('payroll');
  const { targets, labelOf } = useTargets();
  const [file, setFile] = useState<ImportFile | null>(null);
  const [sheet, setSheet] = useState(0);
  const [mapping, setMapping] = useState<Mapping>({});
  const [tolerance, setTolerance] = useState(10);
  const [compared, setCompared] = useState<Comparison | null>(null);
  const choose = (read: ImportFile, position: number): void => {
    setFile(read);
    setSheet(position);
    setMapping(read.mappings[position] ?? {});
  };
  const read = async (picked: File): Promise<ImportFile> => {
    const sheets = await platform.call.import.sheets({ file: picked });
    const names = new Map(targets.map((key) => [key, labelOf(key)]));
    return {
      sheets,
      columns: targets.map((key) => ({ key, isRequired: false })),
      mappings: sheets.map(({ headings }) => columnsOfHeadings(headings, names)),
    };
  };
  const compare = (): Promise<void> => {
    const { headings = [], rows = [] } = file?.sheets[sheet] ?? {};
    const columns = headings.map((_, position) => targets.find((key) => mapping[key] === position) ?? null);
    const cells = rows.map((row) => row.map((cell) => cell.slice(0, CELL_LIMIT)));
    return command(async () =>
      setCompared(await call.report.compareSheet({ runId: run.id, columns, rows: cells, tolerance })),
    );
  };
  if (compared) return <SheetDifferences run={run} compared={compared} onAgain={() => setCompared(null)} />;
  if (!file) {
    return (
      <section className="kit-import">
        <p className="kit-soft">{text('payroll.compare.oldSheetHint')}</p>
        <FileStep
          read={read}
          onRead={(picked) => choose(picked, 0)}
          onFail={(error) => void command(() => Promise.reject(asError(error)))}
          onCancel={() => setFile(null)}
        />
      </section>
    );
  }
  return (
    <section className="kit-import">
      <label className="kit-row pay-tools">
        {text('payroll.compare.tolerance')}
        <span className="pay-narrow">
          <NumberInput
            value={tolerance}
            label={text('payroll.compare.tolerance')}
            onChange={(value) => setTolerance(value ?? 0)}
          />
        </span>
      </label>
      <MappingStep
        file={file}
        sheet={sheet}
        mapping={mapping}
        module="payroll"
        labelOf={labelOf}
        nextLabel={text('payroll.compare.compare')}
        onSheet={(position) => choose(file, position)}
        onMapping={setMapping}
        onBack={() => setFile(null)}
        onNext={() => void compare()}
      />
    </section>
  );
}

/** What a column may hold: by what a person is known, the sums, every component. */
function useTargets(): { readonly targets: readonly string[]; readonly labelOf: (key: string) => string } {
  const text = useText();
  const components = useAccountComponents();
  const names = useMemo(() => new Map(components.map(({ value, label }) => [value, label])), [components]);
  const targets = useMemo<readonly string[]>(
    () => [...sheetKeys, ...[...names.keys()].filter((code) => code !== 'STATE_SHARE' && code !== 'NET_PAYABLE')],
    [names],
  );
  const labelOf = useCallback(
    (key: string) => {
      if (key === 'NUMBER') return text('payroll.field.employeeNumber');
      if (key === 'NAME') return text('payroll.field.fullName');
      return names.get(key) ?? text(`payroll.option.component.${key}`);
    },
    [text, names],
  );
  return { targets, labelOf };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
