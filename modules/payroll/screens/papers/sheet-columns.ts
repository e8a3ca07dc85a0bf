import { useMemo } from 'react';
import type { SlipRow, zSheetRows } from '../../contract/index.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { z } from 'zod';
import { sheetCodes } from '../../rules/sheet-codes.ts';
import { useCodeNames, useComponentNames } from '../lookups.ts';

/** A row of the sheet: the slip with what stands beside its figures. */
export type SheetRow = SlipRow & { readonly beside: z.infer<typeof zSheetRows>[number] | undefined };

type Sums = Parameters<typeof sheetCodes>[0] & { readonly arrearsNet: number };

/** Columns behind the net: an A4 page has no room for them. */
const behind = ['iban', 'unitName', 'riskShare', 'post', 'maritalStatus', 'rateSince'] as const;

export function fitsA4({ key }: { readonly key: string }): boolean {
  return !behind.some((each) => each === key);
}

/** The columns of the payroll sheet (قائمة الرواتب) as real sheets have them (domain sheet §5.2). */
export function useSheetColumns(sums: Sums | undefined): readonly Column<SheetRow>[] {
  const text = useText();
  const { digits } = useDisplay();
  const codeName = useCodeNames();
  const componentName = useComponentNames();
  return useMemo(() => {
    if (!sums) return [];
    const title = (key: string): string => text(`payroll.field.${key}`);
    const codes = sheetCodes(sums);
    const component = (code: string, side: 'lines' | 'deductions'): Column<SheetRow> => ({
      ...{ key: `${side}.${code}`, title: componentName(code), kind: 'money', width: 110, total: 'sum' },
      value: (row) => row[side][code] ?? null,
    });
    const sum = (key: 'gross' | 'deductionsTotal' | 'arrearsNet' | 'net'): Column<SheetRow> => ({
      ...{ key, title: title(key), kind: 'money', width: 115, total: 'sum' },
      value: (row) => row[key],
    });
    const plain = (
      column: Pick<Column<SheetRow>, 'key' | 'value' | 'width'> & Partial<Column<SheetRow>>,
    ): Column<SheetRow> => ({ kind: 'text', title: title(column.key), ...column });
    return [
      plain({ key: 'employeeNumber', width: 90, isLtr: true, value: (row) => row.employeeNumber }),
      plain({ key: 'fullName', width: 210, pin: 'start', value: (row) => row.fullName }),
      plain({ key: 'jobTitle', width: 110, value: (row) => row.jobTitle }),
      plain({ key: 'certificate', width: 95, value: (row) => codeName(row.certificate) }),
      plain({ key: 'grade', width: 95, value: (row) => codeName(row.grade) }),
      plain({ key: 'step', width: 60, kind: 'number', value: (row) => row.step }),
      plain({ key: 'taxStatus', width: 110, value: (row) => codeName(row.taxStatus) }),
      ...codes.earnings.map((code) => component(code, 'lines')),
      sum('gross'),
      ...codes.deductions.map((code) => component(code, 'deductions')),
      sum('deductionsTotal'),
      ...(sums.arrearsNet === 0 ? [] : [sum('arrearsNet')]),
      sum('net'),
      plain({ key: 'iban', width: 190, isLtr: true, value: (row) => row.iban }),
      plain({
        key: 'unitName',
        title: text('payroll.sheet.workplace'),
        width: 150,
        value: (row) => row.beside?.unitName ?? null,
      }),
      plain({
        ...{ key: 'riskShare', title: text('payroll.sheet.riskShare'), width: 80 },
        value: ({ beside }) => (beside?.riskBasisPoints == null ? null : digits(`${beside.riskBasisPoints / 100}%`)),
      }),
      plain({ key: 'post', title: text('payroll.sheet.post'), width: 110, value: (row) => row.beside?.post ?? null }),
      plain({
        ...{ key: 'maritalStatus', title: text('payroll.sheet.maritalStatus'), width: 90 },
        value: ({ beside }) =>
          beside?.maritalStatus == null ? null : text(`hr.option.maritalStatus.${beside.maritalStatus}`),
      }),
      plain({
        ...{ key: 'rateSince', title: text('payroll.sheet.rateSince'), kind: 'date', width: 110 },
        value: (row) => row.beside?.rateSince ?? null,
      }),
    ];
  }, [text, digits, codeName, componentName, sums]);
}
