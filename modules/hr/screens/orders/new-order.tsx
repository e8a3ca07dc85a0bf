import { useNavigate, useSearchParams } from 'react-router';
import { Form } from '#renderer/kit/form/form.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { call } from '../client.ts';
import { useStaff } from '../lookups.ts';
import { OrderFields } from './order-fields.tsx';
import { orderForm } from './order-form.ts';
import { demandOrder } from './demand-order.ts';

/** An order is drafted: the paper first, then a row for each employee. */
export default function NewOrder() {
  const text = useText();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { today } = useDesk();
  const staff = useStaff();
  const done = useCommandDone();
  return (
    <>
      <PageHeader title={text('hr.order.new')} />
      <Form
        schema={orderForm}
        values={{
          ...{ kind: null, number: '', orderDate: today, effectiveDate: today, issuer: '', subject: null },
          ...{ unitId: null, lines: [{ number: params.get('number') ?? '', name: null }] },
        }}
        module="hr"
        onCancel={() => void navigate('/hr/orders')}
        onSubmit={async (form) => {
          const { id } = await call.order.draft(demandOrder(form, staff));
          await navigate(`/hr/orders/${id}`);
          await done('hr.order.draft');
        }}
      >
        <OrderFields />
      </Form>
    </>
  );
}
