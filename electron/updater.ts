const CHECK_EVERY_MILLISECONDS = 4 * 60 * 60_000;

/**
 * Looks for a newer program at the address in the office's settings: offices have no internet, the data centre serves
 * updates. Does nothing without an address, and refuses one that is not https. An update is installed when the user quits.
 */
export async function watchForUpdates(address: string, report: (error: unknown) => void): Promise<void> {
  if (!isUpdateAddress(address)) return;
  // Loaded only here: it wants a packed app, and asks Electron for things that tests and demonstrations lack.
  const { default: updater } = await import('electron-updater');
  const { autoUpdater } = updater;
  autoUpdater.setFeedURL({ provider: 'generic', url: address });
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.on('error', report);
  const check = (): void => void autoUpdater.checkForUpdates().catch(report);
  check();
  setInterval(check, CHECK_EVERY_MILLISECONDS).unref();
}

/** Only https: whoever could answer in the place of the data centre could install a program of his own. */
export function isUpdateAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}
