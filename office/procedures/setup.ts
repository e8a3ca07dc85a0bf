import { implement } from '@orpc/server';
import { refusal } from '#db/refusal.ts';
import { isUsableFolder } from '#db/usable-folder.ts';
import { currentSettings, newPasswordHash } from '#modules/org/index.ts';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';
import { found } from '../founding.ts';

const os = implement(contract.setup).$context<OfficeContext>();

export const setupProcedures = os.router({
  found: os.found.handler(async ({ input, context: { core } }) => {
    demandUnfounded(core);
    const { password, ...answers } = input;
    if (answers.backupFolder !== '' && !isUsableFolder(answers.backupFolder)) {
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
    return { isUsable: isUsableFolder(input.path) };
  }),
});

function demandUnfounded(core: OfficeContext['core']): void {
  if (currentSettings(core.database.db)) throw refusal('OFFICE_FOUNDED');
}
