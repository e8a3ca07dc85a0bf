import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { bloodGroups, employmentKinds, genders, maritalStatuses } from '../../contract/index.ts';
import { useOptions, useUnitNodes } from '../lookups.ts';

const groups = bloodGroups.map((value) => ({ value, label: value }));

/** What the papers of an employee say. His unit is chosen once; later orders move him. */
export function EmployeeFields({ isNew = false }: { readonly isNew?: boolean }) {
  const text = useText();
  const nodes = useUnitNodes();
  return (
    <>
      <FormSection title={text('hr.employee.names')}>
        <TextField name="firstName" />
        <TextField name="fatherName" />
        <TextField name="grandfatherName" />
        <TextField name="greatGrandfatherName" />
        <TextField name="surname" />
        <TextField name="motherName" />
        <TextField name="motherFatherName" />
        <TextField name="motherGrandfatherName" />
      </FormSection>
      <FormSection title={text('hr.employee.place')}>
        {isNew && <LtrField name="officeNumber" />}
        <SelectField name="employmentKind" options={useOptions(employmentKinds, 'employmentKind')} />
        {isNew && <TreeField name="unitId" nodes={nodes} span={2} />}
      </FormSection>
      <FormSection title={text('hr.employee.papers')}>
        <LtrField name="nationalCard" />
        <DateField name="birthDate" />
        <SwitchField name="isBirthDayAssumed" />
        <TextField name="birthPlace" />
        <SelectField name="gender" options={useOptions(genders, 'gender')} />
        <SelectField name="maritalStatus" options={useOptions(maritalStatuses, 'maritalStatus')} />
        <SelectField name="bloodGroup" options={groups} />
        <LtrField name="phone" />
        <LtrField name="civilIdNumber" />
        <LtrField name="civilRegister" />
        <LtrField name="civilPage" />
        <LtrField name="nationalityCertificate" />
        <LtrField name="residenceCard" />
      </FormSection>
      <FormSection title={text('hr.employee.address')}>
        <TextField name="governorate" />
        <TextField name="district" />
        <TextField name="subdistrict" />
        <TextField name="quarter" />
        <TextField name="alley" />
        <TextField name="house" />
        <TextAreaField name="note" span={3} />
      </FormSection>
    </>
  );
}
