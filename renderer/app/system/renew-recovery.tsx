import { useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { RecoveryCode } from '../entry/recovery-code.tsx';
import { session } from '../session.ts';
import { OwnPasswordForm } from './own-password-form.tsx';

/** A new recovery code for one that was lost or seen: asks for the own password, then shows the code once. */
export function RenewRecovery({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const [code, setCode] = useState<string | null>(null);
  if (code !== null) return <Shown code={code} onClose={onClose} />;
  return (
    <Dialog title={text('platform.backups.renew')} onClose={onClose}>
      <p>{text('platform.backups.renewWhat')}</p>
      <OwnPasswordForm
        submitLabel={text('platform.backups.renew')}
        onCancel={onClose}
        onSubmit={async (password) => {
          const { recoveryCode } = await platform.call.backup.renewRecoveryCode({ password });
          setCode(recoveryCode);
        }}
      />
    </Dialog>
  );
}

/** Over the desk, and alone on the paper when it is printed. */
function Shown({ code, onClose }: { readonly code: string; readonly onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const { office } = useSyncExternalStore(session.subscribe, session.current);
  return createPortal(
    <div
      className="entry-cover entry-cover-page"
      role="dialog"
      aria-modal="true"
      aria-label={text('platform.backups.renew')}
    >
      <RecoveryCode
        code={code}
        officeName={office?.officeName ? nameIn(language, office.officeName) : ''}
        doneLabel="platform.wizard.recovery.back"
        done={onClose}
      />
    </div>,
    document.body,
  );
}
