import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Money } from '#kernel/money.ts';
import type { Month } from '#kernel/date.ts';
import { Amount } from '#renderer/kit/hide-amounts.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { Explanation } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useComponentNames } from '../lookups.ts';
import { useStepWords } from '../step-words.ts';
import './why.css';

/** Which figure of a slip is asked about. */
export interface Asked {
  readonly code: string;
  readonly ref: string | null;
  readonly month: Month | null;
}

/** Why a figure is what it is, at the side: the slip stays in view. */
export function WhyDrawer(props: {
  readonly slipId: string;
  readonly asked: Asked | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  return (
    <SideDrawer isOpen={props.asked !== null} title={text('payroll.slip.why')} width={560} onClose={props.onClose}>
      {props.asked !== null && <Why slipId={props.slipId} asked={props.asked} />}
    </SideDrawer>
  );
}

function Why({ slipId, asked }: { readonly slipId: string; readonly asked: Asked }) {
  const { data, error } = useQuery(query.slip.explain.queryOptions({ input: { id: slipId, ...asked } }));
  if (error) throw error;
  return data ? <Explained explanation={data} /> : <Loading lines={6} />;
}

/** A figure with its steps, its rules and the orders that granted it. */
export function Explained({ explanation }: { readonly explanation: Explanation }) {
  const { month } = useDisplay();
  const componentName = useComponentNames();
  const stepWords = useStepWords();
  const { code, steps, amount, lastMonth } = explanation;
  const name = componentName(code);
  return (
    <article className="payroll-why" aria-label={name}>
      <header>
        <h3>
          {name}
          {explanation.month !== null && <span className="kit-soft"> {month(explanation.month)}</span>}
        </h3>
        <strong className="payroll-why-amount">
          {/* Whole dinars, as every amount of a slip. */}
          <Amount value={amount as Money} />
        </strong>
      </header>
      <ol>
        {steps.map((step, index) => (
          // The steps of a figure never change their places.
          <li key={index} className={step.key === 'SLICE' ? 'payroll-why-slice' : undefined}>
            {stepWords(step)}
          </li>
        ))}
      </ol>
      {lastMonth !== null && <LastMonth amount={amount} lastMonth={lastMonth} />}
      <Rules explanation={explanation} />
      <Orders explanation={explanation} />
      <Papers explanation={explanation} />
    </article>
  );
}

function LastMonth({ amount, lastMonth }: { readonly amount: number; readonly lastMonth: number }) {
  const text = useText();
  return (
    <p className="payroll-why-last">
      <span>{text('payroll.field.lastMonth')}</span>
      <Amount value={lastMonth as Money} withCurrency="no" />
      <span>{text('payroll.field.difference')}</span>
      <Amount value={(amount - lastMonth) as Money} withCurrency="no" />
    </p>
  );
}

function Rules({ explanation: { rules } }: { readonly explanation: Explanation }) {
  const text = useText();
  if (rules.length === 0) return null;
  return (
    <section>
      <h4>{text('payroll.slip.rules')}</h4>
      <ul>
        {rules.map((rule) => (
          <li key={`${rule.kind}:${rule.code}`}>
            <strong>{rule.titleAr}</strong>{' '}
            <StatusTag tone={rule.isConfirmed ? 'good' : 'warn'}>
              {text(rule.isConfirmed ? 'payroll.slip.confirmed' : 'payroll.slip.unconfirmed')}
            </StatusTag>
            <span className="kit-soft">
              {[rule.source, rule.article, text(`payroll.option.confidence.${rule.confidence}`)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Orders({ explanation: { orders } }: { readonly explanation: Explanation }) {
  const text = useText();
  const { may } = useDesk();
  const { shortDate, digits } = useDisplay();
  if (orders.length === 0) return null;
  return (
    <section>
      <h4>{text('payroll.slip.orders')}</h4>
      <ul>
        {orders.map(({ id, number, orderDate, kind, subject }) => {
          // Days come over the wire as they are kept.
          const day = shortDate(orderDate as Parameters<typeof shortDate>[0]);
          const title = text('payroll.slip.order', {
            kind: text(`hr.option.orderKind.${kind}`),
            number: digits(number),
            day,
          });
          return (
            <li key={id}>
              {may('hr.order.view') ? <Link to={`/hr/orders/${id}`}>{title}</Link> : title}
              {subject !== null && <span className="kit-soft">{subject}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Papers({ explanation: { papers } }: { readonly explanation: Explanation }) {
  const text = useText();
  const { shortDate, digits } = useDisplay();
  if (papers.length === 0) return null;
  return (
    <section>
      <h4>{text('payroll.slip.papers')}</h4>
      <ul>
        {papers.map(({ kind, type, party, number, paperDate }) => (
          <li key={[kind, type, party, number].join()}>
            {[
              type === null ? null : text(`payroll.option.${typeOptions[kind]}.${type}`),
              party,
              number === null ? null : text('payroll.slip.paperNumber', { number: digits(number) }),
              // Days come over the wire as they are kept.
              paperDate === null ? null : shortDate(paperDate as Parameters<typeof shortDate>[0]),
            ]
              .filter(Boolean)
              .join('، ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

const typeOptions = { LOAN: 'loanKind', COURT_ORDER: 'courtOrderKind', ADDED: '' } as const;
