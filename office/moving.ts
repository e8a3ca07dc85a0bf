import { existsSync } from 'node:fs';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { Invitation } from '#kernel/sync/enrolment.ts';
import { refusal } from '#db/refusal.ts';
import type { Connection } from './connection.ts';
import type { LeftBehind, MoveView } from './contract/index.ts';
import type { OfficeCore } from './core.ts';
import { requestSettingAside } from './setting-aside.ts';

/** What of the office lies on this PC alone, and what else is to be known before it goes to another office. */
export function moveViewOf(core: OfficeCore, { isHere }: Connection): MoveView {
  const { late } = core.sync.state;
  return {
    behind: leftBehind(core),
    oldestUnsentAt: core.sync.state.status?.health.oldestUnsentAt ?? null,
    late: late?.state ?? null,
    lastBackupAt: core.backups.list()[0]?.manifest.createdAt ?? null,
    isBusy: isBusy(core),
    otherPcs: core.devices.list().length,
    isHere,
  };
}

interface AskedMove {
  readonly invitation: Invitation;
  readonly connection: Connection;
}

/**
 * Refuses an invitation that moves this PC nowhere: `MOVE_SAME_OFFICE`, and `MOVE_OF_CENTRE` to the data centre's desk
 * or away from it; an office that has no number yet with `SYNC_NOT_LINKED`; and with `MOVE_FROM_OTHER_PC` whoever sits
 * at another PC and may mean that one.
 */
export function demandMove(
  { sync, door, isDemonstration }: OfficeCore,
  { invitation: { office }, connection }: AskedMove,
): void {
  if (!connection.isHere) throw refusal('MOVE_FROM_OTHER_PC');
  if (isDemonstration) throw refusal('MOVE_DEMONSTRATION');
  if (!sync.isLinked) throw refusal('SYNC_NOT_LINKED');
  if (door.office === office) throw refusal('MOVE_SAME_OFFICE', { office }, 'text');
  if (door.office === DATACENTER_OFFICE || office === DATACENTER_OFFICE) throw refusal('MOVE_OF_CENTRE');
}

/**
 * Sets the office aside for the invited one: it closes now, takes no command any more, and the next opening begins on an
 * empty folder. Refuses as `demandMove`, `MOVE_WHILE_BUSY` while a job runs, a restore waits or it goes already, and
 * `MOVE_LEAVES` where more is left behind than was said to be. Returns the name of the folder into which it goes.
 */
export function moveAway(
  core: OfficeCore,
  { behind: said, ...asked }: AskedMove & { readonly behind: LeftBehind },
): string {
  demandMove(core, asked);
  if (isBusy(core)) throw refusal('MOVE_WHILE_BUSY');
  const { changes, files, inbox } = leftBehind(core);
  if (changes > said.changes || files > said.files || inbox > said.inbox) throw refusal('MOVE_LEAVES');
  const into = requestSettingAside(core.paths, { office: core.door.office, day: core.today() });
  core.isClosing = true;
  core.log.warn({ office: core.door.office, to: asked.invitation.office, into }, 'this PC goes to another office');
  core.restart();
  return into;
}

function leftBehind({ sync }: OfficeCore): LeftBehind {
  const { status, files, late } = sync.state;
  // What the office has from a PC that was replaced is not left behind.
  const isThere = late?.state === 'joined' || late?.state === 'nothing';
  return {
    changes: isThere ? 0 : (status?.health.unsent ?? 0),
    files: files?.out.count ?? 0,
    inbox: status?.health.inbox ?? 0,
  };
}

function isBusy({ jobs, paths }: OfficeCore): boolean {
  return jobs.isBusy || [paths.pendingRestore, paths.pendingSettingAside].some((path) => existsSync(path));
}
