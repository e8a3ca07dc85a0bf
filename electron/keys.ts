import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { safeStorage } from 'electron';
import { newDataKey } from '#db/keyring.ts';
import { officePaths } from '#office/folder.ts';
import type { OfficeKey } from './office-messages.ts';

/** How the office's key was had. `lost`: the office is there, but this PC's copy of its key is not. */
export type KeyAnswer =
  | { readonly kind: 'key'; readonly dataKey: Uint8Array }
  | { readonly kind: 'no_key_store' }
  | { readonly kind: 'lost' };

/**
 * The data key of the office in a folder, sealed beside it by the key store of the operating system (DPAPI on Windows):
 * whoever copies the folder to another PC has not copied the key. A new office gets a new key, which is sealed before
 * anything is written under it.
 */
export function officeKey(folder: string): KeyAnswer {
  if (!hasKeyStore()) return { kind: 'no_key_store' };
  const path = officePaths(folder).sealedKey;
  if (existsSync(path)) return openSealed(path);
  if (existsSync(officePaths(folder).keyring)) return { kind: 'lost' };
  const dataKey = newDataKey();
  sealKey(folder, dataKey);
  return { kind: 'key', dataKey };
}

/**
 * With what the office of a folder is to be opened now: the key that was read, or the recovery code that was asked for
 * in its place, may be that of one that has been set aside since, and the one to come has its own. Throws where that
 * cannot be sealed.
 */
export function keyNow(folder: string, known: OfficeKey): OfficeKey {
  if (known.kind === 'demonstration') return known;
  const now = officeKey(folder);
  return now.kind === 'key' ? now : known;
}

/** Seals the key for this user of this PC. */
export function sealKey(folder: string, dataKey: Uint8Array): void {
  const path = officePaths(folder).sealedKey;
  const sealed = safeStorage.encryptString(Buffer.from(dataKey).toString('base64'));
  writeFileSync(`${path}.new`, sealed, { flush: true, mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function openSealed(path: string): KeyAnswer {
  try {
    const dataKey = Buffer.from(safeStorage.decryptString(readFileSync(path)), 'base64');
    return dataKey.length === 32 ? { kind: 'key', dataKey } : { kind: 'lost' };
  } catch {
    // Sealed by another user or PC, or damaged: the recovery code opens the office, and the key is sealed anew.
    return { kind: 'lost' };
  }
}

/** On a Linux without a key store Electron would "seal" with a key that everybody knows; that is none. */
function hasKeyStore(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
