import { useEffect, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { shell } from '#renderer/shell.ts';
import { EntryFrame } from './entry-frame.tsx';

export interface RecoveryCodeProps {
  readonly code: string;
  readonly officeName: string;
  /** The key of the words on the button that goes on. */
  readonly doneLabel: string;
  readonly done: () => void;
}

/** The one thing that opens the backups when this PC is lost; shown once, on screen and on paper. */
export function RecoveryCode({ code, officeName, doneLabel, done }: RecoveryCodeProps) {
  const text = useText();
  const [isWritten, setIsWritten] = useState(false);
  useEffect(() => {
    if (isWritten) return undefined;
    // A page that is loaded anew has lost the code for good.
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWritten]);
  return (
    <EntryFrame title={text('platform.wizard.recovery.title')} officeName={officeName} isWide>
      <p>{text('platform.wizard.recovery.body')}</p>
      <p className="entry-recovery">
        <bdi>{code}</bdi>
      </p>
      <div className="entry-buttons">
        <button type="button" className="entry-plain" onClick={() => (shell ? void shell.print() : window.print())}>
          {text('platform.wizard.recovery.print')}
        </button>
      </div>
      <label className="entry-check">
        <input type="checkbox" checked={isWritten} onChange={(event) => setIsWritten(event.target.checked)} />
        <span>{text('platform.wizard.recovery.written')}</span>
      </label>
      <button type="button" className="entry-primary" disabled={!isWritten} onClick={done}>
        {text(doneLabel)}
      </button>
    </EntryFrame>
  );
}
