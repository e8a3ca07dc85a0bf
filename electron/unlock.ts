import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dialog } from 'electron';
import type { Config } from './config.ts';
import { officeKey } from './keys.ts';
import type { OfficeKey } from './office-messages.ts';
import { textIn } from './texts.ts';

const LARGEST_CODE_FILE = 10_000;

/**
 * How the office of this PC is unlocked, or null when the user gave up. Tells him clearly when the system has no key
 * store, and asks for the recovery code when this PC no longer has the key.
 */
export async function unlockOffice({ officeFolder, isDemonstration, language }: Config): Promise<OfficeKey | null> {
  if (isDemonstration) return { kind: 'demonstration' };
  mkdirSync(officeFolder, { recursive: true });
  const key = officeKey(officeFolder);
  switch (key.kind) {
    case 'key':
      return key;
    case 'no_key_store':
      dialog.showErrorBox(textIn(language, 'failure.title'), textIn(language, 'failure.noKeyStore'));
      return null;
    case 'lost': {
      const passphrase = await askForRecoveryCode(language);
      return passphrase === null ? null : { kind: 'passphrase', passphrase };
    }
  }
}

async function askForRecoveryCode(language: Config['language']): Promise<string | null> {
  const { response } = await dialog.showMessageBox({
    ...{ type: 'warning', noLink: true, cancelId: 1, defaultId: 0 },
    message: textIn(language, 'failure.title'),
    detail: textIn(language, 'failure.keyLost'),
    buttons: [textIn(language, 'dialog.chooseRecovery'), textIn(language, 'dialog.quit')],
  });
  if (response !== 0) return null;
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [{ name: textIn(language, 'dialog.recoveryFile'), extensions: ['txt'] }],
  });
  const [path] = filePaths;
  if (canceled || path === undefined || statSync(path).size > LARGEST_CODE_FILE) return null;
  return readFileSync(path, 'utf8').trim();
}
