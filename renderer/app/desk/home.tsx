import { useQueries } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { failureOf } from '#renderer/failure.ts';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { offeredEntries, useDesk, type HomeTask } from '#renderer/module.ts';
import { useFailureText } from '#renderer/record/use-command.ts';
import { systemMenu, systemTasks } from '../system/routes.ts';

/** The first page: what waits for this user, then where he can go. */
export default function Home() {
  const text = useText();
  const language = useLanguage();
  const { user } = useDesk();
  return (
    <div className="home">
      <h1>{text('platform.home.title', { name: nameIn(language, user) })}</h1>
      {user.permissions.length === 0 ? (
        <EmptyState icon="lock" title={text('platform.home.noRights')} />
      ) : (
        <>
          {user.needsSecondFactor && (
            <p className="home-factor">
              <Icon name="shield" />{' '}
              <Link to="/account/second-factor">{text('platform.problem.SECOND_FACTOR_NEEDED')}</Link>
            </p>
          )}
          <Tasks />
          <Starts />
          <Tips />
        </>
      )}
    </div>
  );
}

function Tasks() {
  const text = useText();
  const failureText = useFailureText('platform');
  const { modules, may } = useDesk();
  const sources = [...systemTasks, ...modules.flatMap(({ tasks }) => tasks)].filter(({ permission }) =>
    may(permission),
  );
  const answers = useQueries({
    queries: sources.map(({ permission, find }, index) => ({
      queryKey: [['home'], permission, index],
      queryFn: find,
      refetchOnMount: 'always' as const,
      // One part of the office may be away: the rest waits for the user all the same.
      throwOnError: false,
      // Below, beside what was answered.
      meta: { isTold: true },
    })),
  });
  const unknown = [...new Set(answers.flatMap(({ error }) => (error ? [failureText(failureOf(error))] : [])))];
  const tasks = answers.flatMap(({ data }) => data ?? []);
  return (
    <section aria-labelledby="home-next">
      <h2 id="home-next">{text('platform.home.next')}</h2>
      {answers.some(({ isPending }) => isPending) && <Loading lines={2} />}
      {unknown.length > 0 && (
        <Alert type="warning" showIcon title={text('platform.home.unknown', { reason: unknown.join(' ') })} />
      )}
      {tasks.length === 0 && answers.every(({ isSuccess }) => isSuccess) && (
        <p className="home-quiet">
          <Icon name="check" /> {text('platform.home.nothing')}
        </p>
      )}
      <ul className="home-tasks">
        {tasks.map((task) => (
          <li key={task.label}>
            <TaskLink task={task} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TaskLink({ task }: { readonly task: HomeTask }) {
  const text = useText();
  return (
    <Link to={task.path}>
      <Icon name="warning" />
      <span>{text(task.label, task.count === undefined ? {} : { count: task.count })}</span>
      <Icon name="forward" />
    </Link>
  );
}

function Starts() {
  const text = useText();
  const desk = useDesk();
  const entries = offeredEntries([...desk.modules.flatMap(({ menu }) => menu), ...systemMenu], desk);
  return (
    <section aria-labelledby="home-start">
      <h2 id="home-start">{text('platform.home.shortcuts')}</h2>
      <ul className="home-starts">
        {entries.map(({ path, label, icon }) => (
          <li key={path}>
            <Link to={path}>
              <Icon name={icon} size={22} />
              <span>{text(label)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const tips = [
  ['Ctrl + K', 'palette'],
  ['Ctrl + Z', 'undo'],
  ['Alt', 'help'],
  ['F8', 'amounts'],
  ['F1', 'guide'],
] as const;

function Tips() {
  const text = useText();
  return (
    <section aria-labelledby="home-tips">
      <h2 id="home-tips">{text('platform.home.tips')}</h2>
      <dl className="home-tips">
        {tips.map(([keys, tip]) => (
          <div key={tip}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{text(`platform.home.tip.${tip}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
