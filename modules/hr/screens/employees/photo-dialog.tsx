import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef } from 'react';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { call, files } from '../client.ts';
import { Photo } from './photo.tsx';

/** The picture of an employee: a new one, one of those that are attached to his file, or none. */
export function PhotoDialog(props: {
  readonly employee: {
    readonly id: string;
    readonly revision: number;
    readonly fullName: string;
    readonly photoId: string | null;
  };
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const run = useCommand('hr');
  const chooser = useRef<HTMLInputElement>(null);
  const { id, revision, fullName, photoId } = props.employee;
  const place = { table: 'hr_employee', recordId: id };
  const { data = [] } = useQuery(files.query.attachment.list.queryOptions({ input: place }));
  const pictures = data.filter(({ contentType }) => contentType.startsWith('image/'));
  const keep = async (chosen: string | null): Promise<void> => {
    await run(() => call.employee.setPhoto({ id, revision, photoId: chosen }), text('hr.command.employee.setPhoto'));
    props.onSaved();
    props.onClose();
  };
  const take = async (file: File | undefined): Promise<void> => {
    const added = file && (await run(() => files.call.attachment.add({ ...place, file })));
    if (added) await keep(added.id);
  };
  return (
    <Dialog title={text('hr.employee.photo')} onClose={props.onClose}>
      <div className="kit-row">
        {pictures.map((picture) => (
          <Button
            key={picture.id}
            type={picture.id === photoId ? 'primary' : 'default'}
            className="hr-photo-choice"
            title={picture.fileName}
            aria-pressed={picture.id === photoId}
            onClick={() => void keep(picture.id)}
          >
            <Photo photoId={picture.id} name={picture.fileName} size="large" />
          </Button>
        ))}
        {pictures.length === 0 && <p className="kit-soft">{text('hr.employee.photo.none')}</p>}
      </div>
      <footer className="kit-row">
        <Button type="primary" icon={<Icon name="upload" />} onClick={() => chooser.current?.click()}>
          {text('hr.employee.photo.choose')}
        </Button>
        {photoId !== null && <Button onClick={() => void keep(null)}>{text('hr.employee.photo.remove')}</Button>}
      </footer>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".jpg,.jpeg,.png,.webp"
        aria-label={fullName}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </Dialog>
  );
}
