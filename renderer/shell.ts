/**
 * What the preload of the desktop shell puts on the window, and nothing more. In a browser it is absent: the same
 * app then speaks HTTP to the office service.
 */
export interface DesktopShell {
  readonly platform: 'electron';
  readonly version: string;
  /** Asks for a port to the office service; it arrives as a window message, see `PORT_MESSAGE`. */
  connect(): void;
  /** Saves the window's print view as a PDF where the user says; false when he cancels. */
  printToPdf(options: PdfOptions): Promise<boolean>;
  /** Begins a PDF in portions: asks where it is to lie; false when the user cancels. Ends one that was begun before. */
  beginPdf(options: PdfOptions): Promise<boolean>;
  /** Adds the window's print view, as it now stands, behind the pages that the PDF has. */
  addToPdf(): Promise<void>;
  /** Writes the PDF where the user said. Until then nothing lies there. */
  finishPdf(): Promise<void>;
  /** Gives the begun PDF up. */
  dropPdf(): Promise<void>;
  /** Prints on paper through the system's dialog; false when he cancels. */
  print(): Promise<boolean>;
  /** The folder that the user picked, or null. */
  chooseFolder(): Promise<string | null>;
  /** Tells which action the user chose in the window's menu; returns how to stop listening. */
  onMenu(listener: (actionId: string) => void): () => void;
  /** Tells which path a `diwan://` link asks for. */
  onDeepLink(listener: (path: string) => void): () => void;
  /** The language of menus and dialogs. */
  setLanguage(language: 'ar' | 'ckb' | 'en'): void;
  openExternal(url: string): Promise<void>;
  /** Ends the program, installs the newer one that is ready and starts it; false, and nothing is ended, where none is. */
  installUpdate(): Promise<boolean>;
  /** The office service stopped by itself and runs again; a new port follows. */
  onOfficeRestarted(listener: () => void): () => void;
}

export interface PdfOptions {
  readonly title: string;
  readonly landscape: boolean;
  readonly pageSize: 'A5' | 'A4' | 'A3';
}

/** The window message that carries a port to the office service. */
export const PORT_MESSAGE = 'diwan:port';

declare global {
  interface Window {
    readonly diwan?: DesktopShell;
  }
}

/** The desktop shell around this window, or null in a browser. */
export const shell: DesktopShell | null = typeof window === 'undefined' ? null : (window.diwan ?? null);
