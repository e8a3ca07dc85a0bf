import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { LeftBehind, MoveView } from '#office/contract/index.ts';
import { Facts } from '#renderer/kit/facts.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';

/** A sync or a job may end meanwhile. */
const ASK_MILLISECONDS = 3_000;

/** What of the office lies on this PC alone: it is sent first, or whoever leaves it behind says that he knows. */
export function LeftBehindStep(props: {
  readonly onCancel: () => void;
  /** What is left behind was seen, and where there is any, acknowledged. */
  readonly onLeave: (behind: LeftBehind) => void;
}) {
  const text = useText();
  const run = useCommand('platform');
  const [known, setKnown] = useState<string | null>(null);
  const [isSyncing, setIsSyncing] = useState(false);
  const { data } = useQuery({
    ...platform.query.sync.beforeMove.queryOptions({ input: {} }),
    refetchInterval: ASK_MILLISECONDS,
  });
  if (!data) return <Loading lines={4} />;
  const { behind, isBusy, otherPcs, isHere } = data;
  const waits = behind.changes + behind.files + behind.inbox > 0;
  // What was acknowledged is what stood there.
  const mark = JSON.stringify(behind);
  const isKnown = known === mark;
  const sync = async (): Promise<void> => {
    setIsSyncing(true);
    await run(() => platform.call.sync.now({}), text('platform.sync.done'));
    setIsSyncing(false);
  };
  return (
    <>
      <p>{text('platform.move.first')}</p>
      <Standing view={data} />
      {!isHere && <Alert type="error" showIcon title={text('platform.problem.MOVE_FROM_OTHER_PC')} />}
      {isBusy && <Alert type="error" showIcon title={text('platform.problem.MOVE_WHILE_BUSY')} />}
      {otherPcs > 0 && <Alert type="warning" showIcon title={text('platform.move.otherPcs')} />}
      {waits && (
        <>
          <Alert
            type="warning"
            showIcon
            title={text('platform.move.waits')}
            description={text('platform.move.waitsBody')}
            action={
              <Button icon={<Icon name="refresh" />} loading={isSyncing} onClick={() => void sync()}>
                {text('platform.sync.now')}
              </Button>
            }
          />
          <Checkbox checked={isKnown} onChange={({ target }) => setKnown(target.checked ? mark : null)}>
            {text('platform.move.acknowledge')}
          </Checkbox>
        </>
      )}
      <div className="kit-row">
        <Button
          type="primary"
          disabled={isBusy || !isHere || (waits && !isKnown)}
          onClick={() => props.onLeave(behind)}
        >
          {text('platform.move.next')}
        </Button>
        <Button onClick={props.onCancel}>{text('kit.action.cancel')}</Button>
      </div>
    </>
  );
}

function Standing({ view }: { readonly view: MoveView }) {
  const text = useText();
  const { moment, number } = useDisplay();
  const { behind, oldestUnsentAt, late, lastBackupAt, otherPcs } = view;
  const facts: readonly (readonly [string, string])[] = [
    [text('platform.sync.fact.unsent'), text('platform.sync.waiting', { count: behind.changes })],
    ...(oldestUnsentAt === null || behind.changes === 0
      ? []
      : [[text('platform.sync.fact.oldest'), moment(oldestUnsentAt)] as const]),
    [text('platform.sync.fact.filesOut'), text('platform.sync.files', { count: behind.files })],
    [text('platform.sync.fact.inbox'), text('platform.sync.waiting', { count: behind.inbox })],
    ...(late === null ? [] : [[text('platform.move.late'), text(`platform.move.late.${late}`)] as const]),
    [text('platform.move.backup'), lastBackupAt === null ? text('platform.sync.never') : moment(lastBackupAt)],
    [text('platform.move.pcs'), number(otherPcs)],
  ];
  return <Facts facts={facts} />;
}
