import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { localDate } from '#kernel/date.ts';
import { modules } from '#modules/ui.ts';
import type { OfficeState, SignedIn } from '#office/contract/index.ts';
import { failureOf, leavesPageEmpty } from '#renderer/failure.ts';
import { KitProvider } from '#renderer/kit/kit-provider.tsx';
import { registerStrings } from '#renderer/locale/i18n.ts';
import { DeskProvider, type Desk as DeskView } from '#renderer/module.ts';
import { shell } from '#renderer/shell.ts';
import { session } from '../session.ts';
import { buildRouter } from './router.tsx';

for (const { name, strings } of modules) registerStrings(name, strings);

const RETRY_MILLISECONDS = 3_000;
const FRESH_MILLISECONDS = 15_000;

/** Everything behind the sign-in: the modules' screens in their frame. Loaded only once somebody has signed in. */
export default function Desk({ office, user }: { readonly office: OfficeState; readonly user: SignedIn }) {
  const [queries] = useState(buildQueries);
  const [router] = useState(() => buildRouter(modules));
  const desk = useMemo<DeskView>(() => {
    const held = new Set(user.permissions);
    const may = (permission: string | undefined): boolean => permission === undefined || held.has(permission);
    return { office, user, today: localDate(office.today), modules, may, refresh: session.refresh };
  }, [office, user]);
  useEffect(() => shell?.onDeepLink((path) => void router.navigate(path)), [router]);
  return (
    <QueryClientProvider client={queries}>
      <KitProvider>
        <DeskProvider value={desk}>
          <RouterProvider router={router} />
        </DeskProvider>
      </KitProvider>
    </QueryClientProvider>
  );
}

/** Questions are asked again until the office answers; a refusal is an answer. Commands are never repeated by themselves. */
function buildQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: FRESH_MILLISECONDS,
        retry: (_count, error) => failureOf(error).kind === 'offline',
        retryDelay: RETRY_MILLISECONDS,
        // A list that was not answered is not empty. What is shown already stays.
        throwOnError: (error, { state }) => state.data === undefined && leavesPageEmpty(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
