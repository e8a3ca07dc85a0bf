import { eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { commandOf } from '#db/changes.ts';
import type { Actor } from '#db/door.ts';
import { run } from '../schema.ts';
import type { Run } from './visible.ts';

interface Asked {
  readonly runId: string;
  readonly revision: number;
  readonly actor: Actor;
  /** The last command of the work. */
  readonly command: string;
}

/**
 * The run, when this very work was finished and the office was cut off before it could say so: then its last op is the
 * last command of the work, by the one who asked, and nobody has touched the run since. Null otherwise.
 */
export function finishedBefore(db: BetterSQLite3Database, { runId, revision, actor, command }: Asked): Run | null {
  const row = db.select().from(run).where(eq(run.id, runId)).get();
  if (row?.revision !== revision + 1 || row.updatedBy !== actor.userId) return null;
  return commandOf(db, row.seq) === command ? row : null;
}
