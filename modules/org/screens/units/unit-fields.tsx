import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useUnitNodes, useUnitTypeOptions } from '../lookups.ts';

/** The fields of a unit. Its place, type and end are chosen once, when it is established; later they are moves. */
export function UnitFields({ isNew = false }: { readonly isNew?: boolean }) {
  const text = useText();
  const types = useUnitTypeOptions();
  const nodes = useUnitNodes();
  return (
    <>
      <FormSection title={text('org.unit.names')}>
        <TextField name="nameAr" />
        <TextField name="nameCkb" />
        <TextField name="nameEn" />
      </FormSection>
      <FormSection title={text('org.unit.place')}>
        {isNew && <TreeField name="parentId" nodes={nodes} span={2} />}
        {isNew && <SelectField name="type" options={types} />}
        <LtrField name="code" />
        <DateField name="validFrom" />
        {isNew && <DateField name="validTo" />}
        <SwitchField name="isPayingEntity" />
      </FormSection>
    </>
  );
}
