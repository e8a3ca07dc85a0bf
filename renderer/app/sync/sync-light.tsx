import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Popover, Switch } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Icon } from '#renderer/kit/icon.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';
import { LateNotice } from './late-notice.tsx';
import { ReleaseNotice } from './release-notice.tsx';
import { standingOf } from './standing.ts';
import { SyncFacts } from './sync-facts.tsx';
import './sync.css';

const ASK_MILLISECONDS = 30_000;

/** In the top bar: what waits to go out, what came in, when the data centre last answered; and the way to it. */
export function SyncLight() {
  const text = useText();
  const run = useCommand('platform');
  const { office, may } = useDesk();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useQuery({
    ...platform.query.sync.status.queryOptions({ input: {}, throwOnError: false }),
    refetchInterval: ASK_MILLISECONDS,
  });
  if (!data?.link) return null;
  const standing = standingOf(data);
  const name = text(`platform.sync.standing.${standing.key}`, { count: standing.count });
  const content = (
    <div className="sync-popover">
      <LateNotice view={data} />
      <ReleaseNotice view={data} />
      <SyncFacts view={data} />
      {data.inbox > 0 && !may('platform.sync') && (
        <p className="kit-soft">
          {text('platform.sync.inbox.whoSettles', { permission: text('platform.permission.platform.sync') })}
        </p>
      )}
      <div className="kit-row">
        <Button
          type="primary"
          icon={<Icon name="refresh" />}
          disabled={data.isRunning || !data.isPlugged}
          onClick={() => void run(() => platform.call.sync.now({}), text('platform.sync.done'))}
        >
          {text('platform.sync.now')}
        </Button>
        {may('platform.sync') && (
          <Link to="/system/sync" onClick={() => setIsOpen(false)}>
            {text('platform.sync.more')}
          </Link>
        )}
      </div>
      {office.isDemonstration && (
        <label className="sync-cable">
          <Switch
            checked={data.isPlugged}
            onChange={(isPlugged) => void run(() => platform.call.sync.plug({ isPlugged }))}
          />
          <span>{text(data.isPlugged ? 'platform.sync.cable.plugged' : 'platform.sync.cable.pulled')}</span>
        </label>
      )}
    </div>
  );
  return (
    <Popover
      trigger="click"
      placement="bottom"
      open={isOpen}
      onOpenChange={setIsOpen}
      title={text('platform.sync.title')}
      content={content}
    >
      <Button type="text" className={`sync-light sync-${standing.tone}`} aria-label={name} title={name}>
        <Badge count={data.inbox} size="small" className={data.inbox > 0 ? 'sync-light-counted' : ''}>
          <Icon name="sync" size={18} />
        </Badge>
        <span className="sync-light-word">{name}</span>
      </Button>
    </Popover>
  );
}
