/**
 * Chromium outside Electron knows no `app://`, so `app://diwan` lives on this origin and other hosts of the scheme on
 * origins made like it. They lead nowhere, and the shell's code never sees them.
 */
export const WEB_ORIGIN = 'https://diwan.test';

/** The address that the page has, as the shell would see it. */
export function shellAddress(address: string): string {
  return address.replace(/^https:\/\/(\w+)\.test\//, 'app://$1/');
}

/** The address that the shell asks for, as the page can have it. */
export function pageAddress(address: string): string {
  return address.replace(/^app:\/\/(\w+)\//, 'https://$1.test/');
}
