import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { EmployeeListRow } from '../../contract/index.ts';
import { ageBandOf } from '../../rules/headcount.ts';
import { useCodeNames, useUnitNames } from '../lookups.ts';

/** By what the headcount is cut: each bar of a chart leads to the list of those whom it counts. */
export const sliceKinds = ['grade', 'age', 'certificate', 'unit'] as const;
export type SliceKind = (typeof sliceKinds)[number];

/** The address of the list of those whom one bar counts. */
export function pathOfSlice(kind: SliceKind, key: string): string {
  return `/hr/employees?${new URLSearchParams({ [kind]: key }).toString()}`;
}

/** The name of a slice on the charts and above the list. */
export function useSliceNames(): (kind: SliceKind, key: string) => string {
  const text = useText();
  const { digits } = useDisplay();
  const codeName = useCodeNames();
  const unitName = useUnitNames();
  return useMemo(
    () => (kind, key) => {
      const names = { grade: codeName, certificate: codeName, unit: unitName };
      const name = kind === 'age' ? digits(text(`hr.option.age.${key}`)) : names[kind](key);
      return name || text('hr.headcount.unknown');
    },
    [text, digits, codeName, unitName],
  );
}

/** The slice that the address asks for: its name, and whom it lets through; null for the whole list. */
export function useSlice(): { readonly name: string; readonly holds: (row: EmployeeListRow) => boolean } | null {
  const text = useText();
  const { today } = useDesk();
  const [params] = useSearchParams();
  const sliceName = useSliceNames();
  return useMemo(() => {
    const kind = sliceKinds.find((each) => params.has(each));
    if (kind === undefined) return null;
    const key = params.get(kind) ?? '';
    return {
      name: `${text(`hr.headcount.${kind}`)}: ${sliceName(kind, key)}`,
      // The headcount counts who serves.
      holds: (row) => row.isInService && keyOf(kind, row) === key,
    };
    function keyOf(by: SliceKind, row: EmployeeListRow): string {
      switch (by) {
        case 'grade':
          return row.grade ?? '';
        case 'age':
          return ageBandOf(row.birthDate, today);
        case 'certificate':
          return row.certificate ?? '';
        case 'unit':
          return row.unitId;
        default:
          return by satisfies never;
      }
    }
  }, [params, sliceName, text, today]);
}
