/** One measured figure: a ratio to a raw limit that was measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly ratio: number;
  /** The bound that must hold. */
  readonly floor: number;
  readonly goal: number;
  /** Is more better? */
  readonly isMore: boolean;
  readonly detail: string;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One line for people: the figure, its bound, and whether it holds. */
export function line({ name, ratio, floor, goal, isMore, detail }: Figure): string {
  const holds = isMore ? ratio >= floor : ratio <= floor;
  const bound = isMore ? `at least ${floor} (goal ${goal})` : `at most ${floor} (goal ${goal})`;
  return `${holds ? 'ok  ' : 'MISS'} ${name}: ${ratio.toFixed(2)}, ${bound}; ${detail}`;
}
