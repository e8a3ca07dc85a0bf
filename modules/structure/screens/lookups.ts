import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { peerKinds } from '#modules/org/contract.ts';
import type { SelectOption } from '#renderer/kit/fields/select-field.tsx';
import type { TreeNode } from '#renderer/kit/fields/tree-field.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import type { OfficeDifference, TreeRow } from '../contract/index.ts';
import { query } from './client.ts';

const none: readonly TreeRow[] = [];

/** The tree as it came down, and whether this user may propose a change of it; the office decides again. */
export function useTree(): {
  readonly offices: readonly TreeRow[];
  readonly own: number;
  readonly isProposer: boolean;
  readonly isPending: boolean;
} {
  const { data, isPending } = useQuery(query.tree.get.queryOptions());
  const { offices = none, own = 0 } = data ?? {};
  return { offices, own, isProposer: data?.can.propose.ok === true, isPending };
}

/** The name of an office; its number where the tree has none of it. */
export function useOfficeNames(): (office: number) => string {
  const { offices } = useTree();
  const text = useText();
  const language = useLanguage();
  return useMemo(() => {
    const names = new Map(offices.map((row) => [row.office, nameIn(language, row)]));
    return (office) => names.get(office) ?? text('structure.tree.numbered', { office });
  }, [offices, text, language]);
}

/** The offices to pick one above from; a closed one cannot be, nor the one whose place is sought. */
export function useOfficeNodes({ except }: { readonly except: number | null }): readonly TreeNode[] {
  const { offices } = useTree();
  const language = useLanguage();
  return useMemo(
    () =>
      offices.map((row) => ({
        ...{ id: String(row.office), title: nameIn(language, row) },
        parentId: row.parentOffice === null ? null : String(row.parentOffice),
        isDisabled: row.isClosed || row.office === except,
      })),
    [offices, language, except],
  );
}

/** The kinds of offices, as options. */
export function useKinds(): readonly SelectOption[] {
  const text = useText();
  return useMemo(() => peerKinds.map((value) => ({ value, label: text(`org.option.peerKind.${value}`) })), [text]);
}

/** What stands in a field of an office, as people read it. */
export function useOfficeWords(): (field: OfficeDifference['field'], value: unknown) => string {
  const text = useText();
  const { digits } = useDisplay();
  const officeName = useOfficeNames();
  return useCallback(
    (field, value) => {
      if (field === 'isClosed') return text(value === true ? 'structure.standing.closed' : 'structure.standing.open');
      if (field === 'parentOffice')
        return typeof value === 'number' ? digits(officeName(value)) : text('structure.tree.top');
      if (typeof value !== 'string') return '';
      return field === 'kind' ? text(`org.option.peerKind.${value}`) : value;
    },
    [text, digits, officeName],
  );
}
