import { _electron, type ElectronApplication } from '@playwright/test';
import type { DesktopApp } from './desktop-app.ts';

export interface RealOptions {
  readonly executablePath: string;
  readonly appFolder: string;
  readonly userData: string;
  readonly argv: readonly string[];
}

/** The app in the real Electron. Its dialogs are answered and its browser is watched from inside its main process. */
export async function startInElectron({ executablePath, appFolder, userData, argv }: RealOptions): Promise<DesktopApp> {
  const args = [appFolder, `--user-data-dir=${userData}`, ...argv];
  const app = await _electron.launch({ executablePath, args });
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { diwanOpened: opened });
    shell.openExternal = async (address) => void opened.push(address);
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return {
    page,
    address: async () => page.url(),
    menuLabel: (id) =>
      app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.label ?? '', id),
    clickMenu: (id) =>
      app.evaluate(({ Menu }, wanted) => void Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id),
    answerDialogs: (path) => answerDialogs(app, path),
    openedOutside: () => app.evaluate(() => (globalThis as unknown as { diwanOpened: string[] }).diwanOpened),
    startAgain: (again) =>
      app.evaluate(({ app: own }, list) => void own.emit('second-instance', {}, list, '/'), [...again]),
    crashOffice: () =>
      app.evaluate(({ app: own }) => {
        const office = own
          .getAppMetrics()
          .find(({ serviceName, name }) => [serviceName, name].includes('Diwan Office'));
        if (office) process.kill(office.pid, 'SIGKILL');
      }),
    setBounds: (bounds) =>
      app.evaluate(({ BrowserWindow }, next) => BrowserWindow.getAllWindows()[0]?.setBounds(next), bounds),
    bounds: () =>
      app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        if (!window) throw new Error('There is no window.');
        return window.getNormalBounds();
      }),
    quit: () => app.close(),
  };
}

async function answerDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    const filePaths = answer === null ? [] : [answer];
    dialog.showSaveDialog = async () => ({ canceled: answer === null, filePath: answer ?? '' });
    dialog.showOpenDialog = async () => ({ canceled: answer === null, filePaths });
  }, path);
}
