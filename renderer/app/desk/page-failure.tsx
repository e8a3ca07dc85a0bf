import { Button } from 'antd';
import { Link, useRouteError } from 'react-router';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { failureOf } from '#renderer/failure.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';

/** A page that threw: what it was, the number for support, and ways on. The rest of the desk goes on working. */
export function PageFailure() {
  const text = useText();
  const problemText = useProblemText();
  const failure = failureOf(useRouteError());
  const reason = failure.kind === 'refused' ? failure.problems.map(problemText).join(' ') : undefined;
  const reference =
    failure.kind === 'bug' && failure.reference !== null
      ? text('platform.failure.reference', { reference: failure.reference })
      : undefined;
  return (
    <div role="alert">
      <EmptyState icon="warning" title={reason ?? text('platform.failure.page')} hint={reference ?? ''} />
      <p className="desk-centre">
        <Button type="primary" onClick={() => window.location.reload()}>
          {text('platform.failure.reload')}
        </Button>{' '}
        <Link to="/">{text('platform.failure.home')}</Link>
      </p>
    </div>
  );
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
