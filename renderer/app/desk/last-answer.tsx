import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useCallback, useSyncExternalStore } from 'react';
import { failureOf, leavesPageEmpty } from '#renderer/failure.ts';
import { useText } from '#renderer/locale/text.ts';
import { useFailureText } from '#renderer/record/use-command.ts';

/** Above a page that shows what was answered last, because it was asked again in vain. */
export function LastAnswer() {
  const text = useText();
  const failureText = useFailureText('platform');
  const error = useVainQuestion();
  if (error === null) return null;
  return (
    <Alert type="warning" showIcon title={text('platform.failure.last', { reason: failureText(failureOf(error)) })} />
  );
}

/** Why one of the questions on the screen was not answered anew, or null. */
function useVainQuestion(): Error | null {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((tell: () => void) => cache.subscribe(tell), [cache]);
  return useSyncExternalStore(subscribe, () => {
    const vain = cache.getAll().find((query) => {
      const { meta, state } = query;
      return meta?.['isTold'] !== true && query.isActive() && state.data !== undefined && isVain(state.error);
    });
    return vain?.state.error ?? null;
  });
}

function isVain(error: Error | null): boolean {
  return error !== null && leavesPageEmpty(error);
}
