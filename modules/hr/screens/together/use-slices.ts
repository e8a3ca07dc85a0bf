import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { failureOf } from '#renderer/failure.ts';
import { useDirtyMark } from '#renderer/kit/form/leaving.ts';
import { useToast } from '#renderer/kit/toast.tsx';
import { useFailureText } from '#renderer/record/use-command.ts';
import { inSlices, type Outcome, type SliceWork } from './slices.ts';

export interface Slices<Person> {
  /** From 0 to 1 while it runs; null otherwise. */
  readonly progress: number | null;
  readonly outcome: Outcome<Person> | null;
  readonly start: (people: readonly Person[], call: SliceWork<Person>['call']) => Promise<void>;
  /** Ends it after the slice that is on its way. */
  readonly cancel: () => void;
  readonly forget: () => void;
}

/**
 * Work for many people that a page does slice after slice, and that can be stopped. What was done stays done, so whoever
 * leaves the page while it runs is asked first.
 */
export function useSlices<Person>(keyOf: (person: Person) => string): Slices<Person> {
  const queries = useQueryClient();
  const toast = useToast();
  const failureText = useFailureText('hr');
  const [progress, setProgress] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Outcome<Person> | null>(null);
  const stopping = useRef(new AbortController());
  useDirtyMark(progress !== null);
  useEffect(() => () => stopping.current.abort(), []);
  const start: Slices<Person>['start'] = async (people, call) => {
    const { signal } = (stopping.current = new AbortController());
    setProgress(0);
    const onFailure = (error: unknown): void => toast.failed(failureText(failureOf(error)));
    setOutcome(await inSlices(people, { call, keyOf, signal, onProgress: setProgress, onFailure }));
    setProgress(null);
    await queries.invalidateQueries();
  };
  const cancel = (): void => stopping.current.abort();
  return { progress, outcome, start, cancel, forget: () => setOutcome(null) };
}
