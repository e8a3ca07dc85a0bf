import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { Link, useRevalidator, useRouteError } from 'react-router';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { failureOf } from '#renderer/failure.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';

/** A page that threw: what it was, the number for support, and ways on. The rest of the desk goes on working. */
export function PageFailure() {
  const text = useText();
  const problemText = useProblemText();
  const failure = failureOf(useRouteError());
  const retry = useRetry();
  const isAnswered = failure.kind === 'refused' || (failure.kind === 'bug' && failure.reference !== null);
  const reason = failure.kind === 'refused' ? failure.problems.map(problemText).join(' ') : undefined;
  const reference =
    failure.kind === 'bug' && failure.reference !== null
      ? text('platform.failure.reference', { reference: failure.reference })
      : undefined;
  return (
    <div role="alert">
      <EmptyState icon="warning" title={reason ?? text('platform.failure.page')} hint={reference ?? ''} />
      <p className="desk-centre">
        {isAnswered ? (
          <Button type="primary" onClick={retry}>
            {text('platform.failure.retry')}
          </Button>
        ) : (
          <Button type="primary" onClick={() => window.location.reload()}>
            {text('platform.failure.reload')}
          </Button>
        )}{' '}
        <Link to="/">{text('platform.failure.home')}</Link>
      </p>
    </div>
  );
}

/** Builds the page anew, which asks anew: what failed is forgotten as soon as it is told, also for whoever comes back. */
function useRetry(): () => void {
  const queries = useQueryClient();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    queries.removeQueries({ type: 'inactive', predicate: ({ state }) => state.status === 'error' });
  }, [queries]);
  return () => void revalidate();
}

export function NotFound() {
  return <Nothing title="platform.failure.notFound" />;
}

/** The page is there, but not for this user. */
export function Forbidden() {
  return <Nothing title="platform.problem.FORBIDDEN" />;
}

function Nothing({ title }: { readonly title: string }) {
  const text = useText();
  return (
    <>
      <EmptyState icon="info" title={text(title)} />
      <p className="desk-centre">
        <Link to="/">{text('platform.failure.home')}</Link>
      </p>
    </>
  );
}
