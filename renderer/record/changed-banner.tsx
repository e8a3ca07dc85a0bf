import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useText } from '#renderer/locale/text.ts';
import type { RecordKey } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { useIsRemoved } from './changes.ts';

/** Somebody changed the record under the open form: says who, and lets the user decide when to look. */
export function ChangedBanner({
  table,
  id,
  isBehind,
  reload,
}: RecordKey & { readonly isBehind: boolean; readonly reload: () => void }) {
  const text = useText();
  const isRemoved = useIsRemoved({ table, id });
  const { data } = useQuery(
    platform.query.record.timeline.queryOptions({
      input: { table, id },
      enabled: isBehind && !isRemoved,
      throwOnError: false,
    }),
  );
  if (isRemoved) return <Alert type="warning" showIcon title={text('platform.record.removed')} />;
  if (!isBehind) return null;
  const name = data?.[0]?.userName;
  return (
    <Alert
      type="warning"
      showIcon
      title={name === undefined ? text('platform.record.changedBy') : text('platform.record.changedByName', { name })}
      action={
        <Button size="small" onClick={reload}>
          {text('platform.record.loadNew')}
        </Button>
      }
    />
  );
}
