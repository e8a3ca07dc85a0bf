import type { ComparedField } from '#renderer/record/edit-form.tsx';
import { itemFlags } from '../contract/index.ts';
import { itemFieldsInOrder } from '../rules/differences.ts';

/** What is shown side by side when a colleague wrote the same item meanwhile. */
export const comparedItemFields: readonly ComparedField[] = itemFieldsInOrder.map((key) => ({
  ...{ key, kind: itemFlags.some((flag) => flag === key) ? 'boolean' : 'text' },
}));
