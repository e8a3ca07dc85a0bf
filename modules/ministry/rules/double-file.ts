import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { DoubleFileDecision, DoubleFilePair } from '../contract/index.ts';

type Side = DoubleFilePair['first'];
type File = Pick<Side, 'office' | 'employeeId'>;
type Pair = { readonly first: File; readonly second: File };
type LookedAt = { readonly first: File & Pick<Side, 'mark'>; readonly second: File & Pick<Side, 'mark'> };
type Decided = Pair & Pick<DoubleFileDecision, 'keepsOffice' | 'isLatest'> & LookedAt;

/** What a decision is judged by. */
export interface Deciding {
  /** The files as they were looked at. */
  readonly looked: LookedAt;
  /** The pair as it stands now; null when nothing makes one of the two files. */
  readonly found: DoubleFilePair | null;
  readonly keepsOffice: number | null;
  readonly decided: readonly Decided[];
}

/**
 * May this be decided? Refuses `FILES_NOT_ALIKE`, `FILES_CHANGED`, `FILES_DECIDED`, `FILE_KEPT_UNKNOWN`, and
 * `FILE_CLOSES` where the file that would stay is to be closed for a third one: then none would be left.
 */
export function judgeDecision({ looked, found, keepsOffice, decided }: Deciding): Verdict {
  if (found === null) return refuse('FILES_NOT_ALIKE');
  if (!isSameLook(found, looked)) return refuse('FILES_CHANGED');
  const kept = fileOf(looked, keepsOffice);
  // What was decided on these two before, this decision takes the place of.
  const others = decided.filter((each) => each.isLatest && !isSamePair(each, looked));
  const closes = kept !== null && others.some((each) => isToClose(each, kept));
  return all(
    decided.some((each) => isSamePair(each, looked) && isSameLook(each, looked)) ? refuse('FILES_DECIDED') : accept(),
    keepsOffice !== null && kept === null ? refuse('FILE_KEPT_UNKNOWN') : accept(),
    closes ? refuse('FILE_CLOSES', { office: kept.office }) : accept(),
  );
}

/** Do both name the same two files? */
export function isSamePair(one: Pair, other: Pair): boolean {
  return isSame(one.first, other.first) && isSame(one.second, other.second);
}

/** The offices whose files are one person's with this one, by the latest decision on each two. */
export function oneWith(file: File, decided: readonly Decided[]): readonly File[] {
  return decided.flatMap(({ first, second, keepsOffice, isLatest }) => {
    if (!isLatest || keepsOffice === null) return [];
    if (isSame(first, file)) return [second];
    return isSame(second, file) ? [first] : [];
  });
}

function isSameLook(one: LookedAt, other: LookedAt): boolean {
  return one.first.mark === other.first.mark && one.second.mark === other.second.mark;
}

function isToClose(decision: Decided, file: File): boolean {
  const { keepsOffice } = decision;
  if (keepsOffice === null || keepsOffice === file.office) return false;
  return isSame(decision.first, file) || isSame(decision.second, file);
}

function fileOf({ first, second }: LookedAt, office: number | null): File | null {
  return [first, second].find((file) => file.office === office) ?? null;
}

function isSame(one: File, other: File): boolean {
  return one.office === other.office && one.employeeId === other.employeeId;
}
