/** A number's part of one power of a thousand, 1 to 999. */
export interface Group {
  /** 3 billions, 2 millions, 1 thousands, 0 the rest. */
  readonly power: number;
  readonly count: number;
}

/** The groups of three figures that are not zero, highest first. */
export function groupsOf(amount: number): readonly Group[] {
  return [3, 2, 1, 0]
    .map((power) => ({ power, count: Math.floor(amount / 1000 ** power) % 1000 }))
    .filter(({ count }) => count > 0);
}
