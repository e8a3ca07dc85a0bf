import { eq } from 'drizzle-orm';
import type { OfficeDatabase } from '#db/open.ts';
import type { UsedCodes } from '#modules/org/index.ts';
import { usedCode } from './schema.ts';

/** Kept in this PC's own table: a restart makes no code good again, and the log does not grow with every sign-in. */
export function openUsedCodes({ db }: Pick<OfficeDatabase, 'db'>): UsedCodes {
  return {
    lastOf: (userId) => db.select().from(usedCode).where(eq(usedCode.id, userId)).get()?.step ?? 0,
    note: (userId, step) =>
      void db
        .insert(usedCode)
        .values({ id: userId, step })
        .onConflictDoUpdate({ target: usedCode.id, set: { step } })
        .run(),
  };
}
