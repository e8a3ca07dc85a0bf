import type { Page } from '@playwright/test';

/** A started desktop app, in the double or in the real Electron: what the scenarios work with. */
export interface DesktopApp {
  readonly page: Page;
  /** The address that the shell sees. */
  address(): Promise<string>;
  menuLabel(id: string): Promise<string>;
  clickMenu(id: string): Promise<void>;
  /** What the next file dialogs answer; null cancels. */
  answerDialogs(path: string | null): Promise<void>;
  /** Addresses handed to the user's browser. */
  openedOutside(): Promise<readonly string[]>;
  /** A second start of the program with these arguments. */
  startAgain(argv: readonly string[]): Promise<void>;
  /** Kills the process of the office service, as a crash or a power cut would. */
  crashOffice(): Promise<void>;
  setBounds(bounds: { x: number; y: number; width: number; height: number }): Promise<void>;
  bounds(): Promise<{ x: number; y: number; width: number; height: number }>;
  quit(): Promise<void>;
}
