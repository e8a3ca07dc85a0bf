import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { currentSettings, hashPassword } from '#modules/org/index.ts';
import { found, plantDemonstration } from './founding.ts';
import type { Office } from './office.ts';

/** What opens the demonstration office: it holds invented people only, and the sign-in page shows these. */
export const DEMONSTRATION = {
  passphrase: 'diwan-demonstration',
  userName: 'admin',
  password: 'nahrain-2026',
} as const;

/** Fills an empty office with the invented municipality; does nothing when it is filled already. */
export async function foundDemonstrationOffice({ core }: Office): Promise<void> {
  if (currentSettings(core.database.db)) return;
  const backupFolder = join(core.paths.folder, 'backups');
  mkdirSync(backupFolder, { recursive: true });
  const answers = {
    officeNameAr: 'مديرية بلدية النهرين',
    officeNameCkb: 'بەڕێوەبەرایەتی شارەوانی نەهرەین',
    officeNameEn: 'Nahrain Municipality Directorate',
    administratorName: 'سلام عبد الرزاق الجنابي',
    userName: DEMONSTRATION.userName,
    passwordHash: await hashPassword(DEMONSTRATION.password),
    language: 'ar',
    topUnitType: 'ministry',
    backupFolder,
  } as const;
  found(core, answers, plantDemonstration);
}
