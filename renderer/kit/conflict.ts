/** Two people changed the same record: what each made of it, and what becomes of both. */

export type Values = Readonly<Record<string, unknown>>;
export type Side = 'mine' | 'theirs';

export interface ConflictField {
  readonly key: string;
  readonly kind: string;
  /** Says a value that is no plain word, such as a list of people or the id of a unit. */
  readonly say?: ((value: unknown) => string) | undefined;
}

/** The fields in which the two differ. */
export function differences<Field extends ConflictField>(
  fields: readonly Field[],
  mine: Values,
  theirs: Values,
): readonly Field[] {
  return fields.filter(({ key }) => !isSame(mine[key], theirs[key]));
}

/**
 * Whose value is proposed for each field: where only one of the two changed what was there before, his; where both
 * did, nobody's, and the user must say.
 */
export function proposedSides(
  fields: readonly ConflictField[],
  mine: Values,
  theirs: Values,
  base: Values | undefined,
): Readonly<Record<string, Side>> {
  if (!base) return {};
  const sides: Record<string, Side> = {};
  for (const { key } of fields) {
    if (isSame(mine[key], base[key])) sides[key] = 'theirs';
    else if (isSame(theirs[key], base[key])) sides[key] = 'mine';
  }
  return sides;
}

/** My record with their values where theirs were chosen. */
export function merged(mine: Values, theirs: Values, sides: Readonly<Record<string, Side>>): Values {
  return Object.fromEntries(
    Object.entries(mine).map(([key, value]) => [key, sides[key] === 'theirs' ? theirs[key] : value]),
  );
}

/** Empty text and nothing are the same to whoever reads them. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(plain(left)) === JSON.stringify(plain(right));
}

function plain(value: unknown): unknown {
  return value === undefined || value === '' ? null : value;
}
