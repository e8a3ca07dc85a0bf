import { useQuery } from '@tanstack/react-query';
import type { SavedView } from '#renderer/kit/grid/views-menu.tsx';
import { useDesk } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { z } from 'zod';

const stateSchema = z.record(z.string(), z.unknown());

interface SavedViews {
  readonly views: readonly SavedView[];
  readonly mayShareViews: boolean;
  readonly onSaveView: (view: { name: string; scope: 'user' | 'office'; state: unknown }) => Promise<void>;
  readonly onRemoveView: (id: string) => Promise<void>;
}

/** The saved views of a grid, the user's own and the office's, ready to be handed to it. */
export function useViews(grid: string): SavedViews {
  const { may } = useDesk();
  const { data = [], refetch } = useQuery(
    platform.query.view.list.queryOptions({ input: { grid }, throwOnError: false }),
  );
  return {
    views: data.map(({ id, name, scope, state, isMine }) => ({ id, name, scope, state, isMine })),
    mayShareViews: may('platform.view.share'),
    onSaveView: async ({ name, scope, state }) => {
      await platform.call.view.save({ grid, name, scope, state: stateSchema.parse(state) });
      await refetch();
    },
    onRemoveView: async (id) => {
      await platform.call.view.remove({ id });
      await refetch();
    },
  };
}
