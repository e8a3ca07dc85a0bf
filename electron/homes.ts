import type { Session, WebContents } from 'electron';
import { isOwnAddress } from './origin.ts';

export type IsHome = (address: string) => boolean;

/** Where the pages of each session are at home: the app's own unless it was said otherwise. */
export class Homes {
  readonly #bySession = new WeakMap<Session, IsHome>();

  settle(session: Session, isHome: IsHome): void {
    this.#bySession.set(session, isHome);
  }

  has(contents: WebContents, address: string): boolean {
    const isHome = this.#bySession.get(contents.session) ?? isOwnAddress;
    return isHome(address);
  }
}
