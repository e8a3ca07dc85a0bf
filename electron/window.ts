import { BrowserWindow } from 'electron';
import { VERSION_ARGUMENT } from './channels.ts';
import { APP_ADDRESS } from './origin.ts';
import type { WindowState } from './window-state.ts';

const SMALLEST = { minWidth: 900, minHeight: 600 } as const;
const PAPER = '#f5f7fa';

export interface WindowOptions {
  readonly state: WindowState;
  readonly preload: string;
  readonly version: string;
  readonly hasDeveloperTools: boolean;
  /** The path of the app to begin with, such as `/org/unit`. */
  readonly path: string;
}

/** Opens the one window: sandboxed, without Node, on the app's own origin, where it lay the last time. */
export function openWindow({ state, preload, version, hasDeveloperTools, path }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...{ ...state.bounds(), ...SMALLEST, show: false, backgroundColor: PAPER, title: 'ديوان' },
    webPreferences: {
      ...{ preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
      ...{ spellcheck: false, devTools: hasDeveloperTools, additionalArguments: [VERSION_ARGUMENT + version] },
    },
  });
  if (state.isMaximized) window.maximize();
  state.follow(window);
  // Shown with its first picture, not as an empty frame.
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.reload();
  });
  // The app's own paths stand behind the number sign: there is one page, whatever it shows.
  void window.loadURL(path === '/' ? APP_ADDRESS : `${APP_ADDRESS}#${path}`);
  return window;
}

/** Brings the window before the user's eyes. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
