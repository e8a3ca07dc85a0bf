import { dialog, ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { CHANNELS } from './channels.ts';
import { languageSchema, type ConfigFile, type Language } from './config.ts';
import { openOutside } from './navigation.ts';
import type { OfficeProcess } from './office-process.ts';
import { isOwnAddress } from './origin.ts';
import { PdfInPortions, pdfOptionsSchema, printOnPaper, savePdf } from './printing.ts';

export interface IpcOptions {
  readonly window: () => BrowserWindow | null;
  readonly office: OfficeProcess;
  readonly config: ConfigFile;
  readonly onLanguage: (language: Language) => void;
  /** Installs the newer program that is ready; false where none is. */
  readonly onInstall: () => Promise<boolean>;
}

/** Everything that the window can ask of the main process. Each message is checked: who sent it, and what it holds. */
export function answerWindow({ window, office, config, onLanguage, onInstall }: IpcOptions): void {
  const from = (event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow => {
    const own = window();
    const frame = event.senderFrame;
    const isOurs = own !== null && event.sender === own.webContents && frame === own.webContents.mainFrame;
    if (!isOurs || !isOwnAddress(frame.url)) throw new Error('A message from somewhere else was refused.');
    return own;
  };
  ipcMain.on(CHANNELS.connect, (event) => office.connect(from(event).webContents));
  ipcMain.on(CHANNELS.setLanguage, (event, language: unknown) => {
    from(event);
    onLanguage(languageSchema.parse(language));
  });
  ipcMain.handle(CHANNELS.printToPdf, async (event, options: unknown) =>
    savePdf(from(event), pdfOptionsSchema.parse(options), config.current.language),
  );
  const portions = new PdfInPortions();
  ipcMain.handle(CHANNELS.beginPdf, async (event, options: unknown) =>
    portions.begin(from(event), pdfOptionsSchema.parse(options), config.current.language),
  );
  ipcMain.handle(CHANNELS.addToPdf, async (event) => portions.add(from(event)));
  ipcMain.handle(CHANNELS.finishPdf, async (event) => {
    from(event);
    return portions.finish();
  });
  ipcMain.handle(CHANNELS.dropPdf, (event) => {
    from(event);
    portions.drop();
  });
  ipcMain.handle(CHANNELS.print, async (event) => printOnPaper(from(event)));
  ipcMain.handle(CHANNELS.installUpdate, async (event) => {
    from(event);
    return onInstall();
  });
  ipcMain.handle(CHANNELS.chooseFolder, async (event) => chooseFolder(from(event)));
  ipcMain.handle(CHANNELS.openExternal, (event, url: unknown) => {
    from(event);
    openOutside(z.string().max(2000).parse(url));
  });
}

async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
