import { App, Button } from 'antd';
import { useMemo } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from './icon.tsx';

export interface Toast {
  /** It is done; said for some seconds. */
  readonly done: (message: string) => void;
  /** It did not work. */
  readonly failed: (message: string) => void;
  /** It is done and can be taken back while the message stands. */
  readonly undo: (message: string, undo: () => Promise<void>) => void;
}

const UNDO_SECONDS = 10;

/** Short messages at the edge of the window. All texts already translated. */
export function useToast(): Toast {
  const { message, notification } = App.useApp();
  const text = useText();
  return useMemo(
    () => ({
      done: (content) => void message.success(content),
      failed: (content) => void message.error(content),
      undo(title, undo) {
        const key = `undo ${title}`;
        notification.open({
          key,
          title,
          icon: <Icon name="check" />,
          duration: UNDO_SECONDS,
          showProgress: true,
          placement: 'bottomLeft',
          actions: (
            <Button
              icon={<Icon name="undo" />}
              onClick={() => {
                notification.destroy(key);
                void undo();
              }}
            >
              {text('kit.action.undo')}
            </Button>
          ),
        });
      },
    }),
    [message, notification, text],
  );
}
