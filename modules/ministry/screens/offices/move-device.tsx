import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { z } from 'zod';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { Facts } from '#renderer/kit/facts.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { Form, FormSection, useFormValues } from '#renderer/kit/form/form.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { OfficeDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import type { MadeInvitation } from './invitation.tsx';
import { openInvitation } from './office-state.ts';

interface MoveDeviceProps {
  readonly office: OfficeDetail;
  /** Its PC. */
  readonly device: OfficeDetail['devices'][number];
  readonly onInvited: (made: MadeInvitation) => void;
  readonly onClose: () => void;
}

/** Sends the PC of an office to another one: what is known of it, what the move does to both, and where it goes. */
export function MoveDevice({ office, device, onInvited, onClose }: MoveDeviceProps) {
  const text = useText();
  const language = useLanguage();
  const { number } = useDisplay();
  const done = useCommandDone();
  const { data: register, dataUpdatedAt } = useQuery(query.office.list.queryOptions({ input: {} }));
  const others = (register ?? []).filter(
    (each) => !each.isClosed && each.office !== office.office && each.office !== DATACENTER_OFFICE,
  );
  const title = `${text('ministry.move.title')} — ${device.name ?? device.keyId}`;
  return (
    <Dialog title={title} width={680} onClose={onClose}>
      <div className="ministry-move">
        <Standing office={office} />
        <Alert type="info" showIcon title={text('ministry.move.first')} description={text('ministry.move.firstBody')} />
        <Alert type="warning" showIcon title={text('ministry.move.bare')} />
        {register !== undefined && others.length === 0 ? (
          <Alert type="error" showIcon title={text('ministry.move.none')} />
        ) : (
          <Form
            schema={z.object({ to: z.string().min(1) })}
            values={{ to: null }}
            module="ministry"
            submitLabel={text('ministry.move.confirm')}
            onCancel={onClose}
            onSubmit={async ({ to }) => {
              const made = await call.office.moveDevice({
                ...{ office: office.office, keyId: device.keyId, to: Number(to) },
              });
              const target = others.find((each) => each.office === Number(to));
              onClose();
              onInvited({ ...made, movedTo: target === undefined ? to : nameIn(language, target) });
              await done('ministry.office.moveDevice');
            }}
          >
            <FormSection>
              <SelectField
                name="to"
                label={text('ministry.move.to')}
                span={3}
                options={others.map((each) => ({
                  value: String(each.office),
                  label: `${nameIn(language, each)} (${number(each.office)})`,
                }))}
              />
            </FormSection>
            <Target now={dataUpdatedAt} />
          </Form>
        )}
      </div>
    </Dialog>
  );
}

/** What the data centre knows of the PC: when it called, and what it said that it had not sent. */
function Standing({ office }: { readonly office: OfficeDetail }) {
  const text = useText();
  const { moment, number } = useDisplay();
  const { health, lastSeenAt, seq, appliedSeq } = office;
  const facts: readonly (readonly [string, string])[] = [
    ['lastSeenAt', lastSeenAt === null ? '—' : moment(lastSeenAt)],
    ['seq', number(seq)],
    ['unsent', health === null ? '—' : number(health.unsent)],
    ...(health?.oldestUnsentAt == null ? [] : [['oldestUnsentAt', moment(health.oldestUnsentAt)] as const]),
    ['lag', number(seq - appliedSeq)],
  ];
  return (
    <>
      <Facts isWide facts={facts.map(([key, value]) => [text(`ministry.field.${key}`), value] as const)} />
      {health === null && <Alert type="warning" showIcon title={text('ministry.move.silent')} />}
      {health !== null && health.unsent > 0 && <Alert type="error" showIcon title={text('ministry.move.unsent')} />}
    </>
  );
}

/** What the move does to the office that was chosen. */
function Target({ now }: { readonly now: number }) {
  const text = useText();
  const { to } = useFormValues();
  const office = typeof to === 'string' ? Number(to) : null;
  const { data } = useQuery({
    ...query.office.get.queryOptions({ input: { office: office ?? 0 } }),
    enabled: office !== null,
  });
  if (office === null || data?.office !== office) return null;
  const present = data.devices.find(({ revokedAt }) => revokedAt === null);
  return (
    <>
      {present && (
        <Alert
          type="warning"
          showIcon
          title={text('ministry.move.putsOut', { device: present.name ?? present.keyId })}
        />
      )}
      {!data.hasLog && <Alert type="info" showIcon title={text('ministry.move.unfounded')} />}
      {openInvitation(data, now) !== undefined && <Alert type="info" showIcon title={text('ministry.move.invited')} />}
    </>
  );
}
