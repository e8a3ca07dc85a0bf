/** What of an element is asked here. */
interface Place {
  closest(selector: string): object | null;
}
interface Panel extends Place {
  checkVisibility(): boolean;
}

const FIELDS = 'input, textarea, select, [contenteditable]';
const DIALOG = '[role="dialog"]';

/**
 * Is what is pasted meant for this panel? Not when it is hidden, behind the cover of a locked window, or beside a dialog,
 * and not when somebody types in a field.
 */
export function isPasteFor(panel: Panel, focused: Place | null): boolean {
  if (!panel.checkVisibility() || panel.closest('[inert]') !== null) return false;
  if (focused === null) return true;
  if (focused.closest(FIELDS) !== null) return false;
  const dialog = focused.closest(DIALOG);
  return dialog === null || panel.closest(DIALOG) === dialog;
}
