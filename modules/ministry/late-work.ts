import type { LateDecision } from '#kernel/sync/late.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { OfficeDetail } from './contract/index.ts';
import type { Ministry } from './port.ts';

type Work = OfficeDetail['lateWorks'][number];

/**
 * Decides on what a replaced PC had not sent, and then has `note` keep that somebody did: what is refused was not
 * decided, and the acts say nothing of it. The data centre itself names who decided, should the power go between the
 * two. Refuses `LATE_GONE`, `LATE_CHANGED` where there is more of it than was looked at, and `LATE_DECIDED` where another was quicker.
 */
export async function decideLateWork(
  ministry: Ministry,
  decision: LateDecision,
  note: (work: Work) => void,
): Promise<void> {
  const found = await ministry.office(decision.office);
  const work = found?.lateWorks.find(({ keyId }) => keyId === decision.keyId);
  if (!work) throw refusal('LATE_GONE');
  demand(await ministry.decideLate(decision));
  note(work);
}

/** Whose work it is and how much, for the log of what was done. */
export function nameOfWork({ device, keyId, changes }: Work): string {
  return `${device ?? keyId} (${changes})`;
}
