import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';

interface Names {
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
}

/** The name in the user's language, and behind it, hidden, the name in each of the three. */
export function useNameColumns<Row extends Names>(): readonly [shown: Column<Row>, ...hidden: Column<Row>[]] {
  const text = useText();
  const language = useLanguage();
  return useMemo(() => {
    const hidden = (['nameAr', 'nameCkb', 'nameEn'] as const).map((key): Column<Row> => ({
      ...{ key, title: text(`org.field.${key}`), kind: 'text', width: 220, isHidden: true },
      value: (row) => row[key],
    }));
    return [
      { key: 'name', title: text('org.field.name'), kind: 'text', width: 220, value: (row) => nameIn(language, row) },
      ...hidden,
    ];
  }, [text, language]);
}
