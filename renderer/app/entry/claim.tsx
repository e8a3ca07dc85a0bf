import { useState } from 'react';
import type { OfficeState } from '#office/contract/index.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { session } from '../session.ts';
import { EntryFrame } from './entry-frame.tsx';
import { focusFirstRefused, missingOf } from './entry-problems.ts';
import { differs, NewPasswordFields, Refused } from './fields.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { useAttempt } from './use-attempt.ts';

type Administrators = NonNullable<OfficeState['joining']>['administrators'];

/**
 * The office is here, and nobody can sign in: passwords are sealed for the PC on which they were chosen. One
 * administrator chooses a new one, and lets the others in afterwards.
 */
export function Claim(props: { readonly office: OfficeState; readonly administrators: Administrators }) {
  const { office, administrators } = props;
  const text = useText();
  const language = useLanguage();
  const [userId, setUserId] = useState(administrators[0]?.id ?? '');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [recoveryCode, setRecoveryCode] = useState<string | null>(null);
  const { isBusy, lines, errorOf, attempt, refuse } = useAttempt(['password', 'repeated']);
  const officeName = office.officeName ? nameIn(language, office.officeName) : '';
  const isUnequal = differs(password, repeated);
  if (recoveryCode !== null) {
    return (
      <RecoveryCode
        code={recoveryCode}
        officeName={officeName}
        doneLabel="platform.wizard.recovery.done"
        done={() => void session.refresh()}
      />
    );
  }
  return (
    <EntryFrame title={text('platform.join.claim')} officeName={officeName}>
      <p className="entry-hint">{text('platform.join.claimBody')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const missing = missingOf({ password, repeated });
          refuse(missing);
          if (missing.length > 0 || isUnequal) return focusFirstRefused(event.currentTarget);
          void attempt(async () => {
            const made = await platform.call.setup.claim({ userId, password });
            setRecoveryCode(made.recoveryCode);
          });
        }}
      >
        <Refused lines={lines} />
        <label className="entry-field">
          <span>{text('platform.join.administrator')}</span>
          <select value={userId} onChange={({ target }) => setUserId(target.value)}>
            {administrators.map(({ id, nameAr, userName }) => (
              <option key={id} value={id}>
                {`${nameAr} — ${userName}`}
              </option>
            ))}
          </select>
        </label>
        <NewPasswordFields
          label={text('platform.signIn.password')}
          password={password}
          repeated={repeated}
          onPassword={setPassword}
          onRepeated={setRepeated}
          errorOf={errorOf}
        />
        <button type="submit" className="entry-primary" disabled={isBusy || isUnequal}>
          {text('platform.join.claimSubmit')}
        </button>
      </form>
    </EntryFrame>
  );
}
