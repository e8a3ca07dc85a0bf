import type { PackageKind, ReadyRelease } from '#kernel/sync/release.ts';
import type { Problem } from '#kernel/verdict.ts';

/** What the main process tells the office process. A port travels beside the message `port`. */
export type ToOffice =
  | {
      readonly type: 'open';
      readonly folder: string;
      readonly version: string;
      /** How this PC was given the program; null where nothing renews it. */
      readonly packageKind: PackageKind | null;
      readonly isDemonstration: boolean;
      readonly isSharedOnLan: boolean;
      readonly secret: OfficeKey;
      /** The desktop session's half that the previous office process held, so that a crash signs nobody out. */
      readonly cookie: string | null;
    }
  | { readonly type: 'port' }
  | { readonly type: 'close' };

/** How the office is unlocked. A passphrase or recovery code is only asked for when this PC has lost its key. */
export type OfficeKey =
  | { readonly kind: 'demonstration' }
  | { readonly kind: 'key'; readonly dataKey: Uint8Array }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** What the office process answers. */
export type FromOffice =
  /** The address of updates is empty in an office that is linked to the data centre: that one alone renews its program. */
  | { readonly type: 'opened'; readonly updateAddress: string; readonly dataKey: Uint8Array | null }
  /** A newer program that the data centre has signed is ready; null when it is offered no longer. */
  | { readonly type: 'release'; readonly release: ReadyRelease | null }
  | { readonly type: 'failed'; readonly problems: readonly Problem[] }
  | { readonly type: 'cookie'; readonly cookie: string | null }
  /** A copy is to be put in the place of the office, or the office to be set aside or just was: close it and open it again. */
  | { readonly type: 'restart' }
  | { readonly type: 'closed' };
