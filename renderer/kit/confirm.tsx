import { App } from 'antd';
import { useCallback, type ReactNode } from 'react';
import { useText } from '#renderer/locale/text.ts';

export interface Question {
  readonly title: string;
  readonly text?: ReactNode;
  /** The word on the button that does it: a verb, never "yes". */
  readonly confirm: string;
  /** The word on the other button, where "cancel" could be read as what is asked. */
  readonly cancel?: string;
  readonly tone?: 'danger';
}

/** Asks before something that cannot be taken back; answers whether to go on. All texts already translated. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp();
  const text = useText();
  return useCallback(
    (question) =>
      new Promise((resolve) => {
        modal.confirm({
          title: question.title,
          content: question.text,
          icon: null,
          okText: question.confirm,
          cancelText: question.cancel ?? text('kit.action.cancel'),
          okButtonProps: { danger: question.tone === 'danger' },
          autoFocusButton: question.tone === 'danger' ? 'cancel' : 'ok',
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        });
      }),
    [modal, text],
  );
}
