import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import type { ImportFile } from './adapter.ts';

interface FileStepProps {
  readonly read: (file: File) => Promise<ImportFile>;
  readonly onRead: (file: ImportFile) => void;
  readonly onFail: (error: unknown) => void;
  readonly onCancel: () => void;
}

/** First: which file. */
export function FileStep({ read, onRead, onFail, onCancel }: FileStepProps) {
  const text = useText();
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setName(file.name);
    try {
      onRead(await read(file));
    } catch (error) {
      setName(null);
      onFail(error);
    }
  };
  return (
    <div
      className="kit-import-drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer.files[0]);
      }}
    >
      <Icon name="upload" size={32} />
      <p>{text('kit.import.fileHint')}</p>
      {name === null ? (
        <div className="kit-row">
          <Button type="primary" onClick={() => chooser.current?.click()}>
            {text('kit.import.choose')}
          </Button>
          <Button onClick={onCancel}>{text('kit.action.cancel')}</Button>
        </div>
      ) : (
        <ProgressBar label={name} value={null} />
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".xlsx,.csv"
        aria-label={text('kit.import.choose')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
