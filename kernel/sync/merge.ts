/**
 * How two versions of a record meet, by the class of its table. A fact is only inserted; a document is written by its
 * owner alone; reference data too, and what the data centre writes of it goes to every office; a shared field by any
 * office, the later one wins; what is derived is never sent.
 */
export type MergeClass = 'fact' | 'document' | 'reference' | 'shared';

export type HoldReason =
  /** The record is not one of the office that wrote. */
  | 'wrong-owner'
  /** A fact was changed, or two facts have one id. */
  | 'equivocation'
  /** An op before it on the same record is held. */
  | 'follows'
  /** The module's own rules say no. */
  | 'illegal-state'
  /** It answers something that has not arrived yet. */
  | 'cause-missing'
  /** It was made by a newer program. */
  | 'schema-deferred';

export interface EffectToJudge {
  readonly kind: 'i' | 'u' | 'x';
  readonly mergeClass: MergeClass;
  /** Is there such a record among those of the author? */
  readonly isKnown: boolean;
}

/** Why the data centre holds an effect back, or null when it applies it. */
export function judgeEffect({ kind, mergeClass, isKnown }: EffectToJudge): HoldReason | null {
  if (kind === 'i') return isKnown ? 'equivocation' : null;
  if (mergeClass === 'fact') return 'equivocation';
  if (mergeClass === 'shared' && kind === 'u') return null;
  return isKnown ? null : 'wrong-owner';
}

/** The place of a record in the log that wrote it: the op, and which of its writings of this record. */
export interface WrittenAt {
  readonly seq: number;
  readonly revision: number;
}

/** Is an image from a channel older than what lies here? Images of one record come from one log. */
export function isOlder(image: WrittenAt, here: WrittenAt): boolean {
  return image.seq < here.seq || (image.seq === here.seq && image.revision < here.revision);
}

/** One writing of a shared field. */
export interface Mark {
  readonly value: unknown;
  readonly hlc: number;
  readonly office: number;
  readonly seq: number;
}

/**
 * The later of two writings: by effective reading, then office, then number in its log. Commutative, associative and
 * idempotent, so offices agree in whatever order they hear.
 */
export function laterMark(left: Mark, right: Mark): Mark {
  const order = left.hlc - right.hlc || left.office - right.office || left.seq - right.seq;
  return order >= 0 ? left : right;
}
