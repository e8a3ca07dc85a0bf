import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { writeWhole } from '#db/durable.ts';
import { keyringSchema, newDataKey, unwrapKey, wrapKey, type Keyring } from '#db/keyring.ts';
import { guarded } from '#db/errors.ts';
import { refusal } from '#db/refusal.ts';

/** Where everything of one office lies. The folder is the office: copy it and its key, and you have copied it. */
export interface OfficePaths {
  readonly folder: string;
  readonly database: string;
  readonly keyring: string;
  readonly files: string;
  /** Chunks of files that are on their way here; in no backup. */
  readonly arriving: string;
  readonly logs: string;
  /** Copies made before a migration. */
  readonly before: string;
  readonly certificate: string;
  /** How the data centre is reached from this PC; in no backup. */
  readonly dataCentre: string;
  /** The key of an invitation whose answer has not come yet. */
  readonly pendingLink: string;
  readonly sentinel: string;
  /** The chunks of an office that is being fetched. */
  readonly snapshot: string;
  /** The installer of a newer program, on its way or here; in no backup. */
  readonly release: string;
  /** Names the copy that takes the office's place when it opens next. */
  readonly pendingRestore: string;
  /** The data key as the key store of the system has sealed it; only where the desktop keeps one. */
  readonly sealedKey: string;
  /** Offices that were here before this PC went to another one, a folder each. */
  readonly setAside: string;
  /** Names the folder into which the office goes when it opens next. */
  readonly pendingSettingAside: string;
}

export function officePaths(folder: string): OfficePaths {
  return {
    folder,
    database: join(folder, 'office.db'),
    keyring: join(folder, 'office.keyring.json'),
    files: join(folder, 'files'),
    arriving: join(folder, 'arriving'),
    logs: join(folder, 'logs'),
    before: join(folder, 'before-migration'),
    certificate: join(folder, 'lan-certificate.json'),
    dataCentre: join(folder, 'data-centre.json'),
    pendingLink: join(folder, 'data-centre.pending'),
    sentinel: join(folder, 'sentinel.json'),
    snapshot: join(folder, 'fetching'),
    release: join(folder, 'release'),
    pendingRestore: join(folder, 'restore.json'),
    sealedKey: join(folder, 'office.key'),
    setAside: join(folder, 'set-aside'),
    pendingSettingAside: join(folder, 'set-aside.json'),
  };
}

/** How the office's key is had: from a passphrase that somebody knows, or from the key store of the system. */
export type OfficeSecret =
  { readonly kind: 'passphrase'; readonly passphrase: string } | { readonly kind: 'key'; readonly dataKey: Buffer };

/**
 * The data key of the office. In an empty folder it is made, and sealed under the passphrase where there is one.
 * Refuses `DATABASE_WRONG_KEY`, and `DATABASE_CANNOT_OPEN` for a database whose keyring is missing.
 */
export function unlockFolder(paths: OfficePaths, secret: OfficeSecret): { dataKey: Buffer; officeId: string } {
  return guarded(() => {
    mkdirSync(paths.folder, { recursive: true });
    if (!existsSync(paths.keyring)) {
      if (existsSync(paths.database)) throw refusal('DATABASE_CANNOT_OPEN');
      return createKeyring(paths, secret);
    }
    const keyring = readKeyring(paths);
    const dataKey = secret.kind === 'key' ? secret.dataKey : unwrapKey(keyring, secret.passphrase);
    return { dataKey, officeId: keyring.office };
  });
}

/**
 * An office that was founded and has no database has lost it: an empty new one in its place would hide that. Refuses
 * `DATABASE_MISSING`.
 */
export function demandDatabase(paths: OfficePaths): void {
  if (!existsSync(paths.database) && isFounded(paths)) throw refusal('DATABASE_MISSING');
}

/** Was the office of this keyring founded? Its key has a recovery code since. */
export function isFounded(paths: OfficePaths): boolean {
  return readKeyring(paths).wraps.some(({ kind }) => kind === 'recovery');
}

/** Seals the key under one more secret, in the place of an older one of the same kind. */
export function addWrap(paths: OfficePaths, dataKey: Buffer, kind: 'passphrase' | 'recovery', secret: string): void {
  const keyring = readKeyring(paths);
  writeKeyring(paths, {
    ...keyring,
    wraps: [...keyring.wraps.filter((wrap) => wrap.kind !== kind), wrapKey(dataKey, kind, secret)],
  });
}

export function readKeyring(paths: Pick<OfficePaths, 'keyring'>): Keyring {
  return guarded(() => {
    const parsed = keyringSchema.safeParse(parseJson(readFileSync(paths.keyring, 'utf8')));
    if (!parsed.success) throw refusal('DATABASE_CANNOT_OPEN');
    return parsed.data;
  });
}

function createKeyring(paths: OfficePaths, secret: OfficeSecret): { dataKey: Buffer; officeId: string } {
  const dataKey = secret.kind === 'key' ? secret.dataKey : newDataKey();
  const officeId = randomUUID();
  const wraps = secret.kind === 'passphrase' ? [wrapKey(dataKey, 'passphrase', secret.passphrase)] : [];
  writeKeyring(paths, { version: 1, office: officeId, wraps });
  return { dataKey, officeId };
}

/** The old keyring or the new one, never half of it: without its keyring an office is lost. */
function writeKeyring(paths: OfficePaths, keyring: Keyring): void {
  writeWhole(paths.keyring, JSON.stringify(keyring, null, 2));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema refuses `null` with the message that fits.
    return null;
  }
}
