import { useMemo } from 'react';
import { z } from 'zod';
import type { Answer } from '#modules/contract.ts';
import type { EntryColumn } from '#renderer/kit/entry-grid/entry-column.ts';
import { EntryGrid } from '#renderer/kit/entry-grid/entry-grid.tsx';
import { useField } from '#renderer/kit/fields/field.tsx';
import { Form } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import {
  accountRow,
  dependantKinds,
  dependantRow,
  numberKinds,
  numberRow,
  qualificationRow,
} from '../../contract/index.ts';
import { call } from '../client.ts';
import { useCodeOptions, useOptions } from '../lookups.ts';

interface ListProps<Row> {
  readonly employee: { readonly id: string; readonly revision: number };
  readonly answer: Answer;
  readonly rows: readonly Row[];
  readonly onSaved: () => void;
}

/** The numbers by which he is known, each with its period. */
export function Numbers(props: ListProps<z.infer<typeof numberRow>>) {
  const kinds = useOptions(numberKinds, 'numberKind');
  return (
    <ListForm
      {...props}
      row={numberRow}
      command="hr.employee.keepNumbers"
      keep={(input) => call.employee.keepNumbers(input)}
      newRow={() => ({ id: null, kind: 'OFFICE', number: '', validFrom: null, validTo: null })}
      columns={[
        { key: 'kind', kind: 'enum', options: kinds, width: 160 },
        { key: 'number', kind: 'text', isLtr: true },
        { key: 'validFrom', kind: 'date' },
        { key: 'validTo', kind: 'date' },
      ]}
    />
  );
}

/** What he has learned, and the letters that confirm it. */
export function Qualifications(props: ListProps<z.infer<typeof qualificationRow>>) {
  const certificates = useCodeOptions('CERTIFICATE');
  return (
    <ListForm
      {...props}
      row={qualificationRow}
      command="hr.employee.keepQualifications"
      keep={(input) => call.employee.keepQualifications(input)}
      newRow={() => ({
        ...{ id: null, level: null, speciality: null, institution: null, graduationYear: null },
        ...{ authenticityNumber: null, authenticityDate: null },
      })}
      columns={[
        { key: 'level', kind: 'enum', options: certificates, width: 140 },
        { key: 'speciality', kind: 'text' },
        { key: 'institution', kind: 'text' },
        { key: 'graduationYear', kind: 'number', width: 100 },
        { key: 'authenticityNumber', kind: 'text', isLtr: true, width: 150 },
        { key: 'authenticityDate', kind: 'date' },
      ]}
    />
  );
}

/** Where his salary goes, from when to when. */
export function Accounts(props: ListProps<z.infer<typeof accountRow>>) {
  return (
    <ListForm
      {...props}
      row={accountRow}
      command="hr.employee.keepAccounts"
      keep={(input) => call.employee.keepAccounts(input)}
      newRow={() => ({
        ...{ id: null, bank: '', branch: null, iban: null, accountNumber: null, validFrom: null, validTo: null },
      })}
      columns={[
        { key: 'bank', kind: 'text', width: 170 },
        { key: 'branch', kind: 'text', width: 150 },
        { key: 'iban', kind: 'text', isLtr: true, width: 260 },
        { key: 'accountNumber', kind: 'text', isLtr: true, width: 150 },
        { key: 'validFrom', kind: 'date' },
        { key: 'validTo', kind: 'date' },
      ]}
    />
  );
}

/** Spouse and children: family allowance and tax relief each have a period of their own. */
export function Dependants(props: ListProps<z.infer<typeof dependantRow>>) {
  const kinds = useOptions(dependantKinds, 'dependantKind');
  return (
    <ListForm
      {...props}
      row={dependantRow}
      command="hr.employee.keepDependants"
      keep={(input) => call.employee.keepDependants(input)}
      newRow={() => ({
        ...{ id: null, kind: 'CHILD', name: '', birthDate: null, allowanceFrom: null, allowanceTo: null },
        ...{ taxFrom: null, taxTo: null, document: null },
      })}
      columns={[
        { key: 'kind', kind: 'enum', options: kinds, width: 110 },
        { key: 'name', kind: 'text', width: 170 },
        { key: 'birthDate', kind: 'date', width: 115 },
        { key: 'allowanceFrom', kind: 'date', width: 115 },
        { key: 'allowanceTo', kind: 'date', width: 115 },
        { key: 'taxFrom', kind: 'date', width: 140 },
        { key: 'taxTo', kind: 'date', width: 140 },
        { key: 'document', kind: 'text', width: 160 },
      ]}
    />
  );
}

interface ListFormProps<Row extends z.ZodObject> extends ListProps<z.output<Row>> {
  readonly row: Row;
  readonly command: string;
  readonly keep: (input: { id: string; revision: number; rows: z.output<Row>[] }) => Promise<unknown>;
  readonly newRow: () => Readonly<Record<string, unknown>>;
  readonly columns: readonly Omit<EntryColumn, 'title'>[];
}

function ListForm<Row extends z.ZodObject>(props: ListFormProps<Row>) {
  const { employee, row, rows } = props;
  const done = useCommandDone();
  const schema = useMemo(() => z.object({ rows: z.array(row) }), [row]);
  return (
    <Form
      key={employee.revision}
      schema={schema}
      values={{ rows }}
      module="hr"
      answer={props.answer}
      onSubmit={async (input) => {
        await props.keep({ id: employee.id, revision: employee.revision, rows: input.rows });
        props.onSaved();
        await done(props.command);
      }}
    >
      <Rows row={row} columns={props.columns} newRow={props.newRow} />
    </Form>
  );
}

function Rows(props: Pick<ListFormProps<z.ZodObject>, 'row' | 'columns' | 'newRow'>) {
  const text = useText();
  const { value, change, control } = useField({ name: 'rows' });
  const columns = props.columns.map((column) => ({ ...column, title: text(`hr.field.${column.key}`) }));
  return (
    <EntryGrid
      label={text('hr.field.lines')}
      module="hr"
      columns={columns}
      schema={props.row}
      rows={Array.isArray(value) ? value : []}
      onChange={change}
      newRow={props.newRow}
      isReadOnly={control.isReadOnly}
    />
  );
}
