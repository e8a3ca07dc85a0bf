import { monthOf } from '#kernel/date.ts';
import { MonthField } from '#renderer/kit/fields/month-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { runInput, runKinds, type RunRow } from '../../contract/index.ts';
import { nextMonthOf } from '../../rules/first-month.ts';
import { call } from '../client.ts';
import { useEntityOptions, useOptions } from '../lookups.ts';

/** A new run: whose, of which month, of which kind. It begins with the entity of the run before, and its next month. */
export function NewRun(props: {
  readonly isOpen: boolean;
  /** The newest first: whose pay was made last, or else the one entity of the office, is paid again. */
  readonly runs: readonly RunRow[];
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const { today } = useDesk();
  const done = useCommandDone();
  const entities = useEntityOptions();
  const kinds = useOptions(runKinds, 'kind');
  const entityId = props.runs[0]?.entityId ?? (entities.length === 1 ? (entities[0]?.value ?? null) : null);
  return (
    <SideDrawer isOpen={props.isOpen} title={text('payroll.run.new')} onClose={props.onClose}>
      {props.isOpen && entities.length === 0 && <Loading lines={4} />}
      {props.isOpen && entities.length > 0 && (
        <Form
          schema={runInput}
          values={{
            ...{ entityId, month: nextMonthOf(entityId, props.runs, monthOf(today)), kind: 'REGULAR', title: null },
          }}
          module="payroll"
          onCancel={props.onClose}
          onSubmit={async (input) => {
            const { id } = await call.run.create(input);
            props.onMade(id);
            await done('payroll.run.create');
          }}
        >
          <FormSection>
            <SelectField name="entityId" options={entities} span={3} />
            <MonthField name="month" />
            <SelectField name="kind" options={kinds} />
            <TextField name="title" span={3} />
          </FormSection>
        </Form>
      )}
    </SideDrawer>
  );
}
