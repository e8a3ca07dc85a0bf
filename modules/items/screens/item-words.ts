import { useMemo } from 'react';
import { useText } from '#renderer/locale/text.ts';
import type { FieldDifference } from '../contract/index.ts';

/** Says in words what a field of an item holds, and what changes of it. */
export function useItemWords(): {
  readonly value: (field: string, value: FieldDifference['before']) => string;
  readonly changes: (differences: readonly FieldDifference[]) => string;
} {
  const text = useText();
  return useMemo(() => {
    const value = (field: string, said: FieldDifference['before']): string => {
      if (said === null) return text('items.says.nothing');
      if (typeof said === 'boolean') return text(said ? 'items.says.yes' : 'items.says.no');
      if (field === 'unit' || field === 'status') return text(`items.option.${field}.${said}`);
      // A code runs from the left, also behind an Arabic word.
      return field === 'replacedBy' ? `\u2066${said}\u2069` : said;
    };
    const changes = (differences: readonly FieldDifference[]): string =>
      differences
        .map(({ field, before, after }) =>
          text('items.says.change', {
            ...{ field: text(`items.field.${field}`), before: value(field, before), after: value(field, after) },
          }),
        )
        .join(text('items.says.and'));
    return { value, changes };
  }, [text]);
}
