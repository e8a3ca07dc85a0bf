import { z } from 'zod';
import type { backupSchema } from '#office/contract/index.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';

/** The password's field is named as the office names it when it refuses it. */
const restoreInput = z.object({ current: z.string().min(1).max(200) });

/** Says what a restore does, and asks for the password of whoever wants it. */
export function RestoreBackup(props: {
  readonly backup: z.infer<typeof backupSchema>;
  readonly onClose: () => void;
  /** The office has taken the wish and is about to close. */
  readonly onAccepted: () => void;
}) {
  const { name, createdAt } = props.backup;
  const text = useText();
  const { moment } = useDisplay();
  return (
    <Dialog title={text('platform.backups.restore')} onClose={props.onClose}>
      <p>{text('platform.backups.restoreFrom', { time: moment(createdAt) })}</p>
      <p>{text('platform.backups.restoreWhat')}</p>
      <Form
        schema={restoreInput}
        values={{ current: '' }}
        module="platform"
        submitLabel={text('platform.backups.restore')}
        onCancel={props.onClose}
        onSubmit={async ({ current }) => {
          await platform.call.backup.restore({ name, password: current });
          props.onAccepted();
        }}
      >
        <FormSection>
          <LtrField
            name="current"
            label={text('platform.password.current')}
            isPassword
            autoComplete="current-password"
            span={3}
          />
        </FormSection>
      </Form>
    </Dialog>
  );
}
