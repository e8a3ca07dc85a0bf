import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SelectOption } from '#renderer/kit/fields/select-field.tsx';
import { journalComponents, ownComponents } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useComponentNames } from '../lookups.ts';

/** What has an account: everything that a slip may name, and the two sums that only the journal has. */
export function useAccountComponents(): readonly SelectOption[] {
  const componentName = useComponentNames();
  const { data } = useQuery(query.code.list.queryOptions());
  return useMemo(() => {
    const granted = (data ?? []).filter(({ kind }) => kind === 'ALLOWANCE' || kind === 'LEVY').map(({ code }) => code);
    const codes = new Set<string>([...ownComponents, ...granted, ...journalComponents]);
    return [...codes].map((value) => ({ value, label: componentName(value) }));
  }, [data, componentName]);
}
