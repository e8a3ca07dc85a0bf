import { useMemo } from 'react';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { MoneyField } from '#renderer/kit/fields/money-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { adjustmentCodes } from '../../contract/index.ts';
import { useComponentNames } from '../lookups.ts';

/** What is added or taken, how much, and by which order. A code that an office brought itself stays to be chosen. */
export function AdjustmentFields({ code }: { readonly code?: string }) {
  const text = useText();
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
      <MoneyField name="amount" hint={text('payroll.adjustment.amountHint')} />
      <LtrField name="orderNumber" />
      <TextField name="reason" span={3} />
    </FormSection>
  );
}
