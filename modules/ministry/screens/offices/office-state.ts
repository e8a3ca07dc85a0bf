import type { OfficeDetail, OfficeRow } from '../../contract/index.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';

/** How an office stands, the worst thing first. */
export const officeStates = [
  'never',
  'closed',
  'frozen',
  'stopped',
  'held',
  'late',
  'silent',
  'behind',
  'even',
] as const;
export type OfficeState = (typeof officeStates)[number];

export const stateTones: Readonly<Record<OfficeState, StatusTone>> = {
  ...{
    never: 'plain',
    closed: 'plain',
    frozen: 'bad',
    stopped: 'bad',
    held: 'bad',
    late: 'warn',
    silent: 'warn',
    behind: 'busy',
    even: 'good',
  },
};

/** To the minute, when the newest copy of the office was made; `none` where it has none, null where it has not told. */
export function lastBackupOf({ health, lastSeenAt }: Pick<OfficeRow, 'health' | 'lastSeenAt'>): number | 'none' | null {
  const age = health?.backupMinutes;
  if (age === undefined || lastSeenAt === null) return null;
  return age === null ? 'none' : lastSeenAt - age * MINUTE;
}

const MINUTE = 60_000;
const SILENT_AFTER = 3 * 86_400_000;

export function stateOf(office: OfficeRow, now: number): OfficeState {
  if (office.isClosed) return 'closed';
  if (!office.hasLog) return 'never';
  if (office.isFrozen) return 'frozen';
  // Whatever the log was: nobody can write it until a PC is invited.
  if (!office.hasDevice) return 'stopped';
  if (office.held > 0) return 'held';
  // Somebody waits for a decision, whether the office itself is heard or not.
  if (office.lateAsked > 0) return 'late';
  if (office.lastSeenAt === null || now - office.lastSeenAt > SILENT_AFTER) return 'silent';
  const unsent = office.health?.unsent ?? 0;
  return unsent > 0 || office.appliedSeq < office.seq ? 'behind' : 'even';
}

/** The one that a PC could still be linked with: each new one makes those before it void. */
export function openInvitation({ codes }: OfficeDetail, now: number): OfficeDetail['codes'][number] | undefined {
  return codes.find(({ usedAt, isVoid, expiresAt }) => usedAt === null && !isVoid && expiresAt > now);
}

const worstFirst = ['bad', 'warn', 'busy', 'good', 'plain'] as const satisfies readonly StatusTone[];

/** The tone of a point that stands for several offices: that of the one that needs somebody most. */
export function worstTone(states: readonly OfficeState[]): StatusTone {
  return worstFirst.find((tone) => states.some((state) => stateTones[state] === tone)) ?? 'plain';
}
