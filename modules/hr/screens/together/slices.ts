import { SLICE_LIMIT, type SliceResult } from '../../contract/index.ts';

/** What became of those for whom something was to be done together. */
export interface Outcome<Person> {
  readonly results: readonly (SliceResult & { readonly person: Person })[];
  /** Those of the slice whose call failed: some of them may be done. */
  readonly unknown: readonly Person[];
  /** Those whom nobody came to: it was stopped, or the office did not answer any more. */
  readonly untried: readonly Person[];
}

export interface SliceWork<Person> {
  readonly call: (slice: readonly Person[]) => Promise<readonly SliceResult[]>;
  readonly keyOf: (person: Person) => string;
  /** Ends it after the slice that is on its way. */
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** A call that fails ends the work; what the slices before it did stands. */
  readonly onFailure: (error: unknown) => void;
}

/** Does something for many people, slice after slice: between two of them the office serves others. */
export async function inSlices<Person>(people: readonly Person[], work: SliceWork<Person>): Promise<Outcome<Person>> {
  const { call, keyOf, signal, onProgress, onFailure } = work;
  const byKey = new Map(people.map((person) => [keyOf(person), person]));
  const results: Outcome<Person>['results'][number][] = [];
  let tried = 0;
  let unknown: readonly Person[] = [];
  try {
    while (tried < people.length && !signal.aborted) {
      const slice = people.slice(tried, tried + SLICE_LIMIT);
      for (const result of await call(slice)) {
        const person = byKey.get(result.id);
        if (person !== undefined) results.push({ ...result, person });
      }
      tried += slice.length;
      onProgress(tried / people.length);
    }
  } catch (error) {
    unknown = people.slice(tried, tried + SLICE_LIMIT);
    onFailure(error);
  }
  return { results, unknown, untried: people.slice(tried + unknown.length) };
}
