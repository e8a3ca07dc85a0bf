import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useToast } from '#renderer/kit/toast.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { call, query } from '../client.ts';
import { OfficeForm } from './office-form.tsx';

/** Registers an office: it gets the next number, which no other will ever have. */
export default function NewOffice() {
  const text = useText();
  const navigate = useNavigate();
  const toast = useToast();
  const { number } = useDisplay();
  const { data: register = [] } = useQuery(query.office.list.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={text('ministry.offices.new')} />
      <OfficeForm
        register={register}
        onCancel={() => void navigate('/ministry/offices')}
        onSubmit={async (fields) => {
          const { office } = await call.office.add(fields);
          await navigate(`/ministry/offices/${office}`);
          toast.done(text('ministry.offices.added', { office: number(office) }));
        }}
      />
    </>
  );
}
