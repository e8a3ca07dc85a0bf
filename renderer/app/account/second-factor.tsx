import { Button, Input, QRCode } from 'antd';
import { useState } from 'react';
import { Icon } from '#renderer/kit/icon.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { platform } from '#renderer/rpc.ts';
import './second-factor.css';

/** A user's own second factor: a code of his telephone beside the password. */
export default function SecondFactor() {
  const text = useText();
  const { user, refresh } = useDesk();
  const [offer, setOffer] = useState<Offer | null>(null);
  const confirmed = async (): Promise<void> => {
    setOffer(null);
    await refresh();
  };
  return (
    <>
      <PageHeader title={text('platform.factor.title')} subtitle={text('platform.factor.body')} />
      {offer !== null && <Confirm offer={offer} onConfirmed={confirmed} />}
      {offer === null && (user.hasSecondFactor ? <Change onOffer={setOffer} /> : <Begin onOffer={setOffer} />)}
    </>
  );
}

/** A secret for the telephone, and the address that its QR code holds. */
type Offer = Awaited<ReturnType<typeof platform.call.session.beginSecondFactor>>;

/** Shown to whoever knows the password, and to nobody who finds the window open. */
function Begin({ onOffer }: { readonly onOffer: (offer: Offer) => void }) {
  const text = useText();
  const run = useCommand('platform');
  const [password, setPassword] = useState('');
  const begin = async (): Promise<void> => {
    const offer = await run(() => platform.call.session.beginSecondFactor({ password }));
    if (offer) onOffer(offer);
  };
  return (
    <form
      className="factor"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <OwnPassword value={password} onChange={setPassword} />
      <Button type="primary" htmlType="submit" disabled={password === ''}>
        {text('platform.factor.offer')}
      </Button>
    </form>
  );
}

interface ConfirmProps {
  readonly offer: Offer;
  readonly onConfirmed: () => Promise<void>;
}

function Confirm({ offer, onConfirmed }: ConfirmProps) {
  const text = useText();
  const run = useCommand('platform');
  const [code, setCode] = useState('');
  const confirm = async (): Promise<void> => {
    const done = await run(() => platform.call.session.confirmSecondFactor({ code }), text('platform.factor.begun'));
    if (done) await onConfirmed();
  };
  return (
    <form
      className="factor"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <ol>
        <li>{text('platform.factor.step.app')}</li>
        <li>
          {text('platform.factor.step.scan')}
          <QRCode value={offer.uri} type="svg" size={180} bordered={false} />
          <p className="kit-soft">
            {text('platform.factor.byHand')}{' '}
            <bdi className="factor-secret">{offer.secret.match(/.{4}/g)?.join(' ')}</bdi>
          </p>
        </li>
        <li>
          <label>
            <span>{text('platform.factor.step.code')}</span>
            <Code value={code} onChange={setCode} />
          </label>
        </li>
      </ol>
      <Button type="primary" htmlType="submit" icon={<Icon name="check" />} disabled={code.length !== 6}>
        {text('platform.factor.begin')}
      </Button>
    </form>
  );
}

interface Typed {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function OwnPassword({ value, onChange }: Typed) {
  const text = useText();
  return (
    <label>
      <span>{text('platform.factor.ownPassword')}</span>
      <Input.Password
        autoComplete="current-password"
        maxLength={200}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}

function Code({ value, onChange }: Typed) {
  const text = useText();
  return (
    <Input
      dir="ltr"
      className="factor-code"
      inputMode="numeric"
      autoComplete="one-time-code"
      aria-label={text('platform.signIn.code')}
      maxLength={6}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

/** Moves it to another telephone, or ends it: whoever does shows both that he has. */
function Change({ onOffer }: { readonly onOffer: (offer: Offer) => void }) {
  const text = useText();
  const run = useCommand('platform');
  const { refresh } = useDesk();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const isFilled = password !== '' && code.length === 6;
  const move = async (): Promise<void> => {
    const offer = await run(() => platform.call.session.beginSecondFactor({ password, code }));
    if (offer) onOffer(offer);
  };
  const end = async (): Promise<void> => {
    const done = await run(
      () => platform.call.session.endSecondFactor({ password, code }),
      text('platform.factor.ended'),
    );
    if (done) await refresh();
  };
  return (
    <form
      className="factor"
      onSubmit={(event) => {
        event.preventDefault();
        void move();
      }}
    >
      <p>
        <Icon name="check" /> {text('platform.factor.isOn')}
      </p>
      <p className="kit-soft">{text('platform.factor.change')}</p>
      <OwnPassword value={password} onChange={setPassword} />
      <label>
        <span>{text('platform.factor.ownCode')}</span>
        <Code value={code} onChange={setCode} />
      </label>
      <div className="factor-choices">
        <Button type="primary" htmlType="submit" disabled={!isFilled}>
          {text('platform.factor.move')}
        </Button>
        <Button danger onClick={() => void end()} disabled={!isFilled}>
          {text('platform.factor.end')}
        </Button>
      </div>
    </form>
  );
}
