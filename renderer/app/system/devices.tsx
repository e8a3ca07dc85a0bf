import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { deviceSchema } from '#office/contract/index.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { useCommand } from '#renderer/record/use-command.ts';

type Device = z.infer<typeof deviceSchema>;
interface PairingCode {
  readonly code: string;
  readonly expiresAt: number;
  readonly fingerprint: string;
  readonly addresses: readonly string[];
}

/** The other PCs of the office: a one-time code lets one in, revoking shuts it out. */
export default function Devices() {
  const text = useText();
  const run = useCommand('platform');
  const confirm = useConfirm();
  const [code, setCode] = useState<PairingCode | null>(null);
  const { data = [], isPending, refetch } = useQuery(platform.query.device.list.queryOptions({ input: {} }));
  const columns = useColumns();
  const actions = useMemo<Action[]>(
    () => [
      {
        id: 'devices.new',
        title: 'platform.devices.newCode',
        icon: 'plus',
        tone: 'primary',
        shortcut: 'Ctrl+Alt+N',
        perform: async () => {
          const made = await run(() => platform.call.device.createCode({}));
          if (made) setCode(made);
        },
      },
    ],
    [run],
  );
  const revoke = async ({ id, name }: Device): Promise<void> => {
    const isSure = await confirm({
      title: text('platform.devices.revoke'),
      text: text('platform.devices.revokeAsk', { name }),
      confirm: text('platform.devices.revoke'),
      cancel: text('platform.action.back'),
      tone: 'danger',
    });
    if (isSure) await run(() => platform.call.device.revoke({ id }), text('platform.devices.revoked'));
  };
  return (
    <>
      <PageHeader title={text('platform.devices.title')} subtitle={text('platform.devices.body')} actions={actions} />
      <Grid
        id="platform.devices"
        label={text('platform.devices.title')}
        rows={data}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        empty={{ title: text('platform.devices.empty') }}
        actions={([chosen, ...others]) =>
          chosen &&
          others.length === 0 && (
            <Button danger onClick={() => void revoke(chosen)}>
              {text('platform.devices.revoke')}
            </Button>
          )
        }
      />
      {code && (
        <CodeDialog
          code={code}
          close={() => {
            setCode(null);
            // The PC that the code was for may have come in meanwhile.
            void refetch();
          }}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<Device>[] {
  const text = useText();
  return useMemo(
    () => [
      { key: 'name', title: text('platform.devices.name'), kind: 'text', width: 260, value: ({ name }) => name },
      { key: 'pairedAt', title: text('platform.devices.pairedAt'), kind: 'moment', value: ({ pairedAt }) => pairedAt },
      {
        key: 'lastSeenAt',
        title: text('platform.devices.lastSeenAt'),
        kind: 'moment',
        value: ({ lastSeenAt }) => lastSeenAt,
      },
    ],
    [text],
  );
}

function CodeDialog({ code, close }: { readonly code: PairingCode; readonly close: () => void }) {
  const text = useText();
  const { clock } = useDisplay();
  return (
    <Modal
      open
      title={text('platform.devices.codeTitle')}
      mask={{ closable: false }}
      onCancel={close}
      footer={<Button onClick={close}>{text('platform.action.close')}</Button>}
    >
      <p>{text('platform.devices.codeBody')}</p>
      <p className="system-code">
        <bdi>{code.code}</bdi>
      </p>
      <p>{text('platform.devices.expires', { time: clock(code.expiresAt) })}</p>
      <dl className="kit-facts">
        <dt>{text('platform.devices.addresses')}</dt>
        <dd>
          {code.addresses.length === 0
            ? text('platform.devices.noAddresses')
            : code.addresses.map((address) => (
                <bdi key={address} className="system-address">
                  {address}
                </bdi>
              ))}
        </dd>
        {code.fingerprint !== '' && (
          <>
            <dt>{text('platform.devices.fingerprint')}</dt>
            <dd>
              <bdi className="system-fingerprint">{code.fingerprint}</bdi>
            </dd>
          </>
        )}
      </dl>
    </Modal>
  );
}
