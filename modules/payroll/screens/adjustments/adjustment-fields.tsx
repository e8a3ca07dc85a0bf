import { useMemo } from 'react';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { MoneyField } from '#renderer/kit/fields/money-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { FormSection, useFormValues } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { adjustmentCodes, adjustmentInput, zPositive } from '../../contract/index.ts';
import { directionOf, type Direction } from '../../rules/adjustment.ts';
import { useComponentNames } from '../lookups.ts';

/** What is entered of an amount: it is always positive, and its kind says whether it is added or taken. */
export const enteredAmount = adjustmentInput.omit({ runId: true, employeeId: true }).extend({ amount: zPositive });

/** What is added or taken, how much, and by which order. A code that an office brought itself stays to be chosen. */
export function AdjustmentFields({ code, direction }: { readonly code?: string; readonly direction: Direction }) {
  const text = useText();
  const { code: chosen } = useFormValues();
  const does = directionOf(String(chosen)) ?? direction;
  const componentName = useComponentNames();
  const options = useMemo(
    () =>
      [...new Set([...adjustmentCodes, ...(code === undefined ? [] : [code])])].map((value) => ({
        ...{ value, label: componentName(value) },
      })),
    [code, componentName],
  );
  return (
    <FormSection>
      <SelectField name="code" options={options} />
      <MoneyField name="amount" hint={text(`payroll.adjustment.hint.${does}`)} />
      <LtrField name="orderNumber" />
      <TextField name="reason" span={3} />
    </FormSection>
  );
}
