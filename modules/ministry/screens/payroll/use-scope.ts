import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { governorates, payGroupings, type PayGrouping, type PayScope } from '../../contract/index.ts';

export const payViews = [...payGroupings, 'component'] as const;
export type PayView = (typeof payViews)[number];

interface ScopeInAddress {
  readonly view: PayView;
  /** Of what all figures of the page are, whatever they are grouped by. */
  readonly scope: PayScope;
  /** Groups anew. What is no part of such a group is left: by governorates it is the whole ministry again. */
  readonly group: (view: PayView) => void;
  readonly openGovernorate: (governorate: string) => void;
  readonly openOffice: (office: number) => void;
  /** Goes back to what lies around it. */
  readonly leave: (part: keyof PayScope) => void;
}

const wider: Readonly<Record<PayView, readonly (keyof PayScope)[]>> = {
  governorate: ['governorate', 'office'],
  office: ['office'],
  unit: [],
  component: [],
};

/** What the page of the unified payroll shows, which stands in its address. */
export function useScope(): ScopeInAddress {
  const [params, setParams] = useSearchParams();
  const governorate = governorates.find((each) => each === params.get('governorate'));
  const office = Number(params.get('office') ?? 0);
  const scope = useMemo<PayScope>(
    () => ({
      ...(governorate !== undefined && { governorate }),
      ...(Number.isInteger(office) && office > 0 && { office }),
    }),
    [governorate, office],
  );
  const show = (
    next: { readonly by?: PayView; readonly governorate?: string; readonly office?: string },
    without: readonly string[],
    how?: { readonly replace: boolean },
  ): void => {
    const kept = [...params].filter(([key]) => !without.includes(key));
    setParams({ ...Object.fromEntries(kept), ...next }, how);
  };
  return {
    view: payViews.find((each) => each === params.get('by')) ?? 'governorate',
    scope,
    group: (by) => show({ by }, wider[by], { replace: true }),
    openGovernorate: (code) => show({ governorate: code, by: 'office' }, ['office']),
    openOffice: (no) => show({ office: String(no), by: 'unit' }, []),
    leave: (part) => {
      const by: PayGrouping = 'office';
      show(part === 'office' ? { by } : {}, part === 'office' ? ['office'] : ['office', 'governorate'], {
        replace: true,
      });
    },
  };
}
