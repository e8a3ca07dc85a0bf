import { MonthField } from '#renderer/kit/fields/month-field.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';

/** What is written of a package beside its rules. */
export function PackageFields() {
  const text = useText();
  return (
    <FormSection>
      <TextField name="titleAr" span={2} />
      <MonthField name="firstMonth" hint={text('regulation.package.firstMonthHint')} />
      <TextAreaField name="note" span={3} />
    </FormSection>
  );
}
