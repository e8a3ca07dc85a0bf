import type { Session } from 'electron';
import type { IsHome } from './homes.ts';

/** Copying a cell is the only thing that the app asks a browser for; camera, place, notices and the rest are refused. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Refuses every permission that is not in the list, whoever asks; the app's own page included. */
export function guardPermissions(session: Session, isHome: IsHome): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(granted.has(permission) && isHome(contents.getURL()));
  });
  session.setPermissionCheckHandler((contents, permission) => {
    return granted.has(permission) && contents !== null && isHome(contents.getURL());
  });
  session.setDevicePermissionHandler(() => false);
}
