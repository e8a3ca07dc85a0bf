import { z } from 'zod';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';

/** The password's field is named as the office names it when it refuses it. */
const passwordInput = z.object({ current: z.string().min(1).max(200) });

/** Asks for the password of whoever wants something that must not be done by a passer-by. */
export function OwnPasswordForm(props: {
  readonly submitLabel: string;
  readonly onCancel: () => void;
  readonly onSubmit: (password: string) => Promise<void>;
}) {
  const text = useText();
  return (
    <Form
      schema={passwordInput}
      values={{ current: '' }}
      module="platform"
      submitLabel={props.submitLabel}
      onCancel={props.onCancel}
      onSubmit={({ current }) => props.onSubmit(current)}
    >
      <FormSection>
        <LtrField
          name="current"
          label={text('platform.password.current')}
          isPassword
          autoComplete="current-password"
          span={3}
        />
      </FormSection>
    </Form>
  );
}
