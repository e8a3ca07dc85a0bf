import type { Answer } from '#modules/contract.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { adjustmentInput, type AdjustmentRow } from '../../contract/index.ts';
import { call } from '../client.ts';
import { AdjustmentFields } from './adjustment-fields.tsx';

const edited = adjustmentInput.omit({ runId: true, employeeId: true });

/** What a person is given or loses in a run, changed as long as the run is open. */
export function EditAdjustment(props: {
  readonly row: AdjustmentRow;
  readonly answer: Answer;
  readonly onClose: () => void;
}) {
  const done = useCommandDone();
  const { id, revision, employeeName, code, amount, reason, orderNumber } = props.row;
  return (
    <Form
      schema={edited}
      values={{ code, amount, reason, orderNumber }}
      module="payroll"
      answer={props.answer}
      onCancel={props.onClose}
      onSubmit={async (input) => {
        await call.adjustment.edit({ ...input, id, revision });
        props.onClose();
        await done('payroll.adjustment.edit');
      }}
    >
      <h3>
        <bdi>{employeeName}</bdi>
      </h3>
      <AdjustmentFields code={code} />
    </Form>
  );
}
