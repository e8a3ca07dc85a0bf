import { Button } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import type { Answer } from '#modules/contract.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { useConfirm } from '../confirm.tsx';
import { EmptyState } from '../empty-state.tsx';
import { handOut } from '../hand-out.ts';
import { Icon } from '../icon.tsx';
import { PersonName } from '../person-name.tsx';
import { previewOf, type AttachmentItem } from './attachment.ts';
import './attachments.css';
import { AwayFile } from './away-file.tsx';
import { FileName } from './file-name.tsx';
import { FilePreview } from './file-preview.tsx';
import { UploadList } from './upload-list.tsx';
import { usePastedFiles } from './use-pasted-files.ts';
import { useUploads } from './use-uploads.ts';

export interface AttachmentsProps {
  readonly items: readonly AttachmentItem[];
  /** Sends one file; what it throws is shown beside that file. */
  readonly onAdd: (file: File, onProgress: (done: number | null) => void) => Promise<void>;
  readonly onRemove?: (item: AttachmentItem) => Promise<void>;
  /** Asks for another name. */
  readonly onRename?: (item: AttachmentItem) => void;
  readonly read: (item: AttachmentItem) => Promise<Blob>;
  /** Has a content brought that is not here. */
  readonly onFetch?: (item: AttachmentItem) => Promise<void>;
  /** May files be added here? */
  readonly answer?: Answer;
  /** The endings a file dialog offers: `.pdf,.jpg`. */
  readonly accept?: string;
  readonly maxBytes?: number;
  /** Whose texts explain refusals; by default those of the files. */
  readonly module?: string;
}

/** The files of a record: dropped, pasted or chosen, looked at in a drawer, kept or taken away. */
export function Attachments(props: AttachmentsProps) {
  const { items, onAdd, answer, accept, module = 'files' } = props;
  const text = useText();
  const problemText = useProblemText(module);
  const [isOver, setOver] = useState(false);
  const [looked, setLooked] = useState<AttachmentItem | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const uploads = useUploads({ onAdd, maxBytes: props.maxBytes });
  const mayAdd = answer?.ok !== false;

  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (mayAdd) uploads.add([...event.dataTransfer.files]);
  };
  const panel = usePastedFiles<HTMLElement>(mayAdd ? uploads.addPasted : null);
  return (
    <section
      ref={panel}
      className={isOver && mayAdd ? 'kit-files kit-files-over' : 'kit-files'}
      aria-label={text('kit.files.title')}
      tabIndex={0}
      onDrop={dropped}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
    >
      {mayAdd ? (
        <div className="kit-files-add">
          <Button icon={<Icon name="upload" />} onClick={() => chooser.current?.click()}>
            {text('kit.files.choose')}
          </Button>
          <span className="kit-soft">{text('kit.files.hint')}</span>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            accept={accept}
            aria-label={text('kit.files.choose')}
            onChange={(event) => {
              uploads.add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </div>
      ) : (
        <p className="kit-soft">{answer?.ok === false && answer.problems.map(problemText).join(' ')}</p>
      )}
      <UploadList uploads={uploads} module={module} />
      <FileList {...props} onLook={setLooked} />
      {items.length === 0 && uploads.list.length === 0 && (
        <EmptyState icon="paperclip" title={text('kit.files.nothing')} />
      )}
      <FilePreview item={looked} read={props.read} onClose={() => setLooked(null)} />
    </section>
  );
}

function FileList({
  items,
  onRemove,
  onRename,
  read,
  onFetch,
  onLook,
  module = 'files',
}: AttachmentsProps & { readonly onLook: (item: AttachmentItem) => void }) {
  const text = useText();
  const writer = useDisplay();
  const confirm = useConfirm();
  const remove = async (item: AttachmentItem): Promise<void> => {
    const question = {
      title: text('kit.files.removeTitle', { name: item.fileName }),
      confirm: text('kit.action.remove'),
    };
    if (await confirm({ ...question, tone: 'danger' })) await onRemove?.(item);
  };
  return (
    <ul className="kit-files-list">
      {items.map((item) => (
        <li key={item.id}>
          <Icon name={previewOf(item.contentType) === 'image' ? 'image' : 'file'} size={20} />
          <div className="kit-grow">
            <button
              type="button"
              className="kit-files-name"
              disabled={item.isAway === true}
              onClick={() => (previewOf(item.contentType) === 'none' ? void keep(item, read) : onLook(item))}
            >
              <FileName name={item.fileName} />
            </button>
            <span className="kit-soft">
              {writer.bytes(item.bytes)} · <PersonName name={item.addedByName} /> ·{' '}
              <bdi>{writer.moment(item.createdAt)}</bdi>
            </span>
          </div>
          {item.isAway === true ? (
            <AwayFile item={item} module={module} {...(onFetch && { onFetch })} />
          ) : (
            <Button
              type="text"
              aria-label={text('kit.files.keep', { name: item.fileName })}
              icon={<Icon name="download" />}
              onClick={() => void keep(item, read)}
            />
          )}
          {onRename && (
            <Button
              type="text"
              aria-label={text('kit.files.renameOne', { name: item.fileName })}
              icon={<Icon name="edit" />}
              onClick={() => onRename(item)}
            />
          )}
          {onRemove && (
            <Button
              type="text"
              aria-label={text('kit.files.removeOne', { name: item.fileName })}
              icon={<Icon name="trash" />}
              onClick={() => void remove(item)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Hands the file to the browser to keep. */
export async function keep(item: AttachmentItem, read: AttachmentsProps['read']): Promise<void> {
  handOut(await read(item), item.fileName);
}
