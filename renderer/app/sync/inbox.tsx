import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { InboxItem } from '#office/contract/index.ts';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { useOnce } from '#renderer/kit/running.ts';
import { shownValue } from '#renderer/kit/shown-value.ts';
import { useValueWords } from '#renderer/kit/timeline.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useFieldLabel, useText } from '#renderer/locale/text.ts';
import { commandKey, moduleOf } from '#renderer/record/labels.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';

/** What no rule could merge: both versions side by side, who and when; one click settles it, and is logged. */
export function Inbox() {
  const text = useText();
  const { data: items = [], isPending } = useQuery(platform.query.sync.inbox.queryOptions({ input: {} }));
  return (
    <section aria-labelledby="sync-inbox">
      <h2 id="sync-inbox" className="sync-title">
        {text('platform.sync.inbox.title')}
      </h2>
      {!isPending && items.length === 0 && (
        <EmptyState
          icon="check"
          title={text('platform.sync.inbox.empty')}
          hint={text('platform.sync.inbox.emptyHint')}
        />
      )}
      {items.map((item) => (
        <Item key={`${item.opId} ${item.kind}`} item={item} />
      ))}
    </section>
  );
}

function Item({ item }: { readonly item: InboxItem }) {
  const text = useText();
  const run = useCommand('platform');
  const { moment } = useDisplay();
  const [isBusy, once] = useOnce();
  const { opId, kind } = item;
  const settle = (take: 'mine' | 'theirs'): void => {
    once(() => run(() => platform.call.sync.decide({ opId, kind, take }), text('platform.sync.inbox.settled')));
  };
  return (
    <article className="sync-item">
      <header>
        <strong>{text(`platform.sync.kind.${kind}`)}</strong>
        <p className="kit-soft">
          {item.command !== '' &&
            text('platform.sync.inbox.by', {
              ...{ command: text(commandKey(item.command)), name: item.byName, at: moment(item.at) },
            })}
          {item.number !== null && <bdi dir="ltr"> {item.number}</bdi>}
        </p>
      </header>
      {item.records.map((record) => (
        <Versions key={record.id} record={record} by={item} />
      ))}
      <footer className="kit-row">
        {item.canRepeat && (
          <Button type="primary" icon={<Icon name="check" />} disabled={isBusy} onClick={() => settle('mine')}>
            {text('platform.sync.inbox.mine')}
          </Button>
        )}
        <Button disabled={isBusy} onClick={() => settle('theirs')}>
          {text(item.canRepeat ? 'platform.sync.inbox.theirs' : 'platform.sync.inbox.seen')}
        </Button>
      </footer>
    </article>
  );
}

interface VersionsProps {
  readonly record: InboxItem['records'][number];
  /** Who wrote what is set aside, and when. */
  readonly by: Pick<InboxItem, 'byName' | 'at'>;
}

function Versions({ record, by }: VersionsProps) {
  const text = useText();
  const module = moduleOf(record.table);
  const fieldLabel = useFieldLabel(module);
  const words = useValueWords(module);
  return (
    <div>
      <p>
        {text(`${module}.table.${record.table}`)}
        {record.title !== '' && <bdi> «{record.title}»</bdi>}
        {record.kind === 'remove' && ` — ${text('platform.sync.inbox.removed')}`}
      </p>
      {record.fields.length > 0 && (
        <table className="sync-versions">
          <thead>
            <tr>
              <th scope="col">{text('kit.conflict.field')}</th>
              <th scope="col">
                {text('platform.sync.inbox.ours')}
                <Written by={by} />
              </th>
              <th scope="col">
                {text('platform.sync.inbox.standing')}
                {record.standing && <Written by={record.standing} />}
              </th>
            </tr>
          </thead>
          <tbody>
            {record.fields.map((field) => (
              <tr key={field.key}>
                <th scope="row">{fieldLabel(field.key)}</th>
                <td>
                  <bdi>{shownValue(field, field.mine, words)}</bdi>
                </td>
                <td>
                  <bdi>{shownValue(field, field.now, words)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Whose a version is, and of when. */
function Written({ by: { byName, at } }: { readonly by: { readonly byName: string; readonly at: number } }) {
  const { moment } = useDisplay();
  const text = useText();
  return (
    <small className="sync-written">
      {byName === '' ? moment(at) : text('platform.sync.inbox.written', { name: byName, at: moment(at) })}
    </small>
  );
}
