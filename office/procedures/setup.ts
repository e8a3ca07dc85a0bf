import { implement } from '@orpc/server';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import { newRecoveryCode } from '#db/keyring.ts';
import { demand, refusal } from '#db/refusal.ts';
import { isUsableFolder } from '#db/usable-folder.ts';
import {
  administratorsOf,
  currentSettings,
  newPasswordHash,
  storeOwnPassword,
  storeSecondFactor,
  type Administrator,
} from '#modules/org/index.ts';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';
import { addWrap } from '../folder.ts';
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
    const recoveryCode = found(core, { ...answers, passwordHash });
    // An office that is new at the data centre too: whoever founds it is its first administrator.
    core.sync.claim();
    return { recoveryCode };
  }),

  join: os.join.handler(async ({ input, context: { core } }) => {
    // Also while another office is awaited: its PC may have been stopped, or the invitation was the wrong one.
    if (currentSettings(core.database.db)) throw refusal('OFFICE_FOUNDED');
    await core.sync.enrol(demand(readInvitation(input.text)), input.device, false);
    core.restart();
    return {};
  }),

  claim: os.claim.handler(async ({ input: { userId, password }, context: { core } }) => {
    const person = demandClaimant(core, userId);
    const passwordHash = await newPasswordHash(core.passwords, person, password);
    demandClaimant(core, userId);
    core.door.write({ userId }, 'platform.setup.claim', (tx) => {
      storeOwnPassword(tx, userId, passwordHash);
      // It was sealed for the other PC, like the password.
      storeSecondFactor(tx, userId, null);
    });
    const recoveryCode = newRecoveryCode();
    addWrap(core.paths, core.dataKey, 'recovery', recoveryCode);
    core.sync.claim();
    return { recoveryCode };
  }),

  checkFolder: os.checkFolder.handler(({ input, context: { core } }) => {
    demandUnfounded(core);
    return { isUsable: isUsableFolder(input.path) };
  }),
});

/** Only while nobody can sign in yet: an administrator of the office that was taken over. */
function demandClaimant(core: OfficeContext['core'], userId: string): Administrator {
  const isOpen =
    core.sync.state.link?.isClaimed === false &&
    !core.sync.isFetching &&
    currentSettings(core.database.db) !== null &&
    // Somebody has signed in here before: an old copy of the link's file opens nothing again.
    !core.sessions.hasLetIn();
  const found = administratorsOf(core.database.db, core.today()).find(({ id }) => id === userId);
  if (!isOpen || !found) throw refusal('FORBIDDEN');
  return found;
}

function demandUnfounded(core: OfficeContext['core']): void {
  if (currentSettings(core.database.db)) throw refusal('OFFICE_FOUNDED');
  if (core.sync.isFetching) throw refusal('OFFICE_ARRIVING');
}
