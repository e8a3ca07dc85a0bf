import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import type { LeftBehind } from '#office/contract/index.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { Fingerprint } from '#renderer/kit/fingerprint.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { handInvitation } from '../entry/handed-invitation.ts';
import { session } from '../session.ts';
import { OwnPasswordForm } from '../system/own-password-form.tsx';
import { LeftBehindStep } from './left-behind.tsx';

const TEXT_LIMIT = 1_000;
const STEPS = 3;

interface Read {
  readonly text: string;
  readonly office: number;
  readonly address: string;
  readonly fingerprint: string;
  readonly isOwnCentre: boolean;
}

/** Where this PC is taken to another office, by whoever may link it. */
export function MoveOffice() {
  const text = useText();
  const { may, office } = useDesk();
  const [isOpen, setIsOpen] = useState(false);
  if (!may('platform.sync')) return null;
  return (
    <section className="sync-link" aria-labelledby="sync-move">
      <h2 id="sync-move" className="sync-title">
        {text('platform.move.title')}
      </h2>
      <p className="kit-soft">{text('platform.move.body')}</p>
      {office.isDemonstration && <p className="kit-soft">{text('platform.problem.MOVE_DEMONSTRATION')}</p>}
      <Button icon={<Icon name="device" />} onClick={() => setIsOpen(true)}>
        {text('platform.move.begin')}
      </Button>
      {isOpen && <MoveDialog onClose={() => setIsOpen(false)} />}
    </section>
  );
}

/** What is left behind, where it goes, and the password: one after the other. */
function MoveDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const queries = useQueryClient();
  const [behind, setBehind] = useState<LeftBehind | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const step = behind === null ? 1 : read === null ? 2 : 3;
  const move = async (password: string): Promise<void> => {
    if (behind === null || read === null) return;
    await platform.call.sync.move({ text: read.text, password, behind });
    handInvitation(read.text);
    onClose();
    await session.awaitReopening('move');
    // Nothing that was read of the office is of the one to come.
    queries.clear();
  };
  return (
    <Dialog title={text('platform.move.title')} width={720} onClose={onClose}>
      <div className="sync-move">
        <p className="kit-soft" aria-live="polite">
          {text('platform.wizard.step', { step, total: STEPS })}
        </p>
        {step === 1 && <LeftBehindStep onCancel={onClose} onLeave={setBehind} />}
        {step === 2 && <InvitationStep onCancel={onClose} onRead={setRead} />}
        {step === 3 && read !== null && <ConfirmStep read={read} onCancel={onClose} onSubmit={move} />}
      </div>
    </Dialog>
  );
}

function InvitationStep(props: { readonly onCancel: () => void; readonly onRead: (read: Read) => void }) {
  const text = useText();
  return (
    <>
      <p>{text('platform.move.invitationBody')}</p>
      <Form
        schema={z.object({ text: z.string().trim().min(1).max(TEXT_LIMIT) })}
        values={{ text: '' }}
        module="platform"
        submitLabel={text('platform.move.next')}
        onCancel={props.onCancel}
        onSubmit={async ({ text: given }) => {
          props.onRead({ ...(await platform.call.sync.readMove({ text: given })), text: given });
        }}
      >
        <FormSection>
          <TextAreaField
            name="text"
            label={text('platform.sync.link.invitation')}
            maxLength={TEXT_LIMIT}
            rows={3}
            span={3}
          />
        </FormSection>
      </Form>
    </>
  );
}

function ConfirmStep(props: {
  readonly read: Read;
  readonly onCancel: () => void;
  readonly onSubmit: (password: string) => Promise<void>;
}) {
  const text = useText();
  const { number } = useDisplay();
  const { office, address, fingerprint, isOwnCentre } = props.read;
  return (
    <>
      <p>{text('platform.move.ask', { office: number(office), address: `\u2066${address}\u2069` })}</p>
      <Fingerprint value={fingerprint} />
      {!isOwnCentre && <Alert type="warning" showIcon title={text('platform.move.otherCentre')} />}
      <Alert type="info" showIcon title={text('platform.move.what')} />
      <OwnPasswordForm
        submitLabel={text('platform.move.confirm')}
        onCancel={props.onCancel}
        onSubmit={props.onSubmit}
      />
    </>
  );
}
