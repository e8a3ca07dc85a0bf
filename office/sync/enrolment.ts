import type { WriteDoor } from '#db/door.ts';
import { modelOf } from '#db/columns.ts';
import type Database from 'better-sqlite3';
import { selfNumber, setSelfNumber } from '#db/self.ts';

export interface EnrolmentAnswer {
  readonly office: number;
  readonly epoch: number;
  readonly incarnation: number;
}

interface Enrolled {
  readonly raw: Database.Database;
  readonly door: WriteDoor;
  readonly tables: readonly object[];
}

/** What the link of this PC says, the database must say too: also after a power cut between the two, or a restore. */
export function finishEnrolment(enrolled: Enrolled, answer: EnrolmentAnswer): void {
  const { raw } = enrolled;
  if (selfNumber(raw, 'office', 0) === answer.office && selfNumber(raw, 'epoch', 0) >= answer.epoch) return;
  takeEnrolment(enrolled, answer);
}

/**
 * Makes this database the writer of an office's log: from now on it has the office's number, and what it wrote before
 * it had one is that office's too. The log itself does not name its owner, so its bytes and heads stay as they are.
 */
export function takeEnrolment({ raw, door, tables }: Enrolled, { office, epoch, incarnation }: EnrolmentAnswer): void {
  const before = selfNumber(raw, 'office', 0);
  door.replicate(() => {
    for (const table of tables) {
      const { name, conflictClass } = modelOf(table);
      if (conflictClass === 'local') continue;
      raw.prepare(`UPDATE "${name}" SET owner_office = ? WHERE owner_office = ?`).run(office, before);
    }
    // Frames that another key has signed are nobody's any more.
    raw.exec('DELETE FROM sync_outgoing');
    setSelfNumber(raw, 'office', office);
    setSelfNumber(raw, 'epoch', epoch);
    setSelfNumber(raw, 'centre', incarnation);
    // Whoever has no history takes over the office's, or begins it; he has it once a session has come to its end.
    const hasHistory = raw.prepare('SELECT EXISTS (SELECT 1 FROM op_log)').pluck().get() === 1;
    setSelfNumber(raw, 'fetching', hasHistory ? 0 : 1);
  });
}
