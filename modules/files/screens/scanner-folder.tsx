import { useQuery } from '@tanstack/react-query';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { failureOf } from '#renderer/failure.ts';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { FileName } from '#renderer/kit/attachments/file-name.tsx';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { Problems } from '#renderer/kit/problems.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RecordKey } from '#renderer/module.ts';
import { useCommand } from '#renderer/record/use-command.ts';
import { call, query } from './client.ts';
import './scanner-folder.css';

/** The files that the scanner left in its folder: each can be attached to the record, and is then gone from there. */
export function ScannerFolder({ table, id, onClose }: RecordKey & { readonly onClose: () => void }) {
  const text = useText();
  const { bytes, moment } = useDisplay();
  const run = useCommand('files');
  const { data, error, refetch } = useQuery(
    query.scanner.list.queryOptions({ input: {}, staleTime: 0, throwOnError: false }),
  );
  const failure = error && failureOf(error);
  return (
    <Dialog title={text('files.panel.scanner.title')} width={620} onClose={onClose}>
      <p>
        <ActionButton
          action={{
            id: 'scanner.refresh',
            title: 'files.panel.scanner.refresh',
            icon: 'refresh',
            perform: () => refetch(),
          }}
        />
      </p>
      {failure?.kind === 'refused' && <Problems problems={failure.problems} module="files" />}
      {!data && !error && <Loading lines={3} />}
      {data?.length === 0 && <EmptyState icon="image" title={text('files.panel.scanner.empty')} />}
      <ul className="files-scanner">
        {data?.map((file) => (
          <li key={file.name}>
            <span>
              <FileName name={file.name} />{' '}
              <span className="kit-soft">
                {bytes(file.bytes)} · {moment(file.modifiedAt)}
              </span>
            </span>
            <ActionButton
              action={{
                ...{ id: `take.${file.name}`, title: 'files.panel.scanner.take', icon: 'paperclip' },
                perform: async () => {
                  await run(
                    () => call.scanner.take({ table, recordId: id, name: file.name }),
                    text('files.panel.added', { count: 1 }),
                  );
                },
              }}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
