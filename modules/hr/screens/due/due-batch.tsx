import { z } from 'zod';
import type { Month } from '#kernel/date.ts';
import { zId } from '#modules/contract.ts';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { leaveOrder, LINES_LIMIT, type DueRow } from '../../contract/index.ts';
import { call } from '../client.ts';
import { useCodeNames, useUnitNodes } from '../lookups.ts';

const paper = z.object({ ...leaveOrder, unitId: zId });

/** One draft order for everybody chosen: who gets what from when is seen before it is written. */
export function DueBatch(props: {
  readonly month: Month;
  readonly rows: readonly DueRow[];
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const { today } = useDesk();
  const done = useCommandDone();
  const codeName = useCodeNames();
  const nodes = useUnitNodes();
  const { month } = props;
  const rows = props.rows.slice(0, LINES_LIMIT);
  const kind = rows[0]?.kind ?? 'INCREMENT';
  return (
    <SideDrawer isOpen title={text('hr.due.batch')} width={860} onClose={props.onClose}>
      <Form
        schema={paper}
        values={{ number: '', orderDate: today, issuer: '', unitId: null }}
        module="hr"
        onCancel={props.onClose}
        onSubmit={async (input) => {
          const employeeIds = rows.map(({ employeeId }) => employeeId);
          const { id } = await call.due.batch({ ...input, month, kind, employeeIds });
          props.onMade(id);
          await done('hr.order.draft');
        }}
      >
        <FormSection title={text('hr.order.paper')}>
          <LtrField name="number" />
          <DateField name="orderDate" />
          <TextField name="issuer" />
          <TreeField name="unitId" nodes={nodes} span={2} />
        </FormSection>
        {props.rows.length > LINES_LIMIT && (
          <p role="status">
            {text('hr.due.batchLimit', { count: props.rows.length - LINES_LIMIT, limit: LINES_LIMIT })}
          </p>
        )}
        <PrintTable
          rows={rows}
          rowKey={({ employeeId }) => employeeId}
          columns={[
            { key: 'fullName', title: text('hr.field.fullName'), kind: 'text', value: (row) => row.fullName },
            {
              ...{ key: 'from', title: text('hr.field.fromPlace'), kind: 'text' },
              value: (row) => `${codeName(row.fromGrade)}\u00A0/\u00A0${row.fromStep}`,
            },
            {
              ...{ key: 'to', title: text('hr.field.toPlace'), kind: 'text' },
              value: (row) => `${codeName(row.toGrade)}\u00A0/\u00A0${row.toStep}`,
            },
            { key: 'due', title: text('hr.field.due'), kind: 'date', value: (row) => row.due },
          ]}
        />
      </Form>
    </SideDrawer>
  );
}
