import { z } from 'zod';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import { call } from '../client.ts';
import { UnconfirmedRules } from './unconfirmed-rules.tsx';
import type { RunJobKind } from './use-run-job.ts';

const acknowledged = z.object({ acknowledgeUnconfirmed: z.boolean() });

/** Locks a run for ever: what it owes to rules that nobody has confirmed is read and acknowledged first. */
export function LockRun(props: {
  readonly run: Pick<RunDetail, 'id' | 'revision' | 'unconfirmed'>;
  readonly onClose: () => void;
  readonly onStarted: (kind: RunJobKind, jobId: string) => void;
}) {
  const text = useText();
  const { id, revision, unconfirmed } = props.run;
  return (
    <Dialog title={text('payroll.move.run.lock')} width={760} onClose={props.onClose}>
      <Form
        schema={acknowledged}
        values={{ acknowledgeUnconfirmed: false }}
        module="payroll"
        submitLabel={text('payroll.move.run.lock')}
        onCancel={props.onClose}
        onSubmit={async ({ acknowledgeUnconfirmed }) => {
          const { jobId } = await call.run.lock({ id, revision, acknowledgeUnconfirmed });
          props.onStarted('lock', jobId);
          props.onClose();
        }}
      >
        <p>{text('payroll.run.lockHint')}</p>
        {unconfirmed.length > 0 && (
          <>
            <UnconfirmedRules rules={unconfirmed} height="260px" />
            <FormSection>
              <SwitchField
                name="acknowledgeUnconfirmed"
                span={3}
                hint={text('payroll.run.acknowledgeHint', { count: unconfirmed.length })}
              />
            </FormSection>
          </>
        )}
      </Form>
    </Dialog>
  );
}
