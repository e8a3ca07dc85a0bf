import { implement } from '@orpc/server';
import { isNull } from 'drizzle-orm';
import { demand, refusal } from '#db/refusal.ts';
import { isUsableFolder } from '#db/usable-folder.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { contract, type OfficeSettings } from '../contract.ts';
import { office } from '../schema.ts';

const os = implement(contract.office).$context<Context>();

export const officeProcedures = os.router({
  get: os.get.handler(({ context }) => {
    const row = currentOffice(context);
    const edit = mayAt(context.access, 'org.office.edit', null);
    // Where the office keeps its copies and scans is nobody's concern but of those who set it.
    const settings = edit.ok ? row.settings : { ...row.settings, ...hiddenPlaces };
    return { ...row, settings, can: { edit } };
  }),

  edit: os.edit.handler(({ input, context }) => {
    // The settings belong to no unit: whoever holds the right in one department only does not change them.
    demand(mayAt(context.access, 'org.office.edit', null));
    const { revision, ...patch } = input;
    const { id, settings } = currentOffice(context);
    demandFolders(settings, input.settings);
    return context.write('org.office.edit', (tx) => {
      tx.update(office, id, patch, { revision });
      return { revision: tx.get(office, id).revision };
    });
  }),
});

const folders = [
  { field: 'backupFolder', problem: 'BACKUP_FOLDER_MISSING' },
  { field: 'scannerFolder', problem: 'SCANNER_FOLDER_MISSING' },
] as const;

/** A folder that is newly set must be there. One that was set may be gone for a while, as a stick that is pulled out. */
function demandFolders(before: OfficeSettings, after: OfficeSettings): void {
  for (const { field, problem } of folders) {
    const path = after[field];
    if (path !== '' && path !== before[field] && !isUsableFolder(path)) throw refusal(problem, undefined, field);
  }
}

const hiddenPlaces = { backupFolder: '', scannerFolder: '', updateAddress: '' } satisfies Partial<OfficeSettings>;

/** The one row of the office; it is there from the founding on. */
export function currentOffice({ db }: Pick<Context, 'db'>): typeof office.$inferSelect {
  const row = db.select().from(office).where(isNull(office.deletedAt)).get();
  if (!row) throw refusal('NOT_FOUND');
  return row;
}
