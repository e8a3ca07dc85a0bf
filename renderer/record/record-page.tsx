import { Tabs } from 'antd';
import { Suspense, useMemo, useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk, type RecordPanel } from '#renderer/module.ts';
import { ChangedBanner } from './changed-banner.tsx';
import { InRecord } from './in-record.ts';
import { RecordPaper } from './record-paper.tsx';
import { RecordTimeline } from './record-timeline.tsx';
import './record.css';

const PRINT = 'Ctrl+P';

interface RecordPageProps {
  readonly table: string;
  readonly record: { readonly id: string; readonly revision: number };
  /** Already translated, like the two below. */
  readonly title: string;
  readonly subtitle?: string;
  readonly status?: ReactNode;
  readonly actions: readonly Action[];
  /** Whose texts explain why an action is refused. */
  readonly module: string;
  /** The list that the record is in. */
  readonly listPath: string;
  /** Is there a newer version than the one shown? */
  readonly isBehind: boolean;
  /** Shows the record as it is now: called when the user has read that somebody changed it. */
  readonly reload: () => void;
  /** More parts between the form and the timeline. */
  readonly parts?: readonly { readonly key: string; readonly label: string; readonly content: ReactNode }[];
  /** The form. */
  readonly children: ReactNode;
}

/** The page of one record: its form, what other modules add to every record, and who changed what. */
export function RecordPage(props: RecordPageProps) {
  const { table, record, listPath, parts = [] } = props;
  const text = useText();
  const navigate = useNavigate();
  const { modules, may } = useDesk();
  // A link may lead to one of the parts: `?part=career`. It stands in the address, so that who comes back finds it open.
  const [params, setParams] = useSearchParams();
  const part = params.get('part') ?? 'form';
  const setPart = (key: string): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.set('part', key);
        return next;
      },
      { replace: true },
    );
  const [isPrinting, setIsPrinting] = useState(false);
  const actions = useMemo(() => {
    const print: Action = {
      ...{ id: 'platform.record.print', title: 'platform.record.print', icon: 'print', shortcut: PRINT },
      perform: () => setIsPrinting(true),
    };
    // Whoever has a paper of its own, such as an order or a slip, prints that.
    return props.actions.some(({ shortcut }) => shortcut === PRINT) ? props.actions : [print, ...props.actions];
  }, [props.actions]);
  const panels = modules
    .flatMap((module) => module.panels)
    .filter(({ permission, tables }) => may(permission) && (tables?.includes(table) ?? true));
  return (
    <InRecord value={true}>
      <article className="record">
        <PageHeader
          title={props.title}
          {...(props.subtitle !== undefined && { subtitle: props.subtitle })}
          status={props.status}
          back={{ label: text('platform.record.back'), perform: () => void navigate(listPath) }}
          actions={actions}
          module={props.module}
        />
        <ChangedBanner table={table} id={record.id} isBehind={props.isBehind} reload={props.reload} />
        <Tabs
          activeKey={part}
          onChange={setPart}
          aria-label={text('platform.record.tabs')}
          items={[
            { key: 'form', label: text('platform.record.tab.form'), children: props.children },
            ...parts.map(({ key, label, content }) => ({ key, label, children: content })),
            ...panels.map((panel) => ({
              key: panel.key,
              label: text(panel.label),
              children: <Panel panel={panel} table={table} id={record.id} />,
            })),
            {
              key: 'timeline',
              label: text('platform.record.tab.timeline'),
              children: part === 'timeline' && <RecordTimeline table={table} id={record.id} />,
            },
          ]}
        />
        {isPrinting && (
          <RecordPaper
            table={table}
            id={record.id}
            title={props.title}
            {...(props.subtitle !== undefined && { subtitle: props.subtitle })}
            onClose={() => setIsPrinting(false)}
          />
        )}
      </article>
    </InRecord>
  );
}

function Panel({ panel, table, id }: { readonly panel: RecordPanel; readonly table: string; readonly id: string }) {
  const { screen: Screen } = panel;
  return (
    <Suspense fallback={<Loading lines={3} />}>
      <Screen table={table} id={id} />
    </Suspense>
  );
}
