import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';

interface Named {
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
}

/** The name in the user's language, and hidden beside it the others. */
export function useNameColumns<Row extends Named>(
  title: string,
  width: number,
): readonly [Column<Row>, ...Column<Row>[]] {
  const text = useText();
  const language = useLanguage();
  return useMemo(() => {
    const hidden = (['nameCkb', 'nameEn'] as const).map((key): Column<Row> => ({
      ...{ key, title: text(`items.field.${key}`), kind: 'text', width: 200, isHidden: true },
      value: (row) => row[key],
    }));
    return [{ key: 'name', title, kind: 'text', width, value: (row) => nameIn(language, row) }, ...hidden];
  }, [text, language, title, width]);
}
