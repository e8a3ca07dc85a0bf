import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { focusFirstField } from './form/first-field.ts';
import { DirtyScope, useGuardedClose } from './form/leaving.ts';

export interface SideDrawerProps {
  readonly isOpen: boolean;
  /** Already translated, or a name in which the writing runs both ways. */
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly width?: number;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A sheet at the side where the line ends, which asks before it takes away what a form in it has not saved. antd does not
 * mirror its drawers by itself.
 */
export function SideDrawer({ isOpen, title, onClose, width = 640, footer, children }: SideDrawerProps) {
  const { direction } = useDisplay();
  const { unsaved, close } = useGuardedClose(onClose);
  return (
    <Drawer
      open={isOpen}
      title={title}
      size={width}
      placement={direction === 'rtl' ? 'left' : 'right'}
      destroyOnHidden
      footer={footer}
      styles={{ body: { background: 'var(--kit-ground)' } }}
      afterOpenChange={(hasOpened) => {
        if (hasOpened) focusFirstField('.ant-drawer-open .ant-drawer-body');
      }}
      onClose={close}
    >
      <DirtyScope value={unsaved}>{children}</DirtyScope>
    </Drawer>
  );
}
