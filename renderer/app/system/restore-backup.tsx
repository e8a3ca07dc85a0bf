import type { z } from 'zod';
import type { backupSchema } from '#office/contract/index.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { OwnPasswordForm } from './own-password-form.tsx';

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
      <OwnPasswordForm
        submitLabel={text('platform.backups.restore')}
        onCancel={props.onClose}
        onSubmit={async (password) => {
          await platform.call.backup.restore({ name, password });
          props.onAccepted();
        }}
      />
    </Dialog>
  );
}
