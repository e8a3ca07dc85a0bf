import type { FileCarrier } from '#modules/files/index.ts';
import type { Synchroniser } from './synchroniser.ts';

/** The way by which the module of the files has one fetched from the data centre. */
export function carrierOf(sync: Synchroniser): FileCarrier {
  return {
    get isLinked() {
      return sync.isLinked;
    },
    fetch: (sha256) => sync.fetchFile(sha256),
  };
}
