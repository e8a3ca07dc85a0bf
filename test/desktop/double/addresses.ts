/**
 * Chromium outside Electron knows no `app://`, so the page lives on this origin, which leads nowhere; the shell's code
 * never sees it.
 */
export const WEB_ORIGIN = 'https://diwan.test';
const APP_ORIGIN = 'app://diwan';

/** The address that the page has, as the shell would see it. */
export function shellAddress(address: string): string {
  return address.startsWith(`${WEB_ORIGIN}/`) ? APP_ORIGIN + address.slice(WEB_ORIGIN.length) : address;
}

/** The address that the shell asks for, as the page can have it. */
export function pageAddress(address: string): string {
  return address.startsWith(`${APP_ORIGIN}/`) ? WEB_ORIGIN + address.slice(APP_ORIGIN.length) : address;
}
