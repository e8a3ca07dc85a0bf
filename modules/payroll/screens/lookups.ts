import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SelectOption } from '#renderer/kit/fields/select-field.tsx';
import type { TreeNode } from '#renderer/kit/fields/tree-field.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { texts } from '#renderer/locale/i18n.ts';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import type { CodeName, PersonRow } from '../contract/index.ts';
import { org, query } from './client.ts';

const noCodes: readonly CodeName[] = [];
const noStaff: readonly PersonRow[] = [];

/** The units that pay salaries themselves: each has its own runs. */
export function useEntityOptions(): readonly SelectOption[] {
  const { data } = useQuery(org.query.unit.list.queryOptions({ input: {} }));
  const language = useLanguage();
  return useMemo(
    () =>
      (data ?? [])
        .filter(({ isPayingEntity, state }) => isPayingEntity && state !== 'closed')
        .map(({ id, ...names }) => ({ value: id, label: nameIn(language, names) })),
    [data, language],
  );
}

/** The units as a tree to pick from. */
export function useUnitNodes(): readonly TreeNode[] {
  const { data } = useQuery(org.query.unit.list.queryOptions({ input: {} }));
  const language = useLanguage();
  return useMemo(
    () =>
      (data ?? []).map(({ id, parentId, code, ...names }) => ({ id, parentId, code, title: nameIn(language, names) })),
    [data, language],
  );
}

export function useUnitNames(): (id: string) => string {
  const nodes = useUnitNodes();
  return useMemo(() => {
    const names = new Map(nodes.map(({ id, title }) => [id, title]));
    return (id) => names.get(id) ?? '';
  }, [nodes]);
}

/** The name of a code of the rule package: a grade, a certificate, a tax status; the code itself where it has none. */
export function useCodeNames(): (code: string | null) => string {
  const { data = noCodes } = useQuery(query.code.list.queryOptions());
  return useMemo(() => {
    const names = new Map(data.map(({ code, titleAr }) => [code, titleAr]));
    return (code) => (code === null ? '' : (names.get(code) ?? code));
  }, [data]);
}

/** What a component of the pay is called: in the user's language, or as the rule package calls it. */
export function useComponentNames(): (code: string) => string {
  const text = useText();
  const codeName = useCodeNames();
  return useMemo(() => {
    return (code) => {
      const key = `payroll.option.component.${code}`;
      return texts.exists(key) ? text(key) : codeName(code);
    };
  }, [text, codeName]);
}

/** The values that the contract lists, as options. */
export function useOptions(values: readonly string[], field: string): readonly SelectOption[] {
  const text = useText();
  return useMemo(
    () => values.map((value) => ({ value, label: text(`payroll.option.${field}.${value}`) })),
    [values, field, text],
  );
}

/** Whom this user may give a debt or an addition; empty while they are being fetched. */
export function useStaff(): readonly PersonRow[] {
  return useQuery(query.person.list.queryOptions()).data ?? noStaff;
}
