/** The one place that the window's code comes from. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'diwan';
export const APP_ADDRESS = `${APP_SCHEME}://${APP_HOST}/`;

/** Is this address inside our own app? Compared by its parsed parts: a prefix would let `app://diwan.evil` in. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** Where links in the app may lead in the user's browser: places of the state that offices are sent to. */
export const EXTERNAL_ORIGINS: readonly string[] = [
  'https://moj.gov.iq',
  'https://www.moj.gov.iq',
  'https://ur.gov.iq',
];

/** May this address be opened in the user's browser? Only https, and only an origin that equals one of the list. */
export function isAllowedOutside(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return EXTERNAL_ORIGINS.includes(url.origin);
}
