import { z } from 'zod';
import { localDate } from '#kernel/date.ts';
import { zDate, zOptionalText, zRequired } from '#modules/contract.ts';
import { useText } from '#renderer/locale/text.ts';
import { DateField } from '../fields/date-field.tsx';
import { LtrField } from '../fields/ltr-field.tsx';
import { FieldList } from '../fields/field-list.tsx';
import { MoneyField } from '../fields/money-field.tsx';
import { MonthField } from '../fields/month-field.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { PersonNameField } from '../fields/person-name-field.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { TextAreaField } from '../fields/text-area-field.tsx';
import { TextField } from '../fields/text-field.tsx';
import { TreeField, type TreeNode } from '../fields/tree-field.tsx';
import { Form, FormSection } from '../form/form.tsx';
import { useToast } from '../toast.tsx';

const schema = z.strictObject({
  name: zRequired(200),
  number: zRequired(20),
  unit: z.string(),
  hiredOn: zDate,
  birthday: zDate.nullable(),
  month: z.string().nullable(),
  salary: z.number().int().min(1),
  days: z.number().int().min(0).max(60),
  state: z.enum(['active', 'leave', 'stopped', 'retired']),
  isPermanent: z.boolean(),
  phone: zOptionalText(20),
  jobTitle: zOptionalText(60),
  note: zOptionalText(400),
  members: z.array(z.strictObject({ name: zRequired(100), seat: z.string() })).max(5),
});

const values = {
  name: 'زينب عبد الأمير كاظم الخفاجي',
  number: 'م ب/1047',
  unit: 'payroll',
  hiredOn: localDate('2014-09-01'),
  birthday: null,
  month: '2026-02',
  salary: 1_152_500,
  days: 12,
  state: 'active',
  isPermanent: true,
  phone: '+964 770 123 4567',
  jobTitle: 'معاون ملاحظ',
  note: '',
  members: [{ name: 'أحمد جاسم محمد', seat: 'chairman' }],
};

/** Every field in one form; the office's refusals can be tried with its second button. */
export function GalleryForm({ isReadOnly = false }: { isReadOnly?: boolean }) {
  const text = useText();
  const toast = useToast();
  const units = useUnits();
  return (
    <Form
      schema={schema}
      values={values}
      module="kit"
      onSubmit={async (output) => toast.done(text('kit.gallery.saved', { name: output.name }))}
      onCancel={() => toast.done(text('kit.action.cancel'))}
      {...(isReadOnly && { answer: { ok: false as const, problems: [{ code: 'GALLERY_CLOSED' }] } })}
    >
      <FormSection title={text('kit.gallery.personal')}>
        <PersonNameField name="name" />
        <TextField name="number" />
        <DateField name="birthday" hint={text('kit.gallery.dateHint')} />
        <LtrField name="phone" />
        <TextField name="jobTitle" />
      </FormSection>
      <FormSection title={text('kit.gallery.employment')}>
        <TreeField name="unit" nodes={units} />
        <DateField name="hiredOn" />
        <MonthField name="month" />
        <MoneyField name="salary" showWords />
        <NumberField name="days" min={0} max={60} unit={text('kit.gallery.days')} />
        <SelectField
          name="state"
          options={(['active', 'leave', 'stopped', 'retired'] as const).map((value) => ({
            value,
            label: text(`kit.gallery.state.${value}`),
          }))}
        />
        <SwitchField name="isPermanent" />
        <TextAreaField name="note" span={2} maxLength={400} />
      </FormSection>
      <FieldList
        name="members"
        title={text('kit.gallery.members')}
        newRow={() => ({ name: '', seat: 'member' })}
        renderRow={(prefix) => (
          <>
            <PersonNameField name={`${prefix}.name`} span={2} />
            <SelectField
              name={`${prefix}.seat`}
              label={text('kit.field.seat')}
              options={(['chairman', 'member'] as const).map((value) => ({
                value,
                label: text(`kit.gallery.seat.${value}`),
              }))}
            />
          </>
        )}
      />
    </Form>
  );
}

function useUnits(): readonly TreeNode[] {
  return [
    { id: 'directorate', parentId: null, title: 'مديرية بلدية الحلة', code: '01' },
    { id: 'hr', parentId: 'directorate', title: 'قسم الموارد البشرية', code: '0101' },
    { id: 'finance', parentId: 'directorate', title: 'قسم الشؤون المالية', code: '0102' },
    { id: 'payroll', parentId: 'finance', title: 'شعبة الرواتب', code: '010201' },
    { id: 'accounts', parentId: 'finance', title: 'شعبة الحسابات', code: '010202' },
    { id: 'services', parentId: 'directorate', title: 'قسم الخدمات البلدية', code: '0103', isDisabled: true },
    { id: 'roads', parentId: 'services', title: 'شعبة الطرق', code: '010301' },
  ];
}
