import { Alert, Button } from 'antd';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useRecordChange } from './changes.ts';

/** Somebody changed the record under the open form: says so, and lets the user decide when to look. */
export function ChangedBanner(props: {
  readonly table: string;
  readonly id: string;
  readonly revision: number;
  readonly reload: () => void;
}) {
  const text = useText();
  const { user } = useDesk();
  const change = useRecordChange(props);
  if (!change || (change.byUserId === user.id && change.kind !== 'remove')) return null;
  const isGone = change.kind === 'remove';
  return (
    <Alert
      type="warning"
      showIcon
      title={text(isGone ? 'platform.record.removed' : 'platform.record.changedBy')}
      action={
        isGone ? undefined : (
          <Button size="small" onClick={props.reload}>
            {text('platform.record.loadNew')}
          </Button>
        )
      }
    />
  );
}
