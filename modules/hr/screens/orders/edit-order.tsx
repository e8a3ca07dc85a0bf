import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { Loading } from '#renderer/kit/loading.tsx';
import { Form } from '#renderer/kit/form/form.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { ChangedBanner } from '#renderer/record/changed-banner.tsx';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { call, query } from '../client.ts';
import { useStaff } from '../lookups.ts';
import { demandOrder } from './demand-order.ts';
import { OrderFields } from './order-fields.tsx';
import { entriesOf, orderForm } from './order-form.ts';

/** A draft is changed by who wrote it: the paper, the employees and what each is given, as when it was typed. */
export default function EditOrder() {
  const { id = '' } = useParams();
  const text = useText();
  const navigate = useNavigate();
  const staff = useStaff();
  const done = useCommandDone();
  const { data, error } = useQuery(query.order.get.queryOptions({ input: { id } }));
  const { shown: order, adopt, isBehind } = useShown(data);
  if (error) throw error;
  if (!order || staff.length === 0) return <Loading lines={8} />;
  const { kind, number, orderDate, effectiveDate, issuer, subject, unitId, revision } = order;
  const back = `/hr/orders/${id}`;
  return (
    <>
      <PageHeader
        title={text('hr.order.edit.title', { number })}
        back={{ label: text('platform.record.back'), perform: () => void navigate(back) }}
      />
      <ChangedBanner table="hr_order" id={id} isBehind={isBehind} reload={adopt} />
      <Form
        key={revision}
        schema={orderForm}
        values={{
          ...{ kind, number, orderDate, effectiveDate, issuer, subject, unitId },
          lines: entriesOf(order.lines, staff),
        }}
        module="hr"
        isPage
        answer={order.can.edit}
        onCancel={() => void navigate(back)}
        onSubmit={async (form) => {
          await call.order.edit({ ...demandOrder(form, staff), id, revision });
          await navigate(back);
          await done('hr.order.edit');
        }}
      >
        <OrderFields />
      </Form>
    </>
  );
}
