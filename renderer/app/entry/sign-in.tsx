import { useState } from 'react';
import type { OfficeState } from '#office/contract/index.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { session } from '../session.ts';
import { centreUsers, officeUsers } from './demonstration-users.ts';
import { EntryFrame } from './entry-frame.tsx';
import { PasswordField, Refused, TextField } from './fields.tsx';
import { useAttempt } from './use-attempt.ts';
import './demonstration.css';

/** The password that everybody has in the demonstration office; it protects nothing. */
const DEMONSTRATION_PASSWORD = 'nahrain-2026';

/** Name and password; wrong ones, and a locked name with its remaining minutes, are told beside the form. */
export function SignIn({ office }: { readonly office: OfficeState }) {
  const text = useText();
  const language = useLanguage();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const { isBusy, lines, errorOf, attempt } = useAttempt(['code']);
  const enter = async (): Promise<void> => {
    const failure = await attempt(() => session.signIn({ userName, password, ...(code !== null && { code }) }));
    const isCodeAsked = failure?.kind === 'refused' && failure.problems.some((each) => each.field === 'code');
    // Asked for only after the right password: before it, nobody learns who has a second factor.
    if (failure && !isCodeAsked) setCode(null);
    if (isCodeAsked) setCode('');
  };
  return (
    <EntryFrame
      title={text('platform.signIn.title')}
      officeName={office.officeName ? nameIn(language, office.officeName) : undefined}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <Refused lines={lines} />
        <TextField
          label={text('platform.signIn.userName')}
          value={userName}
          onValue={setUserName}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          dir="auto"
          autoFocus
          required
          maxLength={100}
        />
        <PasswordField
          label={text('platform.signIn.password')}
          value={password}
          onValue={setPassword}
          name="password"
          autoComplete="current-password"
          required
          maxLength={200}
        />
        {code !== null && (
          <TextField
            label={text('platform.signIn.code')}
            value={code}
            onValue={setCode}
            error={errorOf('code')}
            className="entry-ltr entry-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            required
            maxLength={6}
          />
        )}
        <button type="submit" className="entry-primary" disabled={isBusy}>
          {text(isBusy ? 'platform.signIn.busy' : 'platform.signIn.submit')}
        </button>
      </form>
      <p className="entry-hint">{text('platform.signIn.help')}</p>
      {office.isDemonstration && (
        <Demonstration
          users={office.isDataCentre ? centreUsers : officeUsers}
          neighbours={office.neighbours}
          choose={(name) => {
            setUserName(name);
            setPassword(DEMONSTRATION_PASSWORD);
          }}
        />
      )}
    </EntryFrame>
  );
}

interface DemonstrationProps {
  readonly users: typeof officeUsers;
  readonly neighbours: OfficeState['neighbours'];
  readonly choose: (userName: string) => void;
}

function Demonstration({ users, neighbours, choose }: DemonstrationProps) {
  const text = useText();
  return (
    <section className="entry-demonstration" aria-label={text('platform.signIn.demonstration.title')}>
      <p>
        {text('platform.signIn.demonstration.body')} <bdi className="entry-code">{DEMONSTRATION_PASSWORD}</bdi>
      </p>
      <ul>
        {users.map(([role, userName]) => (
          <li key={role}>
            <button type="button" onClick={() => choose(userName)}>
              {text(`platform.signIn.demonstration.${role}`)} <bdi>{userName}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {neighbours.length > 0 && (
        <nav aria-label={text('platform.signIn.demonstration.neighbours')}>
          <p>{text('platform.signIn.demonstration.neighbours')}</p>
          <ul>
            {neighbours.map(({ name, address }) => (
              <li key={address}>
                <a href={address} target="_blank" rel="noreferrer">
                  <bdi>{name}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </section>
  );
}
