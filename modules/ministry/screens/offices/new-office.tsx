import { useNavigate } from 'react-router';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { governorates, newOffice } from '../../contract.ts';
import { call } from '../client.ts';

const kinds = ['general_directorate', 'directorate', 'office'] as const;

/** Registers an office: it gets the next number, which no other will ever have. */
export default function NewOffice() {
  const text = useText();
  const navigate = useNavigate();
  const toast = useToast();
  const { number } = useDisplay();
  return (
    <>
      <PageHeader title={text('ministry.offices.new')} />
      <Form
        schema={newOffice}
        values={{ nameAr: '', nameCkb: null, nameEn: null, kind: 'directorate', governorate: null }}
        module="ministry"
        onCancel={() => void navigate('/ministry/offices')}
        onSubmit={async (input) => {
          const { office } = await call.office.add(input);
          await navigate(`/ministry/offices/${office}`);
          toast.done(text('ministry.offices.added', { office: number(office) }));
        }}
      >
        <FormSection>
          <TextField name="nameAr" />
          <TextField name="nameCkb" />
          <TextField name="nameEn" />
          <SelectField name="kind" options={kinds.map((value) => ({ value, label: text(`ministry.kind.${value}`) }))} />
          <SelectField
            name="governorate"
            options={governorates.map((value) => ({ value, label: text(`ministry.governorate.${value}`) }))}
          />
        </FormSection>
      </Form>
    </>
  );
}
