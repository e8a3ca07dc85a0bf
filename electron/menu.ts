import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from './config.ts';
import { textIn, type TextKey } from './texts.ts';

/** What the menu asks the shell to do; `perform` hands an action to the window by its id. */
export interface MenuWork {
  perform(actionId: string): void;
  print(): void;
  savePdf(): void;
  share(isShared: boolean): void;
  about(): void;
  quit(): void;
}

/** The window's menu, in the user's language. Called again when the language or a setting changes. */
export function setMenu(state: { readonly language: Language; readonly isSharedOnLan: boolean }, work: MenuWork): void {
  const menus = [
    fileMenu(state, work),
    editMenu(state, work),
    viewMenu(state),
    accountMenu(state, work),
    helpMenu(state, work),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}

type State = Parameters<typeof setMenu>[0];
const separator = { type: 'separator' } as const;

function fileMenu({ language, isSharedOnLan }: State, work: MenuWork): MenuItemConstructorOptions {
  return menu(language, 'menu.file', [
    item(language, 'menu.home', () => work.perform('home')),
    separator,
    { ...item(language, 'menu.print', () => work.print()), accelerator: 'CommandOrControl+P' },
    item(language, 'menu.savePdf', () => work.savePdf()),
    separator,
    {
      ...item(language, 'menu.share', () => work.share(!isSharedOnLan)),
      ...{ type: 'checkbox', checked: isSharedOnLan },
    },
    separator,
    { ...item(language, 'menu.quit', () => work.quit()), accelerator: 'CommandOrControl+Q' },
  ]);
}

/** No role for undo: inside a field the browser takes back letters by itself, outside the desk takes back a change. */
function editMenu({ language }: State, work: MenuWork): MenuItemConstructorOptions {
  return menu(language, 'menu.edit', [
    item(language, 'menu.undoChange', () => work.perform('undo')),
    separator,
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
