import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useLanguageOptions, useUnitNodes } from '../lookups.ts';

/** The fields of a user. */
export function UserFields({ isNew = false }: { readonly isNew?: boolean }) {
  const text = useText();
  const languages = useLanguageOptions();
  const nodes = useUnitNodes();
  return (
    <>
      <FormSection title={text('org.user.person')}>
        <TextField name="nameAr" />
        <TextField name="nameCkb" />
        <TextField name="nameEn" />
        <TextField name="jobTitle" />
        <TreeField name="unitId" nodes={nodes} span={2} />
      </FormSection>
      <FormSection title={text('org.user.account')}>
        <LtrField name="userName" />
        <SelectField name="language" options={languages} />
        {isNew && <LtrField name="password" isPassword hint={text('platform.password.rule')} />}
      </FormSection>
    </>
  );
}
