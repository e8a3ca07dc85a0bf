import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from './config.ts';
import { textIn, type TextKey } from './texts.ts';

/** What the menu asks the shell to do; `perform` hands an action to the window by its id. */
export interface MenuWork {
  perform(actionId: string): void;
  print(): void;
  savePdf(): void;
  share(isShared: boolean): void;
  /** Opens the office of another PC. */
  join(): void;
  /** Goes back to the office of this PC. */
  leave(): void;
  about(): void;
  quit(): void;
}

/** Whose office the window shows: the one of this PC, the demonstration on it, or the one of another PC. */
export type ShownOffice = 'own' | 'demonstration' | 'main_pc';

interface State {
  readonly language: Language;
  readonly isSharedOnLan: boolean;
  readonly shown: ShownOffice;
}

/** The window's menu, in the user's language. Called again when the language or a setting changes. */
export function setMenu(state: State, work: MenuWork): void {
  // The page of another PC hears nothing of this program: what the app does by itself stands in its own menus there.
  const isOwnPage = state.shown !== 'main_pc';
  const menus = [
    fileMenu(state, work),
    editMenu(state, work),
    viewMenu(state),
    ...(isOwnPage ? [accountMenu(state, work)] : []),
    helpMenu(state, work),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}

const separator = { type: 'separator' } as const;

function fileMenu(state: State, work: MenuWork): MenuItemConstructorOptions {
  const { language, shown } = state;
  return menu(language, 'menu.file', [
    ...(shown === 'main_pc' ? [] : [item(language, 'menu.home', () => work.perform('home')), separator]),
    { ...item(language, 'menu.print', () => work.print()), accelerator: 'CommandOrControl+P' },
    item(language, 'menu.savePdf', () => work.savePdf()),
    separator,
    ...networkItems(state, work),
    separator,
    { ...item(language, 'menu.quit', () => work.quit()), accelerator: 'CommandOrControl+Q' },
  ]);
}

function networkItems({ language, isSharedOnLan, shown }: State, work: MenuWork): MenuItemConstructorOptions[] {
  const join = item(language, 'menu.join', () => work.join());
  if (shown === 'main_pc') return [join, item(language, 'menu.leave', () => work.leave())];
  const share = {
    ...item(language, 'menu.share', () => work.share(!isSharedOnLan)),
    ...({ type: 'checkbox', checked: isSharedOnLan } as const),
  };
  return shown === 'own' ? [share, join] : [share];
}

/** No role for undo: inside a field the browser takes back letters by itself, outside the desk takes back a change. */
function editMenu({ language, shown }: State, work: MenuWork): MenuItemConstructorOptions {
  const undo = item(language, 'menu.undoChange', () => work.perform('undo'));
  return menu(language, 'menu.edit', [
    ...(shown === 'main_pc' ? [] : [undo, separator]),
    { id: 'menu.cut', role: 'cut', label: textIn(language, 'menu.cut') },
    { id: 'menu.copy', role: 'copy', label: textIn(language, 'menu.copy') },
    { id: 'menu.paste', role: 'paste', label: textIn(language, 'menu.paste') },
    { id: 'menu.selectAll', role: 'selectAll', label: textIn(language, 'menu.selectAll') },
  ]);
}

function viewMenu({ language }: State): MenuItemConstructorOptions {
  return menu(language, 'menu.view', [
    { id: 'menu.reload', role: 'reload', label: textIn(language, 'menu.reload') },
    separator,
    { id: 'menu.zoomIn', role: 'zoomIn', label: textIn(language, 'menu.zoomIn') },
    { id: 'menu.zoomOut', role: 'zoomOut', label: textIn(language, 'menu.zoomOut') },
    { id: 'menu.zoomReset', role: 'resetZoom', label: textIn(language, 'menu.zoomReset') },
    separator,
    { id: 'menu.fullScreen', role: 'togglefullscreen', label: textIn(language, 'menu.fullScreen') },
  ]);
}

function accountMenu({ language }: State, work: MenuWork): MenuItemConstructorOptions {
  return menu(language, 'menu.account', [
    item(language, 'menu.password', () => work.perform('password')),
    item(language, 'menu.lock', () => work.perform('lock')),
    item(language, 'menu.signOut', () => work.perform('signOut')),
  ]);
}

function helpMenu({ language }: State, work: MenuWork): MenuItemConstructorOptions {
  return menu(language, 'menu.help', [item(language, 'menu.about', () => work.about())]);
}

function menu(language: Language, key: TextKey, submenu: MenuItemConstructorOptions[]): MenuItemConstructorOptions {
  return { id: key, label: textIn(language, key), submenu };
}

function item(language: Language, key: TextKey, click: () => void): MenuItemConstructorOptions {
  return { id: key, label: textIn(language, key), click };
}
