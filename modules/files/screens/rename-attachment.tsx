import { z } from 'zod';
import { zRequired } from '#modules/contract.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import type { AttachmentRow } from '../contract.ts';
import { call } from './client.ts';

const schema = z.object({ fileName: zRequired(200) });

/** Gives an attached file another name; what is in it stays. */
export function RenameAttachment(props: { readonly attachment: AttachmentRow; readonly onClose: () => void }) {
  const { attachment, onClose } = props;
  const text = useText();
  const done = useCommandDone();
  return (
    <Dialog title={text('files.panel.rename')} width={460} onClose={onClose}>
      <Form
        schema={schema}
        values={{ fileName: attachment.fileName }}
        module="files"
        onCancel={onClose}
        onSubmit={async ({ fileName }) => {
          await call.attachment.rename({ id: attachment.id, revision: attachment.revision, fileName });
          onClose();
          await done('files.attachment.rename');
        }}
      >
        <FormSection>
          <TextField name="fileName" span={3} />
        </FormSection>
      </Form>
    </Dialog>
  );
}
