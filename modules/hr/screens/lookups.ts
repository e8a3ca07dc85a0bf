import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SelectOption } from '#renderer/kit/fields/select-field.tsx';
import type { TreeNode } from '#renderer/kit/fields/tree-field.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { texts } from '#renderer/locale/i18n.ts';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import type { CodeRow, EmployeeListRow } from '../contract/index.ts';
import { org, query } from './client.ts';

const noCodes: readonly CodeRow[] = [];
const noStaff: readonly EmployeeListRow[] = [];

/** The units as a tree to pick from; closed ones can be seen but not chosen. */
export function useUnitNodes(): readonly TreeNode[] {
  const { data } = useQuery(org.query.unit.list.queryOptions({ input: {} }));
  const language = useLanguage();
  return useMemo(
    () =>
      (data ?? []).map(({ id, parentId, code, state, ...names }) => ({
        ...{ id, parentId, code, title: nameIn(language, names), isDisabled: state === 'closed' },
      })),
    [data, language],
  );
}

/** The same for who comes to serve here: he is put into no unit where nobody would pay him. */
export function usePaidUnitNodes(): readonly TreeNode[] {
  const { data } = useQuery(org.query.unit.list.queryOptions({ input: {} }));
  const nodes = useUnitNodes();
  return useMemo(() => {
    const unpaid = new Set((data ?? []).filter(({ isUnpaid }) => isUnpaid).map(({ id }) => id));
    return nodes.map((node) => (unpaid.has(node.id) ? { ...node, isDisabled: true } : node));
  }, [data, nodes]);
}

export function useUnitNames(): (id: string) => string {
  const nodes = useUnitNodes();
  return useMemo(() => {
    const names = new Map(nodes.map(({ id, title }) => [id, title]));
    return (id) => names.get(id) ?? '';
  }, [nodes]);
}

function useCodes(): readonly CodeRow[] {
  return useQuery(query.code.list.queryOptions()).data ?? noCodes;
}

/** The codes of the rule package of one kind, by their names. */
export function useCodeOptions(kind: CodeRow['kind']): readonly SelectOption[] {
  const codes = useCodes();
  return useMemo(
    () => codes.filter((row) => row.kind === kind).map(({ code, titleAr }) => ({ value: code, label: titleAr })),
    [codes, kind],
  );
}

/** The name of a code of the rule package; the code itself where the package no longer has it. */
export function useCodeNames(): (code: string) => string {
  const codes = useCodes();
  return useMemo(() => {
    const names = new Map(codes.map(({ code, titleAr }) => [code, titleAr]));
    return (code) => names.get(code) ?? code;
  }, [codes]);
}

/** What a component of the pay is called: in the user's language, or as the office called it that wrote it down. */
export function useComponentNames(): (line: { readonly code: string; readonly title: string }) => string {
  const text = useText();
  return useMemo(
    () =>
      ({ code, title }) => {
        const key = `payroll.option.component.${code}`;
        return texts.exists(key) ? text(key) : title;
      },
    [text],
  );
}

/** The name of a leave, also of an absence that no rule of the package grants. */
export function useLeaveNames(): (type: string) => string {
  const codeName = useCodeNames();
  const text = useText();
  return useMemo(
    () => (type) => (type === 'SUSPENSION' || type === 'ABSENCE' ? text(`hr.option.away.${type}`) : codeName(type)),
    [codeName, text],
  );
}

/** The values that the contract lists, as options. */
export function useOptions(values: readonly string[], field: string): readonly SelectOption[] {
  const text = useText();
  return useMemo(
    () => values.map((value) => ({ value, label: text(`hr.option.${field}.${value}`) })),
    [values, field, text],
  );
}

/** Everybody whom this user may see; empty while they are being fetched. */
export function useStaff(): readonly EmployeeListRow[] {
  return useQuery(query.employee.list.queryOptions({ input: {} })).data ?? noStaff;
}
