import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { failureOf } from '#renderer/failure.ts';
import { useDirtyMark } from '#renderer/kit/form/leaving.ts';
import { useToast } from '#renderer/kit/toast.tsx';
import { useFailureText } from '#renderer/record/use-command.ts';
import { SLICE_LIMIT, type SliceResult } from '../../contract/index.ts';

/** What became of those for whom something was to be done together. */
export interface Outcome<Person> {
  readonly results: readonly (SliceResult & { readonly person: Person })[];
  /** Those whom nobody came to: it was stopped, or the office did not answer any more. */
  readonly untried: readonly Person[];
}

interface Slices<Person> {
  /** From 0 to 1 while it runs; null otherwise. */
  readonly progress: number | null;
  readonly outcome: Outcome<Person> | null;
  readonly start: (people: readonly Person[]) => Promise<void>;
  /** Ends it after the slice that is on its way. */
  readonly cancel: () => void;
  readonly forget: () => void;
}

/**
 * Does something for many people, slice after slice: between two of them the office serves others, and it can be
 * stopped. What was done stays done, so whoever leaves the page while it runs is asked first.
 */
export function useSlices<Person>(
  call: (slice: readonly Person[]) => Promise<readonly SliceResult[]>,
  keyOf: (person: Person) => string,
): Slices<Person> {
  const queries = useQueryClient();
  const toast = useToast();
  const failureText = useFailureText('hr');
  const [progress, setProgress] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Outcome<Person> | null>(null);
  const stopping = useRef(new AbortController());
  useDirtyMark(progress !== null);
  useEffect(() => () => stopping.current.abort(), []);
  const start = async (people: readonly Person[]): Promise<void> => {
    const { signal } = (stopping.current = new AbortController());
    const byKey = new Map(people.map((person) => [keyOf(person), person]));
    const results: Outcome<Person>['results'][number][] = [];
    let tried = 0;
    setProgress(0);
    try {
      while (tried < people.length && !signal.aborted) {
        const slice = people.slice(tried, tried + SLICE_LIMIT);
        for (const result of await call(slice)) {
          const person = byKey.get(result.id);
          if (person !== undefined) results.push({ ...result, person });
        }
        tried += slice.length;
        setProgress(tried / people.length);
      }
    } catch (error) {
      toast.failed(failureText(failureOf(error)));
    }
    setOutcome({ results, untried: people.slice(tried) });
    setProgress(null);
    await queries.invalidateQueries();
  };
  const cancel = (): void => stopping.current.abort();
  return { progress, outcome, start, cancel, forget: () => setOutcome(null) };
}
