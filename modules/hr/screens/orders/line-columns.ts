import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import type { OrderLineRow } from '../../contract/index.ts';
import { useEffectWords } from '../fact-words.ts';

/** The table of names: on the screen and on the signed paper. */
export function useLineColumns(): readonly Column<OrderLineRow>[] {
  const text = useText();
  const effectWords = useEffectWords();
  return useMemo(
    () => [
      { key: 'number', title: text('hr.field.officeNumber'), kind: 'text', isLtr: true, value: (line) => line.number },
      { key: 'fullName', title: text('hr.field.fullName'), kind: 'text', value: (line) => line.fullName },
      {
        ...{ key: 'effects', title: text('hr.order.effects'), kind: 'text' },
        value: (line) => effectWords(line.effects),
      },
    ],
    [text, effectWords],
  );
}
