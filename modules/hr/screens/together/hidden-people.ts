import { useState } from 'react';
import { useConfirm } from '#renderer/kit/confirm.tsx';
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

interface Asking<Person> {
  /** Those whom the list shows now; to be told by it. */
  readonly setShown: (shown: readonly Person[] | null) => void;
  /** Asks whether to do something for these people. `deed` is the key of its name, `sure` is already translated. */
  readonly ask: (people: readonly Person[], of: { readonly deed: string; readonly sure: string }) => Promise<boolean>;
}

/** The question before something is done for many: it says how many of them cannot be seen on the screen now. */
export function useAsking<Person>(keyOf: (person: Person) => string): Asking<Person> {
  const text = useText();
  const confirm = useConfirm();
  const [shown, setShown] = useState<readonly Person[] | null>(null);
  const ask: Asking<Person>['ask'] = (people, { deed, sure }) => {
    const hidden = hiddenOf(people, { shown, keyOf });
    const question = hidden === 0 ? sure : `${sure} ${text('hr.together.hidden', { count: hidden })}`;
    return confirm({ title: text(deed), confirm: text(deed), text: question });
  };
  return { setShown, ask };
}
