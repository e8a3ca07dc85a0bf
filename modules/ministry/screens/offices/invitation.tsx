import { Button, Modal, QRCode } from 'antd';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import { Fingerprint } from '#renderer/kit/fingerprint.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';

export interface MadeInvitation {
  readonly invitation: string;
  readonly expiresAt: number;
  /** The office to which a PC was moved with it; its name. */
  readonly movedTo?: string;
}

/** An invitation, shown once: as a text to copy and as a QR code, with the fingerprint that its office compares. */
export function InvitationDialog({ made, close }: { readonly made: MadeInvitation; readonly close: () => void }) {
  const text = useText();
  const toast = useToast();
  const { moment } = useDisplay();
  const read = readInvitation(made.invitation);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(made.invitation);
    toast.done(text('ministry.office.copied'));
  };
  return (
    <Modal
      open
      width={640}
      title={text('ministry.office.invite')}
      mask={{ closable: false }}
      onCancel={close}
      footer={
        <div className="kit-row">
          <Button type="primary" icon={<Icon name="copy" />} onClick={() => void copy()}>
            {text('ministry.office.copy')}
          </Button>
          <Button onClick={close}>{text('platform.action.close')}</Button>
        </div>
      }
    >
      <p>
        {made.movedTo === undefined
          ? text('ministry.office.inviteBody', { at: moment(made.expiresAt) })
          : text('ministry.move.inviteBody', { at: moment(made.expiresAt), office: made.movedTo })}
      </p>
      <div className="ministry-invitation">
        <QRCode value={made.invitation} type="svg" size={200} bordered={false} />
        <p className="ministry-invitation-text">{made.invitation}</p>
      </div>
      {read.ok && (
        <>
          <p>{text('ministry.office.fingerprint')}</p>
          <Fingerprint value={read.value.fingerprint} />
        </>
      )}
    </Modal>
  );
}
