import { useText } from '#renderer/locale/text.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import type { SlipDetail } from '../../contract/index.ts';
import { call } from '../client.ts';

/** Holds a person's pay back, with the reason. */
export function HoldSlip({ slip, onClose }: { readonly slip: SlipDetail; readonly onClose: () => void }) {
  const text = useText();
  const { id, revision, fullName } = slip;
  return (
    <ReasonDialog
      title={text('payroll.slip.holdOf', { name: fullName })}
      label={text('payroll.field.holdReason')}
      submitLabel={text('payroll.slip.hold')}
      module="payroll"
      maxLength={300}
      command="payroll.run.hold_slip"
      send={(reason) => call.slip.hold({ id, revision, reason })}
      onClose={onClose}
    />
  );
}
