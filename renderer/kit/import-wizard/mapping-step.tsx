import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { useFieldLabel, useText } from '#renderer/locale/text.ts';
import { useClear } from '../fields/clear.tsx';
import type { ImportFile, Mapping } from './adapter.ts';
import { doubledColumns, missingColumns, unusedColumns } from './import-rows.ts';
import { SkippedRows } from './skipped-rows.tsx';

interface MappingStepProps {
  readonly file: ImportFile;
  readonly sheet: number;
  readonly mapping: Mapping;
  readonly module: string;
  readonly onSheet: (position: number) => void;
  readonly onMapping: (mapping: Mapping) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
  /** Names the columns where they are no fields of the module. */
  readonly labelOf?: (key: string) => string;
  /** Of the button that goes on, already translated; by default that of the dry run. */
  readonly nextLabel?: string;
}

/** Second: which column of the sheet is which, with its first values to judge by. */
export function MappingStep(props: MappingStepProps) {
  const { file, sheet, mapping, module, onSheet, onMapping, onBack, onNext } = props;
  const text = useText();
  const clear = useClear();
  const ownLabel = useFieldLabel(module);
  const fieldLabel = props.labelOf ?? ownLabel;
  const current = file.sheets[sheet];
  const missing = missingColumns(file.columns, mapping);
  const doubled = doubledColumns(mapping);
  const unused = useMemo(() => (current ? unusedColumns(current, mapping) : []), [current, mapping]);
  const choices = (current?.headings ?? []).map((heading, position) => ({
    value: position,
    label: heading || text('kit.import.column', { position: position + 1 }),
  }));
  return (
    <>
      {file.sheets.length > 1 && (
        <label className="kit-row">
          {text('kit.import.sheet')}
          <Select
            value={sheet}
            options={file.sheets.map(({ name }, value) => ({ value, label: name }))}
            onChange={onSheet}
          />
        </label>
      )}
      <p className="kit-soft">{text('kit.import.rows', { count: current?.rows.length ?? 0 })}</p>
      <SkippedRows rows={current?.skipped ?? []} />
      {unused.length > 0 && <p>{text('kit.import.unused', { columns: unused.join(' · ') })}</p>}
      <table className="kit-import-mapping">
        <thead>
          <tr>
            <th scope="col">{text('kit.import.field')}</th>
            <th scope="col">{text('kit.import.inFile')}</th>
            <th scope="col">{text('kit.import.sample')}</th>
          </tr>
        </thead>
        <tbody>
          {file.columns.map(({ key, isRequired }) => {
            const position = mapping[key] ?? null;
            return (
              <tr key={key}>
                <th scope="row">
                  {fieldLabel(key)}
                  {isRequired && <span className="kit-field-required">*</span>}
                </th>
                <td>
                  <Select
                    value={position}
                    allowClear={clear}
                    className="kit-field-wide"
                    status={missing.includes(key) || (position !== null && doubled.includes(position)) ? 'error' : ''}
                    aria-label={fieldLabel(key)}
                    placeholder={text('kit.import.none')}
                    options={choices}
                    onChange={(value: number | null | undefined) => onMapping({ ...mapping, [key]: value ?? null })}
                  />
                </td>
                <td>
                  <bdi>{position !== null && samples(current?.rows ?? [], position)}</bdi>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {missing.length > 0 && (
        <p className="kit-field-error">
          {text('kit.import.missing', { columns: missing.map(fieldLabel).join(' · ') })}
        </p>
      )}
      {doubled.length > 0 && <p className="kit-field-error">{text('kit.import.doubled')}</p>}
      <footer className="kit-row">
        <Button type="primary" disabled={missing.length > 0 || doubled.length > 0} onClick={onNext}>
          {props.nextLabel ?? text('kit.import.rehearse')}
        </Button>
        <Button onClick={onBack}>{text('kit.action.back')}</Button>
      </footer>
    </>
  );
}

function samples(rows: ImportFile['sheets'][number]['rows'], position: number): string {
  return rows
    .map((cells) => cells[position] ?? '')
    .filter((cell) => cell !== '')
    .slice(0, 3)
    .join(' · ');
}
