import { useState } from 'react';
import { readInvitation, type Invitation } from '#kernel/sync/enrolment.ts';
import { Fingerprint } from '#renderer/kit/fingerprint.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { EntryFrame } from './entry-frame.tsx';
import { FetchProgress } from './fetch-progress.tsx';
import { focusFirstRefused, missingOf } from './entry-problems.ts';
import { Refused, TextField } from './fields.tsx';
import { handedInvitation, handInvitation } from './handed-invitation.ts';
import { useAttempt } from './use-attempt.ts';

/** A new PC takes the place of a lost or broken one: with an invitation it fetches the office from the data centre. */
export function Join({ back }: { readonly back: () => void }) {
  const text = useText();
  const [invitation, setInvitation] = useState(handedInvitation);
  const [device, setDevice] = useState('');
  const [read, setRead] = useState<Invitation | null>(null);
  const [isFollowed, setIsFollowed] = useState(false);
  const { isBusy, lines, errorOf, attempt, refuse } = useAttempt(['text', 'device']);
  // The office closes and opens again; then it tells by itself how far it is.
  if (isFollowed) return <FetchProgress joining={{ stage: 'packing', done: 0, total: null }} />;
  const follow = async (): Promise<void> => {
    await attempt(async () => {
      await platform.call.setup.join({ text: invitation, device });
      handInvitation('');
      setIsFollowed(true);
    });
  };
  if (read !== null) {
    return (
      <EntryFrame title={text('platform.join.title')} isWide>
        <Refused lines={lines} />
        <div className="entry-compared">
          {text('platform.join.ask', { office: read.office, address: read.address })}
          <Fingerprint value={read.fingerprint} />
        </div>
        <div className="entry-buttons">
          <button type="button" className="entry-plain" onClick={() => setRead(null)}>
            {text('platform.wizard.back')}
          </button>
          <button type="button" className="entry-primary" disabled={isBusy} onClick={() => void follow()}>
            {text(isBusy ? 'platform.join.asking' : 'platform.join.same')}
          </button>
        </div>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={text('platform.join.title')} isWide>
      <p className="entry-hint">{text('platform.join.body')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const missing = missingOf({ text: invitation, device });
          refuse(missing);
          if (missing.length > 0) return focusFirstRefused(event.currentTarget);
          const given = readInvitation(invitation);
          if (!given.ok) return refuse([{ ...given.problems[0], code: 'INVITATION_MALFORMED', field: 'text' }]);
          setRead(given.value);
        }}
      >
        <Refused lines={lines} />
        <TextField
          label={text('platform.sync.link.invitation')}
          value={invitation}
          onValue={setInvitation}
          error={errorOf('text')}
          className="entry-ltr"
          spellCheck={false}
          autoFocus
          required
          maxLength={1_000}
        />
        <TextField
          label={text('platform.sync.link.device')}
          value={device}
          onValue={setDevice}
          error={errorOf('device')}
          required
          maxLength={80}
        />
        <div className="entry-buttons">
          <button type="button" className="entry-plain" onClick={back}>
            {text('platform.wizard.back')}
          </button>
          <button type="submit" className="entry-primary">
            {text('platform.join.submit')}
          </button>
        </div>
      </form>
    </EntryFrame>
  );
}
