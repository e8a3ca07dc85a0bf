import { useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { session } from '../session.ts';
import { EntryFrame } from './entry-frame.tsx';
import { focusFirstRefused, missingOf } from './entry-problems.ts';
import { Refused, TextField } from './fields.tsx';
import { useAttempt } from './use-attempt.ts';

/** Another PC of the office's network lets itself in with the one-time code that an administrator read out. */
export function Pairing() {
  const text = useText();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const { isBusy, lines, errorOf, attempt, refuse } = useAttempt(['code', 'name']);
  return (
    <EntryFrame title={text('platform.pairing.title')}>
      <p className="entry-hint">{text('platform.pairing.body')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const missing = missingOf({ code, name });
          refuse(missing);
          if (missing.length > 0) return focusFirstRefused(event.currentTarget);
          void attempt(async () => {
            await platform.call.device.redeem({ code, name });
            await session.refresh();
          });
        }}
      >
        <Refused lines={lines} />
        <TextField
          label={text('platform.pairing.code')}
          value={code}
          onValue={setCode}
          error={errorOf('code')}
          className="entry-ltr entry-code"
          autoCapitalize="characters"
          autoComplete="one-time-code"
          spellCheck={false}
          autoFocus
          required
          maxLength={40}
        />
        <TextField
          label={text('platform.pairing.name')}
          hint={text('platform.pairing.nameExample')}
          value={name}
          onValue={setName}
          error={errorOf('name')}
          required
          maxLength={80}
        />
        <button type="submit" className="entry-primary" disabled={isBusy}>
          {text('platform.pairing.submit')}
        </button>
      </form>
    </EntryFrame>
  );
}
