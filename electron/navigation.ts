import { shell, type App, type WebContents } from 'electron';
import type { Homes } from './homes.ts';
import { isAllowedOutside } from './origin.ts';

/** No page of this program, whichever it is, leaves its home, opens a window or holds a foreign frame. */
export function guardNavigation(app: App, homes: Homes): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, homes));
}

/** Opens an allowed address in the user's browser; returns whether it was allowed. */
export function openOutside(address: string): boolean {
  if (!isAllowedOutside(address)) return false;
  void shell.openExternal(address);
  return true;
}

function confine(contents: WebContents, homes: Homes): void {
  contents.on('will-navigate', (event) => {
    if (homes.has(contents, event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!homes.has(contents, event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    // A preview is a frame around what the page itself made.
    const made = event.url.startsWith('blob:') ? event.url.slice('blob:'.length) : event.url;
    if (!homes.has(contents, made)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}
