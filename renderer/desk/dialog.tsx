import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { focusFirstField } from '#renderer/kit/form/first-field.ts';
import { DirtyScope, useGuardedClose } from '#renderer/kit/form/leaving.ts';
import './dialog.css';

/** A window in the window, for one question or one small form; Esc closes it, and asks first when something would be lost. */
export function Dialog(props: {
  /** Already translated. */
  readonly title: string;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
}) {
  const { unsaved, close } = useGuardedClose(props.onClose);
  return (
    <Modal
      open
      destroyOnHidden
      className="desk-dialog"
      title={props.title}
      width={props.width ?? 560}
      footer={null}
      mask={{ closable: false }}
      afterOpenChange={(hasOpened) => {
        if (hasOpened) focusFirstField('.desk-dialog .ant-modal-body');
      }}
      onCancel={close}
    >
      <DirtyScope value={unsaved}>{props.children}</DirtyScope>
    </Modal>
  );
}
