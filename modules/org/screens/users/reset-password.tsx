import { z } from 'zod';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { demandHere } from '#renderer/failure.ts';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { UserRow } from '../../contract.ts';
import { judgePassword } from '../../rules/index.ts';
import { call } from '../client.ts';

const schema = z.object({ password: z.string().min(1).max(200) });

/** A password that the user manager hands over, and that its owner must change. */
export function ResetPassword({ user, onClose }: { readonly user: UserRow; readonly onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const done = useCommandDone();
  return (
    <Dialog
      title={text('org.user.resetPassword.title', { name: nameIn(language, user) })}
      width={460}
      onClose={onClose}
    >
      <p className="kit-soft">{text('org.user.resetPassword.body')}</p>
      <Form
        schema={schema}
        values={{ password: '' }}
        module="org"
        onCancel={onClose}
        onSubmit={async ({ password }) => {
          demandHere(judgePassword(password, user));
          await call.user.resetPassword({ id: user.id, password });
          onClose();
          await done('org.user.resetPassword');
        }}
      >
        <FormSection>
          <LtrField
            name="password"
            label={text('platform.password.new')}
            hint={text('platform.password.rule')}
            isPassword
            span={3}
          />
        </FormSection>
      </Form>
    </Dialog>
  );
}
