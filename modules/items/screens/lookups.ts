import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SelectOption } from '#renderer/kit/fields/select-field.tsx';
import type { TreeNode } from '#renderer/kit/fields/tree-field.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import type { GroupRow, ItemRow } from '../contract/index.ts';
import { parentOf } from '../rules/codes.ts';
import { query } from './client.ts';

const noGroups: readonly GroupRow[] = [];
const noItems: readonly ItemRow[] = [];

/** How the catalogue stands in this office, in words, and what this user can do with it; the office decides again. */
export function useCatalogue(): {
  readonly isWriter: boolean;
  readonly isProposer: boolean;
  readonly draftId: string | null;
  readonly standing: string;
} {
  const text = useText();
  const { moment } = useDisplay();
  const { data } = useQuery(query.catalogue.state.queryOptions());
  const { inForce = null } = data ?? {};
  return {
    isWriter: data?.can.write.ok === true,
    isProposer: data?.can.propose.ok === true,
    draftId: data?.draftId ?? null,
    standing:
      inForce === null
        ? text('items.catalogue.none')
        : text(inForce.isOfCentre ? 'items.catalogue.ofCentre' : 'items.catalogue.own', {
            ...{ version: inForce.version, at: moment(inForce.publishedAt) },
          }),
  };
}

/** The groups of the catalogue; empty while they are being fetched. */
export function useGroups(): readonly GroupRow[] {
  return useQuery(query.group.list.queryOptions()).data ?? noGroups;
}

/** The groups as a tree to pick from, each by its code. */
export function useGroupNodes({ isOfKinds }: { readonly isOfKinds: boolean }): readonly TreeNode[] {
  const groups = useGroups();
  const language = useLanguage();
  return useMemo(
    () =>
      groups.map((row) => ({
        ...{ id: row.code, parentId: parentOf(row.code), code: row.code, title: nameIn(language, row) },
        isDisabled: isOfKinds && row.level !== 'kind',
      })),
    [groups, language, isOfKinds],
  );
}

/** The name of a group; its code where the catalogue has none of it. */
export function useGroupNames(): (code: string) => string {
  const groups = useGroups();
  const language = useLanguage();
  return useMemo(() => {
    const names = new Map(groups.map((row) => [row.code, nameIn(language, row)]));
    return (code) => names.get(code) ?? code;
  }, [groups, language]);
}

/** Every item as an option, by its code. */
export function useItemOptions(isEnabled: boolean): readonly SelectOption[] {
  const { data } = useQuery(query.item.list.queryOptions({ input: {}, enabled: isEnabled }));
  const language = useLanguage();
  const rows = data?.rows ?? noItems;
  return useMemo(
    () => rows.map((row) => ({ value: row.code, label: `${row.code} ${nameIn(language, row)}` })),
    [rows, language],
  );
}

/** The values that the contract lists, as options. */
export function useOptions(values: readonly string[], field: string): readonly SelectOption[] {
  const text = useText();
  return useMemo(
    () => values.map((value) => ({ value, label: text(`items.option.${field}.${value}`) })),
    [values, field, text],
  );
}
