import { useMemo } from 'react';
import type { ComparedField } from '#renderer/record/edit-form.tsx';
import { itemFlags } from '../contract/index.ts';
import { itemFieldsInOrder } from '../rules/differences.ts';
import { useItemWords } from './item-words.ts';

/** What is shown side by side when a colleague wrote the same item meanwhile, in words where a code is kept. */
export function useComparedItemFields(): readonly ComparedField[] {
  const { value } = useItemWords();
  return useMemo(
    () =>
      itemFieldsInOrder.map((key): ComparedField => {
        if (itemFlags.some((flag) => flag === key)) return { key, kind: 'boolean' };
        return { key, kind: 'text', say: (said) => (typeof said === 'string' ? value(key, said) : '') };
      }),
    [value],
  );
}
