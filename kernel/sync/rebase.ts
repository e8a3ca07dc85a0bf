/**
 * The rebase of a log that parted from the data centre's: the office takes the data centre's ops after the common one,
 * and appends its own again under the new epoch, with the same ids. What no longer fits goes to the inbox as a draft;
 * nothing is dropped in silence.
 */
export interface OpOutline {
  readonly id: string;
  /** `table id` of each record that it inserts, and of each that it changes. */
  readonly made: readonly string[];
  readonly changed: readonly string[];
  /** The records in which it writes what an office may have once. */
  readonly claimed: readonly string[];
  /** The records of other offices that it answers. */
  readonly causes: readonly string[];
  /** The official number that it gives, or null. */
  readonly number: string | null;
  /** Does it write shared fields only? They merge by themselves. */
  readonly isShared: boolean;
}

export type RebaseFate =
  /** Appended again. */
  | 'append'
  /** Appended again; its number is also that of another document, which a person must settle. */
  | 'append-duplicate-number'
  /** The data centre has this very op. */
  | 'known'
  /** The other history answered the same thing already. */
  | 'answered'
  /** It changes what the other history changed, or hangs on an op that is not appended. */
  | 'conflict';

export interface RebaseStep {
  readonly id: string;
  readonly fate: RebaseFate;
}

/** What becomes of each of the office's ops after the common one, in their order. */
export function planRebase(mine: readonly OpOutline[], theirs: readonly OpOutline[]): readonly RebaseStep[] {
  const known = new Set(theirs.map(({ id }) => id));
  const strange = strangeTo(mine, theirs);
  const touched = new Set(strange.flatMap(({ made, changed, isShared }) => (isShared ? [] : [...made, ...changed])));
  const answered = new Set(strange.flatMap(({ causes }) => causes));
  const numbers = new Set(strange.flatMap(({ number }) => number ?? []));
  return mine.map((op) => {
    const fate = fateOf(op, { known, touched, answered, numbers });
    // Whoever hangs on a record of an op that is not appended goes with it.
    if (fate === 'conflict' || fate === 'answered')
      for (const record of [...op.made, ...op.changed]) touched.add(record);
    return { id: op.id, fate };
  });
}

/** The records in which only the other history wrote what an office may have once. */
export function claimedBy(mine: readonly OpOutline[], theirs: readonly OpOutline[]): ReadonlySet<string> {
  return new Set(strangeTo(mine, theirs).flatMap(({ claimed }) => claimed));
}

/** What both histories hold stands in nobody's way. */
function strangeTo(mine: readonly OpOutline[], theirs: readonly OpOutline[]): readonly OpOutline[] {
  const own = new Set(mine.map(({ id }) => id));
  return theirs.filter(({ id }) => !own.has(id));
}

interface OtherHistory {
  readonly known: ReadonlySet<string>;
  readonly touched: ReadonlySet<string>;
  readonly answered: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

function fateOf(op: OpOutline, { known, touched, answered, numbers }: OtherHistory): RebaseFate {
  if (known.has(op.id)) return 'known';
  if (op.isShared) return 'append';
  if (op.causes.some((cause) => answered.has(cause))) return 'answered';
  if (op.changed.some((record) => touched.has(record))) return 'conflict';
  return op.number !== null && numbers.has(op.number) ? 'append-duplicate-number' : 'append';
}
