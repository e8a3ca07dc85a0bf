import { useMemo, useState } from 'react';
import type { EntryColumn, EntryRow } from '#renderer/kit/entry-grid/entry-column.ts';
import { EntryGrid } from '#renderer/kit/entry-grid/entry-grid.tsx';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { useField } from '#renderer/kit/fields/field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { useFormFrame } from '#renderer/kit/form/form-context.ts';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { factValueSchemas, orderKinds, type TermKey } from '../../contract/index.ts';
import { useCodeOptions, useOptions, useStaff, useUnitNodes } from '../lookups.ts';
import { plainNumber } from '../../rules/papers.ts';
import { cellProblems, columnOfTerm, isRequiredTerm, lineEntry, staffByWord, termsOf } from './order-form.ts';

const draftedKinds = orderKinds.filter((kind) => kind !== 'REVERSAL');

/** The paper, and below it the employees with what the order gives each: the columns are those of its kind. */
export function OrderFields() {
  const text = useText();
  return (
    <>
      <FormSection title={text('hr.order.paper')}>
        <SelectField name="kind" options={useOptions(draftedKinds, 'orderKind')} />
        <LtrField name="number" />
        <DateField name="orderDate" />
        <DateField name="effectiveDate" />
        <TextField name="issuer" />
        <TextField name="subject" />
        <TreeField name="unitId" nodes={useUnitNodes()} span={2} />
      </FormSection>
      <Lines />
    </>
  );
}

function Lines() {
  const text = useText();
  const staff = useStaff();
  const kind = useField({ name: 'kind' }).value;
  const { value, change, control } = useField({ name: 'lines' });
  const columns = useTermColumns(typeof kind === 'string' ? kind : '');
  const byWord = useMemo(() => staffByWord(staff), [staff]);
  const marked = useRefusedCells(Array.isArray(value) ? value : noLines);
  const named = (rows: readonly EntryRow[]): readonly EntryRow[] =>
    rows.map((row) => {
      const name =
        typeof row['number'] === 'string' ? (byWord.get(plainNumber(row['number']))?.fullName ?? null) : null;
      return row['name'] === name ? row : { ...row, name };
    });
  return (
    <section>
      <h2>{text('hr.order.employees')}</h2>
      <p className="kit-soft">{text('hr.order.numberHint')}</p>
      <EntryGrid
        label={text('hr.order.employees')}
        module="hr"
        columns={columns}
        schema={lineEntry}
        rows={named(Array.isArray(value) ? value : [])}
        onChange={(rows) => change(named(rows))}
        newRow={newLine}
        problems={marked}
        isReadOnly={control.isReadOnly}
      />
    </section>
  );
}

const noLines: readonly unknown[] = [];

/** The cells that the office refused; a row that was changed since has still to be judged. */
function useRefusedCells(rows: readonly unknown[]): ReturnType<typeof cellProblems> {
  const { problems } = useFormFrame();
  const [refused, setRefused] = useState({ problems, rows });
  // The rows as they were when these problems came.
  if (refused.problems !== problems) setRefused({ problems, rows });
  return useMemo(
    () => cellProblems(refused.problems, refused.rows).filter(({ row }) => refused.rows[row] === rows[row]),
    [refused, rows],
  );
}

function newLine(): EntryRow {
  return { number: '', name: null };
}

function useTermColumns(kind: string): readonly EntryColumn[] {
  const text = useText();
  const units = useUnitNodes();
  const sources: Partial<Record<TermKey, NonNullable<EntryColumn['options']>>> = {
    unitId: useMemo(() => units.map(({ id, title, code = '' }) => ({ value: id, label: title, code })), [units]),
    grade: useCodeOptions('SCALE'),
    certificate: useCodeOptions('CERTIFICATE'),
    taxStatus: useCodeOptions('TAX_STATUS'),
    allowance: useCodeOptions('ALLOWANCE'),
    leaveType: useCodeOptions('LEAVE'),
    issuer: useCodeOptions('THANKS'),
    penalty: useCodeOptions('PENALTY'),
    purpose: useOptions(factValueSchemas.CREDIT.shape.purpose.options, 'purpose'),
  };
  return [
    { key: 'number', title: text('hr.field.officeNumber'), kind: 'text', width: 120, isLtr: true, isRequired: true },
    { key: 'name', title: text('hr.field.fullName'), kind: 'text', width: 240, isReadOnly: true },
    ...termsOf(kind).map((key): EntryColumn => {
      const options = sources[key];
      const column = columnOfTerm(key);
      return {
        key: column,
        title: text(`hr.field.${column}`),
        kind: kindOf(key),
        ...(options && { options }),
        isRequired: isRequiredTerm(kind, key),
        width: options ? 160 : 120,
      };
    }),
    { key: 'note', title: text('hr.field.note'), kind: 'text', width: 160 },
  ];
}

function kindOf(key: TermKey): EntryColumn['kind'] {
  switch (key) {
    case 'on':
    case 'to':
    case 'lastDay':
    case 'absentFrom':
    case 'gradeSince':
    case 'stepSince':
      return 'date';
    case 'step':
    case 'percent':
    case 'days':
    case 'months':
      return 'number';
    case 'amount':
      return 'money';
    case 'cutMonth':
      return 'month';
    case 'jobTitle':
    case 'post':
    case 'letter':
      return 'text';
    case 'unitId':
    case 'grade':
    case 'certificate':
    case 'taxStatus':
    case 'allowance':
    case 'leaveType':
    case 'issuer':
    case 'penalty':
    case 'purpose':
      return 'enum';
    default:
      return key satisfies never;
  }
}
