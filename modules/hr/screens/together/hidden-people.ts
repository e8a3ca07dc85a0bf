import { useCallback } from 'react';
import { useText } from '#renderer/locale/text.ts';

/** How many of these people the search and the filters of their list hide; `shown` is null where they hide nobody. */
export function hiddenOf<Person>(
  people: readonly Person[],
  { shown, keyOf }: { readonly shown: readonly Person[] | null; readonly keyOf: (person: Person) => string },
): number {
  if (shown === null) return 0;
  const keys = new Set(shown.map(keyOf));
  return people.filter((person) => !keys.has(keyOf(person))).length;
}

/** A question about many, with how many of them cannot be seen on the screen now. */
export function useSaidOfHidden(): (question: string, hidden: number) => string {
  const text = useText();
  return useCallback(
    (question, hidden) => (hidden === 0 ? question : `${question} ${text('hr.together.hidden', { count: hidden })}`),
    [text],
  );
}
