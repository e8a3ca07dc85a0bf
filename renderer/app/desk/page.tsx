import { Suspense, useEffect, type ReactNode } from 'react';
import { Loading } from '#renderer/kit/loading.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk, type UiRoute } from '#renderer/module.ts';
import { LastAnswer } from './last-answer.tsx';
import { Forbidden } from './page-failure.tsx';

/** One page inside the frame: its title on the window, and nothing of it without the permission. */
export function Page({ route, children }: { readonly route: UiRoute; readonly children: ReactNode }) {
  const text = useText();
  const { may } = useDesk();
  const title = `${text(route.title)} — ${text('platform.product.name')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (!may(route.permission)) return <Forbidden />;
  return (
    <>
      <LastAnswer />
      <Suspense fallback={<Loading lines={8} />}>{children}</Suspense>
    </>
  );
}
