import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { peerKinds } from '#modules/org/contract.ts';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { governorates, newOffice } from '../../contract/index.ts';
import { call, query } from '../client.ts';

/** The list of offices holds their numbers as text. */
const form = newOffice.extend({ parentOffice: z.string().nullable() });

/** Registers an office: it gets the next number, which no other will ever have. */
export default function NewOffice() {
  const text = useText();
  const navigate = useNavigate();
  const toast = useToast();
  const { number } = useDisplay();
  const language = useLanguage();
  const { data: offices = [] } = useQuery(query.office.list.queryOptions({ input: {} }));
  const above = offices.map((each) => ({ value: String(each.office), label: nameIn(language, each) }));
  return (
    <>
      <PageHeader title={text('ministry.offices.new')} />
      <Form
        schema={form}
        values={{ nameAr: '', nameCkb: null, nameEn: null, kind: 'directorate', governorate: null, parentOffice: null }}
        module="ministry"
        onCancel={() => void navigate('/ministry/offices')}
        onSubmit={async (input) => {
          const { office } = await call.office.add({
            ...input,
            parentOffice: input.parentOffice === null ? null : Number(input.parentOffice),
          });
          await navigate(`/ministry/offices/${office}`);
          toast.done(text('ministry.offices.added', { office: number(office) }));
        }}
      >
        <FormSection>
          <TextField name="nameAr" />
          <TextField name="nameCkb" />
          <TextField name="nameEn" />
          <SelectField
            name="kind"
            options={peerKinds.map((value) => ({ value, label: text(`ministry.kind.${value}`) }))}
          />
          <SelectField
            name="governorate"
            options={governorates.map((value) => ({ value, label: text(`ministry.governorate.${value}`) }))}
          />
          <SelectField name="parentOffice" options={above} />
        </FormSection>
      </Form>
    </>
  );
}
