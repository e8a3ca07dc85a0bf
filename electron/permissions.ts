import type { Session } from 'electron';
import { isOwnAddress } from './origin.ts';

/** Copying a cell is the only thing that the app asks a browser for; camera, place, notices and the rest are refused. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Refuses every permission that is not in the list, whoever asks; the app's own page included. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(granted.has(permission) && isOwnAddress(contents.getURL()));
  });
  session.setPermissionCheckHandler((contents, permission) => {
    return granted.has(permission) && contents !== null && isOwnAddress(contents.getURL());
  });
  session.setDevicePermissionHandler(() => false);
}
