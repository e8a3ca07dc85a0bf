import { shell, type App, type WebContents } from 'electron';
import { isAllowedOutside, isOwnAddress } from './origin.ts';

/** No page of this program, whichever it is, leaves the app, opens a window or holds a foreign frame. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

/** Opens an allowed address in the user's browser; returns whether it was allowed. */
export function openOutside(address: string): boolean {
  if (!isAllowedOutside(address)) return false;
  void shell.openExternal(address);
  return true;
}

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (isOwnAddress(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnAddress(event.url) && !event.url.startsWith('blob:app://diwan/')) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}
