import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { PORT_MESSAGE, type DesktopShell } from '#renderer/shell.ts';
import { CHANNELS, VERSION_ARGUMENT } from './channels.ts';

/** What the window is given: this object, and one port to the office service when it asks. */
const shell: DesktopShell = Object.freeze({
  platform: 'electron',
  version: process.argv.find((entry) => entry.startsWith(VERSION_ARGUMENT))?.slice(VERSION_ARGUMENT.length) ?? '',
  connect: () => ipcRenderer.send(CHANNELS.connect),
  printToPdf: (options) => ipcRenderer.invoke(CHANNELS.printToPdf, options) as Promise<boolean>,
  beginPdf: (options) => ipcRenderer.invoke(CHANNELS.beginPdf, options) as Promise<boolean>,
  addToPdf: () => ipcRenderer.invoke(CHANNELS.addToPdf) as Promise<void>,
  finishPdf: () => ipcRenderer.invoke(CHANNELS.finishPdf) as Promise<void>,
  dropPdf: () => ipcRenderer.invoke(CHANNELS.dropPdf) as Promise<void>,
  print: () => ipcRenderer.invoke(CHANNELS.print) as Promise<boolean>,
  chooseFolder: () => ipcRenderer.invoke(CHANNELS.chooseFolder) as Promise<string | null>,
  onMenu: (listener) => listen(CHANNELS.menu, (value) => listener(String(value))),
  onDeepLink: hearDeepLinks,
  setLanguage: (language) => ipcRenderer.send(CHANNELS.setLanguage, language),
  openExternal: (url) => ipcRenderer.invoke(CHANNELS.openExternal, url) as Promise<void>,
  installUpdate: () => ipcRenderer.invoke(CHANNELS.installUpdate) as Promise<boolean>,
  onOfficeRestarted: (listener) => listen(CHANNELS.officeRestarted, () => listener()),
} satisfies DesktopShell);

contextBridge.exposeInMainWorld('diwan', shell);

// A port cannot pass through the bridge; it passes through a message of the window to itself.
ipcRenderer.on(CHANNELS.port, (event) => {
  window.postMessage({ type: PORT_MESSAGE }, window.location.origin, [...event.ports]);
});

/** A link that came while nobody had signed in waits for the first listener; only the last one counts. */
let waitingPath: string | null = null;
let hearPath: ((path: string) => void) | null = null;

ipcRenderer.on(CHANNELS.deepLink, (_event, path) => {
  if (hearPath) hearPath(String(path));
  else waitingPath = String(path);
});

function hearDeepLinks(listener: (path: string) => void): () => void {
  hearPath = listener;
  if (waitingPath !== null) listener(waitingPath);
  waitingPath = null;
  return () => {
    if (hearPath === listener) hearPath = null;
  };
}

function listen(channel: string, hear: (value: unknown) => void): () => void {
  const heard = (_event: IpcRendererEvent, value: unknown): void => hear(value);
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.removeListener(channel, heard);
}
