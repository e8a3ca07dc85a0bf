import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { matchesQuery } from '#kernel/text/highlight.ts';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { SearchInput } from '#renderer/kit/fields/search-input.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk, type HelpPage, type UiModule } from '#renderer/module.ts';
import { pagesFor } from './help-pages.ts';
import { HelpSteps } from './help-steps.tsx';

/** The user guide: what can be done on this page, and every other task, each step by step. */
export function Help({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const text = useText();
  const { modules } = useDesk();
  const { pathname } = useLocation();
  const [open, setOpen] = useState<HelpPage | null>(null);
  const { data } = useQuery({
    queryKey: ['help'],
    queryFn: () => guideOf(modules),
    enabled: isOpen,
    throwOnError: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const leave = (): void => {
    setOpen(null);
    close();
  };
  return (
    <SideDrawer isOpen={isOpen} title={open?.title ?? text('platform.help.title')} width={560} onClose={leave}>
      {/* The guide is written in Arabic, whatever language the window speaks. */}
      <div lang="ar" dir="rtl">
        {data === undefined && <Loading lines={6} />}
        {data !== undefined && open === null && <Tasks guide={data} path={pathname} open={setOpen} />}
        {open !== null && <Task page={open} back={() => setOpen(null)} />}
      </div>
    </SideDrawer>
  );
}

async function guideOf(modules: readonly UiModule[]): Promise<readonly HelpPage[]> {
  const platform = await import('./help.ar.json');
  const parts = await Promise.all(modules.flatMap(({ help }) => (help ? [help()] : [])));
  return [...parts.flatMap((part) => part.default), ...platform.default];
}

function Tasks(props: {
  readonly guide: readonly HelpPage[];
  readonly path: string;
  readonly open: (page: HelpPage) => void;
}) {
  const text = useText();
  const [search, setSearch] = useState('');
  const { here, others } = pagesFor(props.path, props.guide);
  const found = props.guide.filter(({ title, intro }) => matchesQuery(`${title} ${intro}`, search));
  return (
    <>
      <SearchInput value={search} onChange={setSearch} label={text('platform.help.search')} />
      {search !== '' && <TaskList pages={found} open={props.open} />}
      {search !== '' && found.length === 0 && <EmptyState icon="help" title={text('platform.help.nothing')} />}
      {search === '' && here.length > 0 && (
        <section>
          <h2 className="help-title">{text('platform.help.here')}</h2>
          <TaskList pages={here} open={props.open} />
        </section>
      )}
      {search === '' && (
        <section>
          <h2 className="help-title">{text('platform.help.all')}</h2>
          <TaskList pages={others} open={props.open} />
        </section>
      )}
    </>
  );
}

function TaskList({ pages, open }: { readonly pages: readonly HelpPage[]; readonly open: (page: HelpPage) => void }) {
  return (
    <ul className="help-tasks">
      {pages.map((page) => (
        <li key={page.key}>
          <button type="button" onClick={() => open(page)}>
            <strong>{page.title}</strong>
            <span className="kit-soft">{page.intro}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Task({ page, back }: { readonly page: HelpPage; readonly back: () => void }) {
  const text = useText();
  return (
    <article className="help-task">
      <Button type="text" icon={<Icon name="back" />} onClick={back}>
        {text('platform.help.back')}
      </Button>
      <HelpSteps page={page} />
    </article>
  );
}
