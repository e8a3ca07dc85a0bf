import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '#renderer/locale/text.ts';
import { isAllowed, useVisibleActions } from './actions.tsx';
import { KeyCaps } from './command-palette.tsx';
import './shortcut-help.css';

const HOLD_MILLISECONDS = 500;

/** While Alt is held, the shortcuts of everything on this screen. */
export function ShortcutHelp() {
  const text = useText();
  const isShown = useHeldAlt();
  const actions = useVisibleActions();
  if (!isShown) return null;
  const byId = new Map(
    actions.filter((action) => action.shortcut !== undefined && isAllowed(action)).map((action) => [action.id, action]),
  );
  return createPortal(
    <div className="kit-shortcuts" role="dialog" aria-label={text('kit.shortcuts.title')}>
      <p className="kit-menu-title">{text('kit.shortcuts.title')}</p>
      <dl>
        {[...byId.values()].map((action) => (
          <div key={action.id}>
            <dt>{text(action.title)}</dt>
            <dd>
              <KeyCaps shortcut={action.shortcut ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    </div>,
    document.body,
  );
}

/** Alt alone, held for a moment; any other key means that it belongs to a shortcut. */
function useHeldAlt(): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      timer = undefined;
      setHeld(false);
    };
    const down = (event: KeyboardEvent): void => {
      if (event.key !== 'Alt' || event.ctrlKey || event.shiftKey) return end();
      timer ??= setTimeout(() => setHeld(true), HOLD_MILLISECONDS);
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', end);
    window.addEventListener('blur', end);
    return () => {
      end();
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', end);
      window.removeEventListener('blur', end);
    };
  }, []);
  return isHeld;
}
