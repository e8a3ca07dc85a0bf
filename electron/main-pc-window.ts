import { dialog, type BrowserWindow } from 'electron';
import type { Language } from './config.ts';
import type { Homes } from './homes.ts';
import { isAtMainPc, type CertificateVerdict, type MainPc } from './main-pc.ts';
import { pinnedSession } from './pinned-session.ts';
import { textIn, type TextKey } from './texts.ts';
import { addressOf, makeWindow } from './window.ts';
import type { WindowState } from './window-state.ts';

/** Chromium's number for a load that another one replaced. */
const REPLACED = -3;

export interface MainPcWindowOptions {
  readonly mainPc: MainPc;
  readonly homes: Homes;
  readonly state: WindowState;
  readonly hasDeveloperTools: boolean;
  readonly languageNow: () => Language;
  readonly onKept: () => void;
  readonly path: string;
  /** Asks for the main PC anew. */
  readonly onJoin: () => void;
  /** Goes back to the office of this PC. */
  readonly onLeave: () => void;
  readonly onQuit: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * The window on the office of another PC: the app as that PC serves it to browsers, over TLS, with nothing of this
 * program inside. Says so when the PC is not reached, and when it shows another certificate than the one compared.
 */
export async function openMainPcWindow(options: MainPcWindowOptions): Promise<BrowserWindow> {
  const { mainPc, homes, state, hasDeveloperTools, languageNow, onKept } = options;
  let isAsking = false;
  const ask = (question: () => Promise<void>): void => {
    if (isAsking) return;
    isAsking = true;
    question()
      .catch(options.onError)
      .finally(() => (isAsking = false));
  };
  // Chromium asks once for each certificate, so a second load fails without asking.
  let shown: CertificateVerdict = { kind: 'main_pc' };
  const say = (): void =>
    ask(() => (shown.kind === 'other' ? askAboutOther(options, shown.found) : askAboutSilence(options, load)));
  const own = await pinnedSession(mainPc, (verdict) => {
    shown = verdict;
    if (verdict.kind === 'other') say();
  });
  homes.settle(own, (address) => isAtMainPc(mainPc, address));
  const window = makeWindow({ state, hasDeveloperTools, languageNow, onKept, page: { session: own } });
  function load(): void {
    void window.loadURL(addressOf(`${mainPc.address}/`, options.path));
  }
  window.webContents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => {
    if (isMainFrame && code !== REPLACED) say();
  });
  load();
  return window;
}

/** Never goes on by itself: whoever answers there is not whom the user compared. */
async function askAboutOther(options: MainPcWindowOptions, found: string | null): Promise<void> {
  const { mainPc, onJoin, onLeave, onQuit } = options;
  const chosen = await choose(options, {
    ...{ type: 'error', message: 'mainPc.otherTitle', detail: 'mainPc.other', preferred: 2 },
    values: { address: mainPc.address, known: mainPc.fingerprint, found: found ?? '—' },
    buttons: ['mainPc.compare', 'mainPc.leave', 'dialog.quit'],
  });
  [onJoin, onLeave, onQuit][chosen]?.();
}

async function askAboutSilence(options: MainPcWindowOptions, again: () => void): Promise<void> {
  const { mainPc, onJoin, onLeave, onQuit } = options;
  const chosen = await choose(options, {
    ...{ type: 'warning', message: 'mainPc.silentTitle', detail: 'mainPc.silent', preferred: 0 },
    values: { address: mainPc.address },
    buttons: ['mainPc.again', 'mainPc.otherAddress', 'mainPc.leave', 'dialog.quit'],
  });
  [again, onJoin, onLeave, onQuit][chosen]?.();
}

interface Question {
  readonly type: 'error' | 'warning';
  readonly message: TextKey;
  readonly detail: TextKey;
  readonly values: Readonly<Record<string, string>>;
  readonly buttons: readonly TextKey[];
  readonly preferred: number;
}

/** The number of the button; closing the dialog counts as the last one. */
async function choose({ languageNow }: MainPcWindowOptions, question: Question): Promise<number> {
  const language = languageNow();
  const { type, message, detail, values, buttons, preferred } = question;
  const filled = textIn(language, detail).replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
  const { response } = await dialog.showMessageBox({
    ...{ type, noLink: true, defaultId: preferred, cancelId: buttons.length - 1, detail: filled },
    message: textIn(language, message),
    buttons: buttons.map((key) => textIn(language, key)),
  });
  return response;
}
