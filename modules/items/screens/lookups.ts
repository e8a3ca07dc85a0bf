import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
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
  /** There is a draft, and this user is shown what stands in it. */
  readonly hasDraft: boolean;
  readonly standing: string;
} {
  const text = useText();
  const { moment } = useDisplay();
  const { data } = useQuery(query.catalogue.state.queryOptions());
  const { inForce = null, draftId = null } = data ?? {};
  const isWriter = data?.can.write.ok === true;
  return {
    isWriter,
    isProposer: data?.can.propose.ok === true,
    draftId,
    hasDraft: isWriter && draftId !== null,
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

/** Where a group stands: the names of those above it, and its own. */
export function useGroupPaths(): (code: string) => string {
  const groupName = useGroupNames();
  return useCallback(
    (code) => {
      const names: string[] = [];
      for (let at: string | null = code; at !== null; at = parentOf(at)) names.unshift(groupName(at));
      return names.join(' › ');
    },
    [groupName],
  );
}

/** More than these nobody looks through: he types another word. */
const CHOICES = 50;

/** Items to choose from, by their codes: the first that the words find, and the chosen one. */
export function useItemOptions(asked: {
  readonly words: string;
  readonly chosen: string | null;
}): readonly SelectOption[] {
  const { words, chosen } = asked;
  const language = useLanguage();
  const { data: found } = useQuery({
    ...query.item.list.queryOptions({ input: { search: words, limit: CHOICES } }),
    placeholderData: keepPreviousData,
  });
  const { data: own } = useQuery(
    query.item.list.queryOptions({ input: { code: chosen ?? '' }, enabled: chosen !== null }),
  );
  const rows = found?.rows ?? noItems;
  const [chosenRow] = own?.rows ?? noItems;
  return useMemo(() => {
    const isMissing = chosenRow !== undefined && rows.every(({ code }) => code !== chosenRow.code);
    return [...(isMissing ? [chosenRow] : []), ...rows].map((row) => ({
      ...{ value: row.code, label: `${row.code} ${nameIn(language, row)}` },
    }));
  }, [rows, chosenRow, language]);
}

/** The values that the contract lists, as options. */
export function useOptions(values: readonly string[], field: string): readonly SelectOption[] {
  const text = useText();
  return useMemo(
    () => values.map((value) => ({ value, label: text(`items.option.${field}.${value}`) })),
    [values, field, text],
  );
}
