import { shellAddress, WEB_ORIGIN } from './double/addresses.ts';
import type { ElectronDouble } from './double/electron.ts';
import { launch, type LaunchOptions } from './double/launch.ts';
import type { DesktopApp } from './desktop-app.ts';

/** The app in the double, with the double itself for tests that look behind the shell. */
export interface DoubleApp extends DesktopApp {
  readonly electron: ElectronDouble;
}

export async function startInDouble(options: LaunchOptions): Promise<DoubleApp> {
  const electron = await launch(options);
  const page = await (await electron.firstWindow).webContents.page;
  await page.waitForURL(`${WEB_ORIGIN}/**`);
  return {
    electron,
    page,
    address: async () => shellAddress(page.url()),
    menuLabel: async (id) => electron.menuItem(id).label ?? '',
    clickMenu: async (id) => electron.menuItem(id).click?.(),
    answerDialogs: async (path) => {
      electron.dialog.savePath = path;
      electron.dialog.openPath = path;
    },
    openedOutside: async () => electron.opened,
    startAgain: async (argv) => void electron.app.emit('second-instance', {}, argv, '/'),
    crashOffice: async () => electron.utilities.last?.crash(),
    setBounds: async (bounds) => electron.window.setBounds(bounds),
    bounds: async () => electron.window.getNormalBounds(),
    quit: async () => {
      electron.leavesUnsaved();
      electron.app.quit();
      await electron.leave();
    },
  };
}
