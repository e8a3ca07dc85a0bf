import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Grid } from '#renderer/kit/grid/grid.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import type { OfficeDetail } from '../../contract/index.ts';
import { call } from '../client.ts';
import type { MadeInvitation } from './invitation.tsx';
import { MoveDevice } from './move-device.tsx';
import { Part } from '../part.tsx';

type Device = OfficeDetail['devices'][number];

interface DevicesProps {
  readonly office: OfficeDetail;
  /** An invitation was made, and is to be shown. */
  readonly onInvited: (made: MadeInvitation) => void;
}

/** The PCs that write the office's log or wrote it; the present one can be stopped, or sent to another office. */
export function Devices({ office, onInvited }: DevicesProps) {
  const text = useText();
  const run = useCommand('ministry');
  const confirm = useConfirm();
  const { may } = useDesk();
  const [moved, setMoved] = useState<Device | null>(null);
  const columns = useColumns();
  const revoke = async ({ keyId, name }: Device): Promise<void> => {
    const isSure = await confirm({
      ...{ title: `${text('ministry.office.revoke')} — ${name ?? keyId}`, text: text('ministry.office.revokeAsk') },
      ...{ confirm: text('ministry.office.revoke'), tone: 'danger' },
    });
    if (isSure) await run(() => call.office.revoke({ office: office.office, keyId }), text('ministry.office.revoked'));
  };
  return (
    <Part title={text('ministry.office.devices')}>
      <Grid
        id="ministry.devices"
        label={text('ministry.office.devices')}
        rows={office.devices}
        columns={columns}
        rowKey={({ keyId }) => keyId}
        empty={{ title: text('ministry.office.noDevices') }}
        height="16rem"
        actions={([chosen, ...others]) =>
          chosen !== undefined &&
          (chosen.revokedAt === null || chosen.isReplaced) &&
          others.length === 0 &&
          may('ministry.office.edit') && (
            <>
              {chosen.revokedAt === null && office.office !== DATACENTER_OFFICE && (
                <Button onClick={() => setMoved(chosen)}>{text('ministry.move.title')}</Button>
              )}
              <Button danger onClick={() => void revoke(chosen)}>
                {text('ministry.office.revoke')}
              </Button>
            </>
          )
        }
      />
      {moved && <MoveDevice office={office} device={moved} onInvited={onInvited} onClose={() => setMoved(null)} />}
    </Part>
  );
}

function useColumns(): readonly Column<Device>[] {
  const text = useText();
  return useMemo<readonly Column<Device>[]>(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      { key: 'name', title: title('device'), kind: 'text', width: 260, value: ({ name, keyId }) => name ?? keyId },
      { key: 'enrolledAt', title: title('enrolledAt'), kind: 'moment', value: ({ enrolledAt }) => enrolledAt },
      { key: 'revokedAt', title: title('revokedAt'), kind: 'moment', value: ({ revokedAt }) => revokedAt },
      {
        ...{ key: 'ended', title: title('ended'), kind: 'text', width: 200 },
        value: ({ revokedAt, isReplaced, movedTo }) => {
          if (revokedAt === null) return null;
          if (movedTo !== null && isReplaced) return text('ministry.device.moved', { office: movedTo });
          return text(`ministry.device.${isReplaced ? 'replaced' : 'stopped'}`);
        },
      },
    ];
  }, [text]);
}
