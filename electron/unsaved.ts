import { dialog, type BrowserWindow } from 'electron';
import type { Language } from './config.ts';
import { textIn } from './texts.ts';

const STAY = 0;
const LEAVE = 1;

/**
 * Asks the user when a page holds what is not saved and is about to be closed or loaded anew. Electron alone would keep
 * it without a word, where a browser asks.
 */
export function askBeforeLosing(window: BrowserWindow, language: () => Language, onKept: () => void): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const text = (key: 'title' | 'body' | 'stay' | 'leave') => textIn(language(), `unsaved.${key}`);
    const chosen = dialog.showMessageBoxSync(window, {
      ...{ type: 'warning', noLink: true, defaultId: STAY, cancelId: STAY },
      ...{ message: text('title'), detail: text('body'), buttons: [text('stay'), text('leave')] },
    });
    // Here to prevent means that the page's objection is overruled.
    if (chosen === LEAVE) event.preventDefault();
    else onKept();
  });
}
