import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#db/refusal.ts';
import type { Problem } from '#kernel/verdict.ts';
import { modules } from '#modules/host.ts';
import type { Demonstration, Living } from '#modules/module.ts';
import { accessOfUser, currentSettings, findSignInUser } from '#modules/org/index.ts';
import { assert } from '#kernel/assert.ts';
import type { OfficeCore } from './core.ts';
import { found, plantDemonstration } from './founding.ts';
import type { Office } from './office.ts';
import { contextOfUser } from './router.ts';

/** What opens the demonstration office: it holds invented people only, and the sign-in page shows these. */
export const DEMONSTRATION = {
  passphrase: 'diwan-demonstration',
  userName: 'admin',
  password: 'nahrain-2026',
  employees: 800,
} as const;

/** An office that is invented: what it is called, and from which seed its people come. */
export interface InventedOffice {
  readonly names: { readonly nameAr: string; readonly nameCkb: string; readonly nameEn: string };
  /** Who looks after the office and its users. */
  readonly administrator: string;
  readonly seed: number;
  /** So many of its people are people of the first office too. */
  readonly moonlighters: number;
  /** It writes a catalogue of items of its own: one that stands alone, or the data centre's. */
  readonly hasCatalogue: boolean;
}

/** The office in which everything is shown. */
export const firstDemonstration: InventedOffice = {
  names: {
    nameAr: 'مديرية بلدية النهرين',
    nameCkb: 'بەڕێوەبەرایەتی شارەوانی نەهرەین',
    nameEn: 'Nahrain Municipality Directorate',
  },
  administrator: 'سلام عبد الرزاق الجنابي',
  ...{ seed: 2026, moonlighters: 0, hasCatalogue: true },
};

/** Fills an empty office with the invented municipality; does nothing when it is filled already. */
export async function foundDemonstrationOffice(
  { core }: Office,
  employees = 0,
  { names, administrator, seed, moonlighters, hasCatalogue }: InventedOffice = firstDemonstration,
): Promise<void> {
  if (currentSettings(core.database.db)) return;
  const backupFolder = join(core.paths.folder, 'backups');
  mkdirSync(backupFolder, { recursive: true });
  const answers = {
    ...{ officeNameAr: names.nameAr, officeNameCkb: names.nameCkb, officeNameEn: names.nameEn },
    administratorName: administrator,
    userName: DEMONSTRATION.userName,
    passwordHash: await core.passwords.hash(DEMONSTRATION.password),
    language: 'ar',
    topUnitType: 'ministry',
    backupFolder,
  } as const;
  const demonstration = {
    employees,
    seed,
    hasCatalogue,
    twice: { seed: firstDemonstration.seed, people: moonlighters },
  };
  found(core, answers, plantDemonstration(demonstration));
  const living = { ...demonstration, ...livingIn(core) };
  for (const { live } of modules) await live?.(living);
}

const ASK_MILLISECONDS = 20;

/** The office as its invented users work in it. */
export function livingIn(core: OfficeCore): Omit<Living, keyof Demonstration> {
  const { db } = core.database;
  const userOf = (userName: string): string => {
    const user = findSignInUser(db, { userName });
    assert(user !== null, `The demonstration has no user ${userName}.`);
    return user.id;
  };
  return {
    today: core.today(),
    as: (userName) => {
      const userId = userOf(userName);
      const access = accessOfUser(db, { userId, day: core.today(), known: core.permissions });
      const who = {
        ...{ userId, userName, access, sessionId: null },
        isLocked: false,
        mustChangePassword: false,
        hasSecondFactor: false,
      };
      return contextOfUser(core, who, { permission: '', kind: 'command', isUndoable: false });
    },
    done: async (userName, jobId) => {
      for (;;) {
        const { state, problems } = core.jobs.get(jobId, userOf(userName));
        if (state === 'done') return;
        if (state === 'failed' || state === 'cancelled') throw new Refusal(problems as Problem[]);
        await new Promise((resolve) => setTimeout(resolve, ASK_MILLISECONDS));
      }
    },
  };
}
