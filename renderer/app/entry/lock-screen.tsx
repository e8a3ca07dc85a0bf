import { useEffect, useRef, useState } from 'react';
import type { OfficeState, SignedIn } from '#office/contract/index.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { session } from '../session.ts';
import { EntryFrame } from './entry-frame.tsx';
import { PasswordField, Refused } from './fields.tsx';
import { useAttempt } from './use-attempt.ts';

/** Covers the desk, which stays as it was underneath, until its user proves that he is back. */
export function LockScreen({ office, user }: { readonly office: OfficeState; readonly user: SignedIn }) {
  const text = useText();
  const language = useLanguage();
  const [password, setPassword] = useState('');
  const { isBusy, lines, attempt } = useAttempt();
  const cover = useRef<HTMLDivElement>(null);
  useEffect(() => cover.current?.querySelector('input')?.focus(), []);
  return (
    <div className="entry-cover" ref={cover} role="dialog" aria-modal="true" aria-label={text('platform.lock.title')}>
      <EntryFrame
        title={text('platform.lock.title')}
        officeName={office.officeName ? nameIn(language, office.officeName) : undefined}
      >
        <p className="entry-person">
          <bdi>{nameIn(language, user)}</bdi>
        </p>
        <p className="entry-hint">{text('platform.lock.body')}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => session.unlock(password));
          }}
        >
          <Refused lines={lines} />
          <input type="text" name="username" autoComplete="username" value={user.userName} readOnly hidden />
          <PasswordField
            label={text('platform.signIn.password')}
            value={password}
            onValue={setPassword}
            name="password"
            autoComplete="current-password"
            required
            maxLength={200}
          />
          <button type="submit" className="entry-primary" disabled={isBusy}>
            {text(isBusy ? 'platform.signIn.busy' : 'platform.lock.unlock')}
          </button>
        </form>
        <button type="button" className="entry-plain" onClick={() => void attempt(() => session.signOut())}>
          {text('platform.lock.other')}
        </button>
        <p className="entry-hint">{text('platform.lock.otherWarning')}</p>
      </EntryFrame>
    </div>
  );
}
