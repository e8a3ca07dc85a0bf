import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { implement } from '@orpc/server';
import { refusal } from '#db/refusal.ts';
import { currentSettings, newPasswordHash } from '#modules/org/index.ts';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';
import { found } from '../founding.ts';

const os = implement(contract.setup).$context<OfficeContext>();

export const setupProcedures = os.router({
  found: os.found.handler(async ({ input, context: { core } }) => {
    demandUnfounded(core);
    const { password, ...answers } = input;
    if (answers.backupFolder !== '' && !isUsable(answers.backupFolder)) {
      throw refusal('BACKUP_FOLDER_MISSING', undefined, 'backupFolder');
    }
    const passwordHash = await newPasswordHash(
      core.passwords,
      { userName: answers.userName, nameAr: answers.administratorName },
      password,
    );
    // Somebody else may have founded it while the password was being hashed.
    demandUnfounded(core);
    return { recoveryCode: found(core, { ...answers, passwordHash }) };
  }),

  checkFolder: os.checkFolder.handler(({ input, context: { core } }) => {
    demandUnfounded(core);
    return { isUsable: isUsable(input.path) };
  }),
});

function demandUnfounded(core: OfficeContext['core']): void {
  if (currentSettings(core.database.db)) throw refusal('OFFICE_FOUNDED');
}

/** Is it an existing folder, named in full, into which this program may write? */
function isUsable(path: string): boolean {
  if (!isAbsolute(path) || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return false;
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    // No right to write there: an answer to the question, not a fault.
    return false;
  }
}
