import { isNull } from 'drizzle-orm';
import { clearRestoreMark, readRestoreMark } from '#db/backup.ts';
import type { WriteDoor } from '#db/door.ts';
import { openDatabase, type OfficeDatabase } from '#db/open.ts';
import { keepPasswords, passwordsOf, type StoredPassword } from '#modules/org/index.ts';
import type { Devices } from './devices.ts';
import type { Logger } from './log.ts';
import { device } from './schema.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

interface Restored {
  readonly database: OfficeDatabase;
  /** The key of the database, and of the one that it replaced. */
  readonly key: Buffer;
  readonly door: WriteDoor;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly devices: Devices;
  readonly newId: () => string;
  readonly log: Logger;
}

/** The ways in that held until the restore. */
interface WaysIn {
  readonly passwords: ReadonlyMap<string, StoredPassword>;
  readonly devices: ReadonlySet<string>;
}

/**
 * A copy brings back what has been ended since it was made. So after a restore every session is over and every token
 * revoked; a PC stays paired, and a password stays good, only as it was in the database that was replaced. Where that
 * one is gone or cannot be read, no PC stays paired and everybody chooses a new password. Run at every opening; safe to
 * run again after a power cut.
 */
export function closeRestoredWays(office: Restored): void {
  const { database, door, sessions, tokens, devices, log } = office;
  const mark = readRestoreMark(database.path);
  if (!mark) return;
  const before = mark.replaced === null ? null : waysInto(mark.replaced, office.key);
  sessions.endAll();
  tokens.revokeAll();
  devices.revokeAllBut(before?.devices ?? new Set());
  door.writeAll({ userId: office.newId() }, (run) => {
    keepPasswords((part) => run('platform.session.restored', part), {
      db: database.db,
      newer: before?.passwords ?? null,
    });
  });
  sessions.note('', 'restored', '');
  log.warn({ isReplacedKnown: before !== null }, 'sessions and tokens ended after a restore');
  clearRestoreMark(database.path);
}

function waysInto(path: string, key: Buffer): WaysIn | null {
  try {
    const replaced = openDatabase({ path, key, mustExist: true, isReadOnly: true });
    try {
      const paired = replaced.db.select({ id: device.id }).from(device).where(isNull(device.revokedAt)).all();
      return { passwords: passwordsOf(replaced.db), devices: new Set(paired.map(({ id }) => id)) };
    } finally {
      replaced.close();
    }
  } catch {
    // Damaged, of an older schema, or moved away: that is often why somebody restores. Then nothing of it is known.
    return null;
  }
}
