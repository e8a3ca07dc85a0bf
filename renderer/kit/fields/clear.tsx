import { useMemo, type ReactNode } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';

/** What empties a field, with a name in the language of the window: antd has one in English alone. For `allowClear`. */
export function useClear(): { readonly label: string; readonly clearIcon: ReactNode } {
  const label = useText()('kit.action.clear');
  return useMemo(
    () => ({
      label,
      clearIcon: (
        <span role="img" aria-label={label}>
          <Icon name="close" size={12} />
        </span>
      ),
    }),
    [label],
  );
}
