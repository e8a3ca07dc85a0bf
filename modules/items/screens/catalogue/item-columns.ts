import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { itemFlags, itemStatuses, unitCodes, units, type ItemRow } from '../../contract/index.ts';
import { parentOf } from '../../rules/codes.ts';
import { useGroupNames, useOptions } from '../lookups.ts';
import { useNameColumns } from '../names.ts';

export const statusTones = { active: 'good', frozen: 'plain', replaced: 'warn' } as const;

/** What a list shows of items; while there is a draft, also which of them stand in it. */
export function useItemColumns({ hasDraft }: { readonly hasDraft: boolean }): readonly Column<ItemRow>[] {
  const text = useText();
  const groupName = useGroupNames();
  const unitOptions = useOptions(unitCodes, 'unit');
  const statusOptions = useOptions(itemStatuses, 'status');
  const names = useNameColumns<ItemRow>(text('items.field.nameAr'), 260);
  return useMemo(() => {
    const title = (key: string): string => text(`items.field.${key}`);
    const [name, ...otherNames] = names;
    return [
      {
        ...{ key: 'code', title: title('code'), kind: 'text', width: 150, isLtr: true, pin: 'start' },
        value: ({ code }) => code,
      },
      name,
      ...(hasDraft ? [draftColumn<ItemRow>(title('isDraft'))] : []),
      { key: 'synonyms', title: title('synonyms'), kind: 'text', width: 180, value: ({ synonyms }) => synonyms },
      {
        ...{ key: 'kindCode', title: title('kindCode'), kind: 'text', width: 170 },
        value: ({ code }) => groupName(parentOf(code) ?? ''),
      },
      { key: 'unit', title: title('unit'), kind: 'enum', width: 110, options: unitOptions, value: ({ unit }) => unit },
      {
        ...{ key: 'status', title: title('status'), kind: 'enum', width: 110 },
        options: statusOptions.map(({ value, label }) => {
          const status = itemStatuses.find((each) => each === value) ?? 'active';
          return { value, label, tone: statusTones[status] };
        }),
        value: ({ status }) => status,
      },
      {
        ...{ key: 'externalCode', title: title('externalCode'), kind: 'text', width: 130 },
        value: ({ externalCode }) => externalCode,
      },
      ...otherNames,
      {
        ...{ key: 'mayBeSplit', title: title('mayBeSplit'), kind: 'boolean', isHidden: true },
        value: ({ unit }) => units[unit].mayBeSplit,
      },
      ...itemFlags.map((flag): Column<ItemRow> => ({
        ...{ key: flag, title: title(flag), kind: 'boolean', isHidden: true },
        value: (row) => row[flag],
      })),
      {
        ...{ key: 'specification', title: title('specification'), kind: 'text', width: 240, isHidden: true },
        value: ({ specification }) => specification,
      },
      {
        ...{ key: 'replacedBy', title: title('replacedBy'), kind: 'text', width: 150, isLtr: true, isHidden: true },
        value: ({ replacedBy }) => replacedBy,
      },
    ];
  }, [text, names, groupName, unitOptions, statusOptions, hasDraft]);
}

/** Whether a row stands in the draft of this office. */
export function draftColumn<Row extends { readonly isDraft: boolean }>(title: string): Column<Row> {
  return { key: 'isDraft', title, kind: 'boolean', width: 110, value: ({ isDraft }) => isDraft };
}
