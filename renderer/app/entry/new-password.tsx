import { useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { focusFirstRefused, missingOf } from './entry-problems.ts';
import { differs, NewPasswordFields, PasswordField, Refused } from './fields.tsx';
import { useAttempt } from './use-attempt.ts';

/** The present password, and a new one typed twice. */
export function NewPassword(props: {
  readonly userName: string;
  readonly save: (input: { readonly current: string; readonly password: string }) => Promise<void>;
}) {
  const text = useText();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const { isBusy, lines, errorOf, attempt, refuse } = useAttempt(['current', 'password', 'repeated']);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const missing = missingOf({ current, password, repeated });
        refuse(missing);
        if (missing.length > 0) return focusFirstRefused(event.currentTarget);
        if (repeated === password) void attempt(() => props.save({ current, password }));
      }}
    >
      <Refused lines={lines} />
      <input type="text" name="username" autoComplete="username" value={props.userName} readOnly hidden />
      <PasswordField
        label={text('platform.password.current')}
        value={current}
        onValue={setCurrent}
        error={errorOf('current')}
        autoComplete="current-password"
        autoFocus
        required
        maxLength={200}
      />
      <NewPasswordFields
        label={text('platform.password.new')}
        password={password}
        repeated={repeated}
        onPassword={setPassword}
        onRepeated={setRepeated}
        errorOf={errorOf}
      />
      <button type="submit" className="entry-primary" disabled={isBusy || differs(password, repeated)}>
        {text('platform.password.save')}
      </button>
    </form>
  );
}
