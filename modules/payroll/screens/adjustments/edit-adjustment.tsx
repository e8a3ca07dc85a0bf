import type { Answer } from '#modules/contract.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { AdjustmentRow } from '../../contract/index.ts';
import { directionOf, judgeSign, signedAmount } from '../../rules/adjustment.ts';
import { call } from '../client.ts';
import { AdjustmentFields, enteredAmount } from './adjustment-fields.tsx';

/**
 * What a person is given or loses in a run, changed as long as the run is open. An amount of an older version whose sign
 * is not that of its kind says so, and is given a kind anew: its sign is never turned without a word.
 */
export function EditAdjustment(props: {
  readonly row: AdjustmentRow;
  readonly answer: Answer;
  readonly onClose: () => void;
}) {
  const done = useCommandDone();
  const { id, revision, employeeName, code, amount, reason, orderNumber } = props.row;
  const text = useText();
  const own = amount < 0 ? 'TAKES' : 'ADDS';
  const isAgainstKind = !judgeSign(code, amount).ok;
  return (
    <Form
      schema={enteredAmount}
      values={{ code: isAgainstKind ? null : code, amount: Math.abs(amount), reason, orderNumber }}
      module="payroll"
      answer={props.answer}
      onCancel={props.onClose}
      onSubmit={async (input) => {
        const stored = signedAmount(input.amount, directionOf(input.code) ?? own);
        await call.adjustment.edit({ ...input, amount: stored, id, revision });
        props.onClose();
        await done('payroll.adjustment.edit');
      }}
    >
      <h3>
        <bdi>{employeeName}</bdi>
      </h3>
      {isAgainstKind && <p role="alert">{text(`payroll.adjustment.against.${own}`)}</p>}
      <AdjustmentFields code={code} direction={own} />
    </Form>
  );
}
