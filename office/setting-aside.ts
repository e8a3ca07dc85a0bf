import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { LocalDate } from '#kernel/date.ts';
import { flushFolder, writeWhole } from '#db/durable.ts';
import { isRecoveryCode } from '#db/keyring.ts';
import { refusal } from '#db/refusal.ts';
import { officePaths, readKeyring, unlockFolder, type OfficePaths, type OfficeSecret } from './folder.ts';

/** Nothing that leads out of its folder. */
const wish = z.object({ into: z.string().regex(/^office-\d+-\d{4}-\d{2}-\d{2}(?:-\d+)?$/) });

/**
 * Asks for the office to be set aside when it opens next, since this PC goes to another one: nothing of it is deleted.
 * The database must be closed for that, so the wish is written down, and a power cut between the two only delays it.
 * Returns the name of the folder into which it goes.
 */
export function requestSettingAside(
  paths: OfficePaths,
  { office, day }: { readonly office: number; readonly day: LocalDate },
): string {
  const name = `office-${office}-${day}`;
  let into = name;
  for (let no = 2; existsSync(join(paths.setAside, into)); no += 1) into = `${name}-${no}`;
  writeWhole(paths.pendingSettingAside, JSON.stringify({ into }));
  return into;
}

/**
 * Fulfils the wish, before anything of the folder is opened: all that lies there goes into a folder of its own, which
 * is whole and opens as before. It may be cut off anywhere and goes on at the next opening. Refuses
 * `OFFICE_NOT_SET_ASIDE` where something cannot be moved, and `OFFICE_SET_ASIDE` when it is done and whoever keeps the
 * key must make another one: the key of one office opens no other, and its recovery code, which lies printed in a safe,
 * is no passphrase of the one to come. A wrong passphrase is refused before anything is moved, or it would be that.
 */
export function finishSettingAside(paths: OfficePaths, secret: OfficeSecret): void {
  if (existsSync(paths.pendingSettingAside)) fulfil(paths, secret);
  const isNew = secret.kind === 'passphrase' && !existsSync(paths.keyring);
  if (isNew && isCodeOfOneBefore(paths, secret.passphrase)) throw refusal('OFFICE_SET_ASIDE');
}

function fulfil(paths: OfficePaths, secret: OfficeSecret): void {
  if (secret.kind === 'passphrase' && existsSync(paths.keyring)) unlockFolder(paths, secret);
  try {
    setAside(paths);
  } catch (cause) {
    // Held open by another program, or not to be written: what has gone and what has not is all still there.
    throw Object.assign(refusal('OFFICE_NOT_SET_ASIDE'), { cause });
  }
  if (secret.kind === 'key') throw refusal('OFFICE_SET_ASIDE');
}

/** Also at a later start: a service has its secret from a file, which stays the same. */
function isCodeOfOneBefore({ setAside: place }: OfficePaths, passphrase: string): boolean {
  const folders = existsSync(place) ? readdirSync(place) : [];
  return folders
    .map((name) => officePaths(join(place, name)))
    .some((aside) => existsSync(aside.keyring) && isRecoveryCode(readKeyring(aside), passphrase));
}

function setAside(paths: OfficePaths): void {
  const { into } = wish.parse(JSON.parse(readFileSync(paths.pendingSettingAside, 'utf8')));
  const target = join(paths.setAside, into);
  mkdirSync(target, { recursive: true });
  for (const name of inOrder(paths)) {
    // What is there already has come before; what bears its name here is of the office to come, as a key made since.
    if (!existsSync(join(target, name))) renameSync(join(paths.folder, name), join(target, name));
  }
  for (const folder of [target, paths.setAside, paths.folder]) flushFolder(folder);
  rmSync(paths.pendingSettingAside);
  flushFolder(paths.folder);
}

/**
 * What goes, the keys last: a folder with a keyring and no database is never taken for an empty one, and one with a
 * keyring and no key for one that has lost it.
 */
function inOrder(paths: OfficePaths): readonly string[] {
  const staying = [paths.setAside, paths.pendingSettingAside].map((path) => basename(path));
  const last = [paths.keyring, paths.sealedKey].map((path) => basename(path));
  const names = readdirSync(paths.folder).filter((name) => !staying.includes(name) && !name.startsWith('office.lock'));
  return [...names.filter((name) => !last.includes(name)).sort(), ...last.filter((name) => names.includes(name))];
}
