import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { refuse } from '#kernel/verdict.ts';
import type { AttachmentItem } from '#renderer/kit/attachments/attachment.ts';
import { Attachments } from '#renderer/kit/attachments/attachments.tsx';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { useDesk, type RecordKey } from '#renderer/module.ts';
import { useCommand, useCommandDone } from '#renderer/record/use-command.ts';
import { useText } from '#renderer/locale/text.ts';
import { FILE_BYTES_LIMIT, fileTypes, type AttachmentRow } from '../contract.ts';
import { call, query } from './client.ts';
import { RenameAttachment } from './rename-attachment.tsx';
import { ScannerFolder } from './scanner-folder.tsx';

const accept = Object.values(fileTypes)
  .flat()
  .map((ending) => `.${ending}`)
  .join(',');

/** The papers of one record: dropped, pasted, chosen or fetched from the scanner; looked at, renamed, taken away. */
export default function AttachmentsPanel({ table, id }: RecordKey) {
  const text = useText();
  const { may } = useDesk();
  const run = useCommand('files');
  const done = useCommandDone();
  const record = { table, recordId: id };
  const { data, error, refetch } = useQuery(query.attachment.list.queryOptions({ input: record }));
  const [isScanning, setIsScanning] = useState(false);
  const [renamed, setRenamed] = useState<AttachmentRow | null>(null);
  const read = useCallback(async (item: AttachmentItem) => call.attachment.read({ id: item.id }), []);
  const rowOf = (item: AttachmentItem): AttachmentRow | undefined => data?.find((row) => row.id === item.id);
  if (error) throw error;
  if (!data) return <Loading lines={3} />;
  const mayEdit = may('files.attachment.edit');
  return (
    <>
      {mayEdit && (
        <p>
          <ActionButton
            action={{
              id: 'files.scanner',
              title: 'files.panel.scanner',
              icon: 'image',
              perform: () => setIsScanning(true),
            }}
          />
        </p>
      )}
      <Attachments
        items={data}
        answer={mayEdit ? { ok: true } : refuse('FORBIDDEN')}
        accept={accept}
        maxBytes={FILE_BYTES_LIMIT}
        onAdd={async (file) => {
          await call.attachment.add({ ...record, file });
          await refetch();
          await done('files.attachment.add');
        }}
        read={read}
        onFetch={async (item) => {
          await call.attachment.fetch({ id: item.id });
          await refetch();
        }}
        {...(mayEdit && {
          onRename: (item: AttachmentItem) => setRenamed(rowOf(item) ?? null),
          onRemove: async (item: AttachmentItem) => {
            const row = rowOf(item);
            if (!row) return;
            await run(
              () => call.attachment.remove({ id: row.id, revision: row.revision }),
              text('files.panel.removed'),
            );
          },
        })}
      />
      {renamed && <RenameAttachment attachment={renamed} onClose={() => setRenamed(null)} />}
      {isScanning && <ScannerFolder table={table} id={id} onClose={() => setIsScanning(false)} />}
    </>
  );
}
