import { z } from 'zod';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { NumberField } from '#renderer/kit/fields/number-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import { call } from '../client.ts';
import type { RunJobKind } from './use-run-job.ts';

const asked = z.object({ bigChangePercent: z.number().int().min(1).max(1000), everything: z.boolean() });

/** Calculates a run: only what changed since the last time, or all of it. */
export function CalculateRun(props: {
  readonly run: Pick<RunDetail, 'id' | 'revision' | 'changedEmployees' | 'calculation' | 'bigChangePercent'>;
  readonly onClose: () => void;
  readonly onStarted: (kind: RunJobKind, jobId: string) => void;
}) {
  const text = useText();
  const { id, revision, changedEmployees, calculation, bigChangePercent } = props.run;
  const hint =
    calculation === 0 || changedEmployees === null
      ? text('payroll.run.calculateAll')
      : text('payroll.run.changed', { count: changedEmployees });
  return (
    <Dialog title={text('payroll.move.run.calculate')} onClose={props.onClose}>
      <Form
        schema={asked}
        values={{ bigChangePercent, everything: false }}
        module="payroll"
        submitLabel={text('payroll.move.run.calculate')}
        onCancel={props.onClose}
        onSubmit={async (input) => {
          const { jobId } = await call.run.calculate({ id, revision, ...input });
          props.onStarted('calculate', jobId);
          props.onClose();
        }}
      >
        <p>{hint}</p>
        <FormSection>
          <NumberField name="bigChangePercent" min={1} max={1000} unit="٪" />
          {calculation > 0 && <SwitchField name="everything" span={2} hint={text('payroll.run.everythingHint')} />}
        </FormSection>
      </Form>
    </Dialog>
  );
}
