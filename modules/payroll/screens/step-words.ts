import { useCallback } from 'react';
import { isLocalDate, isMonth } from '#kernel/date.ts';
import { coveredAmount, useHiddenAmounts } from '#renderer/kit/hide-amounts.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText, type TextParams } from '#renderer/locale/text.ts';
import { useCodeNames, useComponentNames } from './lookups.ts';

type Params = Readonly<Record<string, string | number>>;

/** Shares of a ten-thousandth as percent: 2550 is 25.5. */
const PER_PERCENT = 100;

/** Values that are amounts of money, covered like every other amount when the user hides them. */
const amounts: ReadonlySet<string> = new Set([
  ...['amount', 'nominal', 'first', 'increment', 'each', 'base', 'gross', 'part', 'cut', 'due', 'taken'],
  ...['net', 'floor', 'before', 'now'],
]);

/** The values of an explanation or an issue as a person reads them: days, months, shares, and the names of codes. */
export function useReadableParams(): (params: Params) => TextParams {
  const text = useText();
  const { shortDate, month, digits, number } = useDisplay();
  const codeName = useCodeNames();
  const componentName = useComponentNames();
  const { isHidden } = useHiddenAmounts();
  return useCallback(
    (params) => {
      const isFixed = params['method'] === 'FIXED';
      const read = (name: string, value: string | number): string | number => {
        if (isHidden && (amounts.has(name) || (name === 'figure' && isFixed))) return coveredAmount;
        switch (name) {
          case 'basisPoints':
            return digits(`${Number(value) / PER_PERCENT}٪`);
          case 'figure':
            return isFixed ? value : digits(`${Number(value) / PER_PERCENT}٪`);
          case 'grade':
          case 'status':
            return codeName(String(value));
          case 'component':
          case 'other':
          case 'code':
            return componentName(String(value));
          case 'leave':
            return text(`payroll.option.leave.${value}`);
          case 'name':
            return text(`payroll.option.timeline.${value}`);
          case 'hasAgeRelief':
            return value === 1 ? text('payroll.step.withAgeRelief') : '';
          case 'step':
            return digits(String(value));
          default:
            break;
        }
        if (typeof value === 'number') return value;
        if (isLocalDate(value)) return shortDate(value);
        if (isMonth(value)) return month(value);
        // Exact amounts that are no whole dinars come as text.
        return /^-?\d+\.\d+$/u.test(value) ? grouped(value, number, digits) : value;
      };
      return Object.fromEntries(
        // `count` would choose a plural form.
        Object.entries(params).map(([name, value]) => [name === 'count' ? 'number' : name, read(name, value)]),
      );
    },
    [text, shortDate, month, digits, number, codeName, componentName, isHidden],
  );
}

/** `143225.8064` with its thousands apart. */
function grouped(value: string, number: (value: number) => string, digits: (text: string) => string): string {
  const [whole = '', fraction = ''] = value.split('.');
  return `${number(Number(whole))}${digits(`.${fraction}`)}`;
}

/** One step of an explanation as a sentence. */
export function useStepWords(): (step: { readonly key: string; readonly params: Params }) => string {
  const text = useText();
  const readable = useReadableParams();
  return useCallback(({ key, params }) => text(`payroll.step.${key}`, readable(params)), [text, readable]);
}

/** An issue as a sentence. */
export function useIssueWords(): (issue: { readonly code: string; readonly params: Params }) => string {
  const text = useText();
  const readable = useReadableParams();
  return useCallback(({ code, params }) => text(`payroll.option.issue.${code}`, readable(params)), [text, readable]);
}
