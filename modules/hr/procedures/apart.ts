import { databaseProblemOf } from '#db/errors.ts';
import { Refusal } from '#db/refusal.ts';
import type { SliceResult } from '../contract/index.ts';

/**
 * Does the same for each of some people, one after the other, each by a command of his own: who is refused is told with
 * the reason, and the others go on. Between two people the service answers whoever else asks. What is wrong with the
 * disk, or with the program, ends the slice: those before stand as they were written.
 */
export async function eachApart<T extends { readonly id: string }>(
  people: readonly T[],
  work: (person: T) => void,
  wasBefore: (person: T, refused: Refusal) => boolean,
): Promise<SliceResult[]> {
  const results: SliceResult[] = [];
  for (const person of people) {
    await nextTurn();
    results.push(resultOf(person, work, wasBefore));
  }
  return results;
}

function resultOf<T extends { readonly id: string }>(
  person: T,
  work: (person: T) => void,
  wasBefore: (person: T, refused: Refusal) => boolean,
): SliceResult {
  const { id } = person;
  try {
    work(person);
    return { id, outcome: 'done', problems: [] };
  } catch (error) {
    if (!(error instanceof Refusal) || databaseProblemOf(error) !== null) throw error;
    if (wasBefore(person, error)) return { id, outcome: 'before', problems: [] };
    return { id, outcome: 'refused', problems: [...error.problems] as SliceResult['problems'] };
  }
}

/** Lets other requests through. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
