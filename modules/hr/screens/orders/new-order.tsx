import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useFormState } from 'react-hook-form';
import { useNavigate, useSearchParams } from 'react-router';
import { useActions, type Action } from '#renderer/kit/actions.tsx';
import { Form } from '#renderer/kit/form/form.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { nextOrderNumber } from '../../rules/order-number.ts';
import { call } from '../client.ts';
import { useStaff } from '../lookups.ts';
import { OrderFields } from './order-fields.tsx';
import { orderForm, type OrderForm } from './order-form.ts';
import { demandOrder } from './demand-order.ts';

/**
 * An order is drafted: the paper first, then a row for each employee. Whoever has many orders before him saves each
 * with Ctrl+Shift+S and goes on with the next: its paper is as the last one, its number the next of the register.
 */
export default function NewOrder() {
  const text = useText();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { today, user } = useDesk();
  const staff = useStaff();
  const done = useCommandDone();
  const goesOn = useRef(false);
  const goOn = useCallback(() => {
    goesOn.current = true;
  }, []);
  const stayHere = useCallback(() => {
    goesOn.current = false;
  }, []);
  const [round, setRound] = useState(0);
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() => ({
    ...{ kind: null, number: '', orderDate: today, effectiveDate: today, issuer: '', subject: null },
    ...{ unitId: user.unitId, lines: [{ number: params.get('number') ?? '', name: null }] },
  }));
  return (
    <>
      <PageHeader title={text('hr.order.new')} />
      <Form
        key={round}
        schema={orderForm}
        values={values}
        module="hr"
        isPage
        onCancel={() => void navigate('/hr/orders')}
        actions={<SaveAndNext onPressed={goOn} onTried={stayHere} />}
        onSubmit={async (form) => {
          const isNext = goesOn.current;
          const { id } = await call.order.draft(demandOrder(form, staff));
          if (isNext) {
            setValues(nextOf(form));
            setRound(round + 1);
          } else await navigate(`/hr/orders/${id}`);
          await done('hr.order.draft');
        }}
      >
        <OrderFields />
        {round > 0 && <FocusLines />}
      </Form>
    </>
  );
}

/** The next order of the pile: the same paper, the next number, other employees. */
function nextOf({ kind, number, orderDate, effectiveDate, issuer, subject, unitId }: OrderForm) {
  return {
    ...{ kind, number: nextOrderNumber(number), orderDate, effectiveDate, issuer, subject, unitId },
    lines: [{ number: '', name: null }],
  };
}

function SaveAndNext(props: { readonly onPressed: () => void; readonly onTried: () => void }) {
  const { onPressed, onTried } = props;
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  const { submitCount } = useFormState();
  // What was refused is mended first; whether it goes on is then said anew.
  useEffect(onTried, [submitCount, onTried]);
  useActions(
    useMemo<readonly Action[]>(
      () => [
        {
          ...{ id: 'hr.order.saveNext', title: 'hr.order.saveNext', icon: 'save', shortcut: 'Ctrl+Shift+S' },
          perform: () => button.current?.click(),
        },
      ],
      [],
    ),
  );
  return (
    <Button
      ref={button}
      htmlType="submit"
      icon={<Icon name="save" />}
      aria-keyshortcuts="Control+Shift+S"
      onClick={onPressed}
    >
      {text('hr.order.saveNext')}
    </Button>
  );
}

/** The paper stands already: the hand goes on with the employees. */
function FocusLines() {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    place.current?.closest('form')?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  }, []);
  return <span ref={place} hidden />;
}
