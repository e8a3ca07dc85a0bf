/** Shortcuts as they are written (`Ctrl+Shift+N`, `F4`, `Alt+1`) and as the keyboard sends them. */

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Is this the key of the shortcut? By its place on the board, since Ctrl+س is Ctrl+S to a clerk. */
export function isPressed(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  const hasControl = press.ctrlKey || press.metaKey;
  if (wants('Ctrl') !== hasControl || wants('Alt') !== press.altKey || wants('Shift') !== press.shiftKey) return false;
  return keyNames(press).includes(key.toLowerCase());
}

function keyNames({ key, code }: KeyPress): readonly string[] {
  return [key.toLowerCase(), code.replace(/^(Key|Digit)/u, '').toLowerCase()];
}

/** The parts of a shortcut, each for its own key cap. */
export function keyCaps(shortcut: string): readonly string[] {
  return shortcut.split('+');
}
