import { platform } from '#renderer/rpc.ts';
import { useText } from '#renderer/locale/text.ts';
import { session } from '../session.ts';
import { EntryFrame } from './entry-frame.tsx';
import { NewPassword } from './new-password.tsx';
import { useAttempt } from './use-attempt.ts';

/** After somebody else set the password: nothing else is offered until its owner has chosen one. */
export function MustChangePassword({ userName }: { readonly userName: string }) {
  const text = useText();
  const { attempt } = useAttempt();
  return (
    <EntryFrame title={text('platform.password.mustTitle')}>
      <p className="entry-hint">{text('platform.password.mustBody')}</p>
      <NewPassword
        userName={userName}
        save={async (input) => {
          await platform.call.session.changePassword(input);
          await session.refresh();
        }}
      />
      <button type="button" className="entry-plain" onClick={() => void attempt(() => session.signOut())}>
        {text('platform.shell.signOut')}
      </button>
    </EntryFrame>
  );
}
