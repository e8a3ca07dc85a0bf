import { useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { shell } from '#renderer/shell.ts';
import { session } from '../session.ts';
import { EntryFrame } from './entry-frame.tsx';

/** The one thing that opens the backups when this PC is lost; shown once, on screen and on paper. */
export function RecoveryCode({ code, officeName }: { readonly code: string; readonly officeName: string }) {
  const text = useText();
  const [isWritten, setIsWritten] = useState(false);
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
      <button type="button" className="entry-primary" disabled={!isWritten} onClick={() => void session.refresh()}>
        {text('platform.wizard.recovery.done')}
      </button>
    </EntryFrame>
  );
}
