import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Fingerprint } from '#renderer/kit/fingerprint.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';
import { session } from '../session.ts';

const TEXT_LIMIT = 1_000;

/** Links this PC to the data centre, with the invitation that its administrator hands over. */
export function LinkOffice({ isLinked }: { readonly isLinked: boolean }) {
  const text = useText();
  const run = useCommand('platform');
  const confirm = useConfirm();
  const { number } = useDisplay();
  const queries = useQueryClient();
  const [invitation, setInvitation] = useState('');
  const [device, setDevice] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const follow = async (): Promise<void> => {
    const read = await run(() => platform.call.sync.readInvitation({ text: invitation }));
    if (!read) return;
    const isSure = await confirm({
      title: text('platform.sync.link.title'),
      text: (
        <>
          {text('platform.sync.link.ask', { office: number(read.office), address: read.address })}
          <Fingerprint value={read.fingerprint} />
        </>
      ),
      confirm: text('platform.sync.link.confirm'),
      ...(isLinked && { tone: 'danger' as const }),
    });
    if (!isSure) return;
    setIsBusy(true);
    await run(async () => {
      await platform.call.sync.enrol({ text: invitation, device });
      await reopened();
    });
    setIsBusy(false);
  };
  /** The invitation is used up, and what the office said of its sync is over: it opens anew and says how it stands. */
  const reopened = async (): Promise<void> => {
    setInvitation('');
    setDevice('');
    queries.setQueryData(
      platform.query.sync.status.queryKey({ input: {} }),
      (before) => before && { ...before, isRunning: true, problem: null, late: null },
    );
    await session.awaitReopening('link');
    await platform.call.sync.now({});
  };
  return (
    <section className="sync-link" aria-labelledby="sync-link">
      <h2 id="sync-link" className="sync-title">
        {text(isLinked ? 'platform.sync.link.again' : 'platform.sync.link.title')}
      </h2>
      <p className="kit-soft">{text(isLinked ? 'platform.sync.link.againBody' : 'platform.sync.link.body')}</p>
      <label>
        <span>{text('platform.sync.link.invitation')}</span>
        <Input.TextArea
          dir="ltr"
          rows={3}
          maxLength={TEXT_LIMIT}
          value={invitation}
          onChange={({ target }) => setInvitation(target.value)}
        />
      </label>
      <label>
        <span>{text('platform.sync.link.device')}</span>
        <Input maxLength={80} value={device} onChange={({ target }) => setDevice(target.value)} />
      </label>
      <Button
        type={isLinked ? 'default' : 'primary'}
        icon={<Icon name="sync" />}
        loading={isBusy}
        disabled={invitation.trim() === '' || device.trim() === ''}
        onClick={() => void follow()}
      >
        {text('platform.sync.link.follow')}
      </Button>
    </section>
  );
}
