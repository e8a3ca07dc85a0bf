import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';
import { NewPassword } from '../entry/new-password.tsx';

/** A user changes his own password without leaving his work. */
export function ChangePassword({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const text = useText();
  const toast = useToast();
  const { user } = useDesk();
  return (
    <SideDrawer isOpen={isOpen} title={text('platform.password.changeTitle')} onClose={close}>
      {isOpen && (
        <div className="entry-inline">
          <NewPassword
            userName={user.userName}
            save={async (input) => {
              await platform.call.session.changePassword(input);
              toast.done(text('platform.password.changed'));
              close();
            }}
          />
        </div>
      )}
    </SideDrawer>
  );
}
