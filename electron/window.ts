import { BrowserWindow, type WebPreferences } from 'electron';
import { VERSION_ARGUMENT } from './channels.ts';
import type { Language } from './config.ts';
import { askBeforeLosing } from './unsaved.ts';
import type { WindowState } from './window-state.ts';

const SMALLEST = { minWidth: 900, minHeight: 600 } as const;
const PAPER = '#f5f7fa';

export interface WindowOptions {
  readonly state: WindowState;
  readonly hasDeveloperTools: boolean;
  /** That in which the user is asked about what he has not saved. */
  readonly languageNow: () => Language;
  /** The user stays on a page that was to be closed. */
  readonly onKept: () => void;
  /** What the page is given: the preload of the own office, or no more than a session of its own. */
  readonly page: Pick<WebPreferences, 'preload' | 'additionalArguments'> | Required<Pick<WebPreferences, 'session'>>;
}

/** Makes the one window: sandboxed, without Node, where it lay the last time. Nothing is loaded yet. */
export function makeWindow({ state, hasDeveloperTools, languageNow, onKept, page }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...{ ...state.bounds(), ...SMALLEST, show: false, backgroundColor: PAPER, title: 'ديوان' },
    webPreferences: {
      ...{ ...page, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
      ...{ spellcheck: false, devTools: hasDeveloperTools },
    },
  });
  if (state.isMaximized) window.maximize();
  state.follow(window);
  // Shown with its first picture, not as an empty frame.
  window.once('ready-to-show', () => window.show());
  askBeforeLosing(window, languageNow, onKept);
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.reload();
  });
  return window;
}

/** The preload of the own office, which is told the version of the program. */
export function withPreload(preload: string, version: string): WindowOptions['page'] {
  return { preload, additionalArguments: [VERSION_ARGUMENT + version] };
}

/** The app's own paths stand behind the number sign: there is one page, whatever it shows. */
export function addressOf(base: string, path: string): string {
  return path === '/' ? base : `${base}#${path}`;
}

/** Brings the window before the user's eyes. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
