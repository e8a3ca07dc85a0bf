import { Alert } from 'antd';
import { useNavigate } from 'react-router';
import type { LocalDate } from '#kernel/date.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { acceptInput, REFUSAL_LIMIT } from '../../contract/index.ts';
import { call } from '../client.ts';
import { usePaidUnitNodes } from '../lookups.ts';

interface StepProps {
  readonly handover: {
    readonly id: string;
    readonly effectiveDate: LocalDate;
    readonly file: { readonly jobTitle: string | null } | null;
  };
  readonly onClose: () => void;
}

const place = acceptInput.omit({ id: true });

/** Taken into the staff: in which unit, under which title and number. */
export function AcceptHandover({ handover: { id, effectiveDate, file }, onClose }: StepProps) {
  const text = useText();
  const { date } = useDisplay();
  const navigate = useNavigate();
  const done = useCommandDone();
  const units = usePaidUnitNodes();
  return (
    <Dialog title={text('hr.handover.accept')} width={700} onClose={onClose}>
      <Form
        schema={place}
        values={{ unitId: null, jobTitle: file?.jobTitle ?? null, officeNumber: null }}
        module="hr"
        submitLabel={text('hr.handover.accept')}
        onCancel={onClose}
        onSubmit={async (input) => {
          const { employeeId } = await call.handover.accept({ id, ...input });
          onClose();
          await navigate(`/hr/employees/${employeeId}`);
          await done('hr.handover.accept');
        }}
      >
        <Alert type="info" showIcon title={text('hr.handover.accept.hint', { date: date(effectiveDate) })} />
        <FormSection>
          <TreeField name="unitId" nodes={units} span={3} />
          <TextField name="jobTitle" span={2} />
          <LtrField name="officeNumber" />
        </FormSection>
      </Form>
    </Dialog>
  );
}

/** Given back to his office, and why: that office reads it. */
export function GiveBack({ handover: { id }, onClose }: StepProps) {
  const text = useText();
  return (
    <ReasonDialog
      title={text('hr.handover.refuse')}
      label={text('hr.handover.refusalReason')}
      submitLabel={text('hr.handover.refuse')}
      module="hr"
      maxLength={REFUSAL_LIMIT}
      command="hr.handover.refuse"
      send={(reason) => call.handover.refuse({ id, reason })}
      onClose={onClose}
    />
  );
}
