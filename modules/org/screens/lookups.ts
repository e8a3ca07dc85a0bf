import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TreeNode } from '#renderer/kit/fields/tree-field.tsx';
import type { SelectOption } from '#renderer/kit/fields/select-field.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { committeeSeats, languages, unitTypes, type RoleRow, type UnitRow, type UserRow } from '../contract.ts';
import { query } from './client.ts';

const noUnits: readonly UnitRow[] = [];
const noUsers: readonly UserRow[] = [];
const noRoles: readonly RoleRow[] = [];

/** Every unit of the office; empty while it is being fetched. */
export function useUnits(): readonly UnitRow[] {
  return useQuery(query.unit.list.queryOptions({ input: {} })).data ?? noUnits;
}

/** The units as a tree to pick from; closed ones can be seen but not chosen. */
export function useUnitNodes(): readonly TreeNode[] {
  const units = useUnits();
  const language = useLanguage();
  return useMemo(
    () =>
      units.map(({ id, parentId, code, state, ...names }) => ({
        ...{ id, parentId, code, title: nameIn(language, names) },
        isDisabled: state === 'closed',
      })),
    [units, language],
  );
}

/** The name of a unit by its id. */
export function useUnitNames(): (id: string | null) => string {
  const units = useUnits();
  const language = useLanguage();
  return useMemo(() => {
    const names = new Map(units.map((unit) => [unit.id, nameIn(language, unit)]));
    return (id) => (id === null ? '' : (names.get(id) ?? ''));
  }, [units, language]);
}

/** The users to pick from; none where this user may not see them. */
export function useUsers(): readonly UserRow[] {
  const { may } = useDesk();
  const { data } = useQuery(query.user.list.queryOptions({ input: {}, enabled: may('org.user.view') }));
  return data ?? noUsers;
}

export function useUserOptions(): readonly SelectOption[] {
  const users = useUsers();
  const language = useLanguage();
  return useMemo(
    () =>
      users.map((user) => ({
        value: user.id,
        label: [nameIn(language, user), user.jobTitle].filter(Boolean).join(' — '),
        isDisabled: user.isSuspended,
      })),
    [users, language],
  );
}

export function useRoles(): readonly RoleRow[] {
  return useQuery(query.role.list.queryOptions({ input: {} })).data ?? noRoles;
}

/** The names of the kinds that the contract lists, as options. */
export function useUnitTypeOptions(): readonly SelectOption[] {
  return useOptions(unitTypes, 'type');
}

export function useSeatOptions(): readonly SelectOption[] {
  return useOptions(committeeSeats, 'seat');
}

export function useLanguageOptions(): readonly SelectOption[] {
  return useOptions(languages, 'language');
}

function useOptions(values: readonly string[], field: string): readonly SelectOption[] {
  const text = useText();
  return useMemo(
    () => values.map((value) => ({ value, label: text(`org.option.${field}.${value}`) })),
    [values, field, text],
  );
}
