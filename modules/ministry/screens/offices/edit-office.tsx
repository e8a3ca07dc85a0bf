import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Loading } from '#renderer/kit/loading.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import type { OfficeRow } from '../../contract/index.ts';
import { officeMark } from '../../rules/office.ts';
import { call, query } from '../client.ts';
import { OfficeForm } from './office-form.tsx';

/** Changes what stands of an office in the register; its number stays. */
export default function EditOffice() {
  const no = Number(useParams()['id']);
  const { data: office, error } = useQuery(query.office.get.queryOptions({ input: { office: no } }));
  const { data: register = [] } = useQuery(query.office.list.queryOptions({ input: {} }));
  if (!office && error) throw error;
  if (!office) return <Loading lines={6} />;
  return <Edit key={no} looked={office} register={register} />;
}

function Edit({ looked, register }: { readonly looked: OfficeRow; readonly register: readonly OfficeRow[] }) {
  const text = useText();
  const language = useLanguage();
  const navigate = useNavigate();
  const toast = useToast();
  const queries = useQueryClient();
  // As it was when somebody began to write.
  const [office] = useState(looked);
  const page = `/ministry/offices/${office.office}`;
  return (
    <>
      <PageHeader title={text('ministry.office.edit')} subtitle={nameIn(language, office)} />
      <OfficeForm
        office={office}
        register={register}
        onCancel={() => void navigate(page)}
        onSubmit={async (fields) => {
          await call.office.change({ ...fields, office: office.office, mark: officeMark(office) });
          await queries.invalidateQueries({ queryKey: query.office.key() });
          await navigate(page);
          toast.done(text('ministry.offices.changed'));
        }}
      />
    </>
  );
}
