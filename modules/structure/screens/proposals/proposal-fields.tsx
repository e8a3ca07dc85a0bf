import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useKinds, useOfficeNodes } from '../lookups.ts';

/** What is written of a new office or of another wording: the office as it should be, and why. */
export function ProposalFields({ aboutOffice }: { readonly aboutOffice: number | null }) {
  const text = useText();
  const nodes = useOfficeNodes({ except: aboutOffice });
  const kinds = useKinds();
  return (
    <>
      <ReasonField />
      <FormSection title={text('structure.proposal.asWanted')}>
        <TextField name="nameAr" />
        <TextField name="nameCkb" />
        <TextField name="nameEn" />
        <SelectField name="kind" options={kinds} />
        <TreeField name="parentOffice" nodes={nodes} span={2} hint={text('structure.proposal.aboveHint')} />
      </FormSection>
    </>
  );
}

/** Why: of a closing it is all that is written. */
export function ReasonField() {
  const text = useText();
  return (
    <FormSection title={text('structure.proposal.why')}>
      <TextAreaField name="reason" span={3} rows={2} maxLength={500} />
    </FormSection>
  );
}
