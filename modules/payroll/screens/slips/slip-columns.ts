import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useText } from '#renderer/locale/text.ts';
import { ownComponents, paymentWays, type CodeName, type SlipRow, type SlipSums } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCodeNames, useComponentNames, useOptions, useUnitNames } from '../lookups.ts';

type MoneyKey = 'gross' | 'deductionsTotal' | 'regularNet' | 'arrearsNet' | 'net' | 'stateShare';

const noCodes: readonly CodeName[] = [];

/** Who, where, each component that anybody has, and what remains: one column for each component of the run. */
export function useSlipColumns(slips: readonly SlipRow[], sums: SlipSums | undefined): readonly Column<SlipRow>[] {
  const text = useText();
  const unitName = useUnitNames();
  const codeName = useCodeNames();
  const componentName = useComponentNames();
  const ways = useOptions(paymentWays, 'payBy');
  const components = useComponentsOf(sums);
  const units = useOptionsOf(slips, 'unitId', unitName);
  const grades = useOptionsOf(slips, 'grade', codeName);
  return useMemo(() => {
    const title = (key: string): string => text(`payroll.field.${key}`);
    const sum = (key: MoneyKey, isHidden = false): Column<SlipRow> => ({
      ...{ key, title: title(key), kind: 'money', width: 120, total: 'sum', isHidden },
      value: (row) => row[key],
    });
    const component = (part: 'lines' | 'deductions', code: string): Column<SlipRow> => ({
      ...{ key: `${part}.${code}`, title: componentName(code), kind: 'money', width: 125, total: 'sum' },
      value: (row) => row[part][code] ?? null,
    });
    return [
      {
        ...{
          key: 'employeeNumber',
          title: title('employeeNumber'),
          kind: 'text',
          width: 110,
          isLtr: true,
          pin: 'start',
        },
        value: (row) => row.employeeNumber,
      },
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 220, pin: 'start' },
        value: (row) => row.fullName,
      },
      { key: 'grade', title: title('grade'), kind: 'enum', width: 120, options: grades, value: (row) => row.grade },
      { key: 'step', title: title('step'), kind: 'number', width: 80, value: (row) => row.step },
      ...components.lines.map((code) => component('lines', code)),
      sum('gross'),
      ...components.deductions.map((code) => component('deductions', code)),
      ...[sum('deductionsTotal'), sum('regularNet', true), sum('arrearsNet'), sum('net'), sum('stateShare')],
      { key: 'unitId', title: title('unitId'), kind: 'enum', width: 200, options: units, value: (row) => row.unitId },
      { key: 'isHeld', title: title('isHeld'), kind: 'boolean', width: 90, value: (row) => row.isHeld },
      { key: 'payBy', title: title('payBy'), kind: 'enum', width: 90, options: ways, value: (row) => row.payBy },
      { key: 'jobTitle', title: title('jobTitle'), kind: 'text', width: 160, value: (row) => row.jobTitle },
      {
        ...{ key: 'certificate', title: title('certificate'), kind: 'text', width: 120 },
        value: (row) => codeName(row.certificate),
      },
      {
        ...{ key: 'taxStatus', title: title('taxStatus'), kind: 'text', width: 180, isHidden: true },
        value: (row) => codeName(row.taxStatus),
      },
      { key: 'bank', title: title('bank'), kind: 'text', isHidden: true, value: (row) => row.bank },
      {
        ...{ key: 'iban', title: title('iban'), kind: 'text', width: 230, isLtr: true, isHidden: true },
        value: (row) => row.iban,
      },
    ];
  }, [text, codeName, componentName, ways, components, units, grades]);
}

/** The components that the run has, in the order of a slip: the salary, the allowances of the rules, then what is taken. */
function useComponentsOf(sums: SlipSums | undefined) {
  const { data = noCodes } = useQuery(query.code.list.queryOptions());
  return useMemo(() => {
    const known = [...data.map(({ code }) => code), ...ownComponents];
    const place = (code: string): number =>
      code === 'NOMINAL' ? -1 : (known.indexOf(code) + known.length) % known.length;
    const ordered = (part: Readonly<Record<string, number>> | undefined): readonly string[] =>
      Object.keys(part ?? {}).toSorted((left, right) => place(left) - place(right));
    return { lines: ordered(sums?.lines), deductions: ordered(sums?.deductions) };
  }, [data, sums]);
}

/** The values that a column has, by their names, so that it can be narrowed to some of them. */
function useOptionsOf(slips: readonly SlipRow[], key: 'unitId' | 'grade', nameOf: (value: string) => string) {
  return useMemo(
    () =>
      [...new Set(slips.map((slip) => slip[key]))].flatMap((value) =>
        value === null ? [] : [{ value, label: nameOf(value) }],
      ),
    [slips, key, nameOf],
  );
}

/** What a column of the grid sums up to over all slips of the run. */
export function sumOfColumn(sums: SlipSums | undefined, key: string): number | null {
  if (!sums) return null;
  const [part = '', code = ''] = key.split('.');
  if (part === 'lines' || part === 'deductions') return sums[part][code] ?? 0;
  return key in sums ? Number(sums[key as MoneyKey]) : null;
}
