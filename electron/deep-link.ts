export const LINK_SCHEME = 'diwan';
const LONGEST_PATH = 500;

/**
 * The path of the app that a link like `diwan://open/org/unit/018f…` asks for, or null. Links come from mails and
 * documents: only letters, digits and the few signs of our own paths pass, and no query.
 */
export function pathOfLink(link: string): string | null {
  const url = URL.parse(link);
  if (url === null || url.protocol !== `${LINK_SCHEME}:` || url.host !== 'open') return null;
  const path = url.pathname === '' ? '/' : url.pathname;
  return path.length <= LONGEST_PATH && /^\/(?:[\w-]+(?:\/[\w-]+)*)?$/.test(path) ? path : null;
}

/** The path asked for on a command line: on Windows and Linux the system appends the link to it. */
export function pathOfArguments(argv: readonly string[]): string | null {
  const link = argv.find((entry) => entry.startsWith(`${LINK_SCHEME}://`));
  return link === undefined ? null : pathOfLink(link);
}
