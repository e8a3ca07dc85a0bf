import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { Money } from '#kernel/money.ts';
import { Amount } from '#renderer/kit/hide-amounts.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import './run-overview.css';
import { UnconfirmedRules } from './unconfirmed-rules.tsx';

/** Where a run stands: its steps and their people, what it sums up to, and on which rules it stands. */
export function RunOverview({ run }: { readonly run: RunDetail }) {
  const text = useText();
  return (
    <div className="payroll-overview">
      <Steps run={run} />
      {run.returnNote !== null && (
        <Alert type="warning" showIcon title={text('payroll.field.returnNote')} description={run.returnNote} />
      )}
      <Staleness run={run} />
      <Totals run={run} />
      <Standing run={run} />
      {run.unconfirmed.length > 0 && (
        <section aria-label={text('payroll.field.unconfirmed')}>
          <h2>{text('payroll.run.unconfirmed', { count: run.unconfirmed.length })}</h2>
          <UnconfirmedRules rules={run.unconfirmed} height="320px" />
        </section>
      )}
    </div>
  );
}

const order = ['draft', 'calculated', 'under_audit', 'approved', 'locked'] as const;

function Steps({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const { moment, number } = useDisplay();
  const signed = {
    draft: [run.preparedBy, run.createdAt],
    calculated: [null, run.calculatedAt],
    under_audit: [run.auditedBy, run.auditedAt],
    approved: [run.approvedBy, run.approvedAt],
    locked: [run.lockedBy, run.lockedAt],
  } as const;
  const reached = run.state === 'cancelled' ? -1 : order.indexOf(run.state);
  return (
    <ol className="payroll-steps" aria-label={text('payroll.run.steps')}>
      {order.map((state, index) => {
        const [who, when] = signed[state];
        const isDone = index < reached || state === 'locked';
        return (
          <li
            key={state}
            className={index === reached ? 'payroll-step-now' : index < reached ? 'payroll-step-done' : undefined}
            aria-current={index === reached ? 'step' : undefined}
          >
            <span className="payroll-step-mark" aria-hidden>
              {index <= reached && isDone ? <Icon name="check" size={14} /> : number(index + 1)}
            </span>
            <span>
              <strong>{text(`payroll.option.state.${state}`)}</strong>
              {who !== null && <bdi className="kit-soft">{who}</bdi>}
              {when !== null && <span className="kit-soft">{moment(when)}</span>}
            </span>
          </li>
        );
      })}
      {run.state === 'cancelled' && (
        <li className="payroll-step-cancelled" aria-current="step">
          <span className="payroll-step-mark" aria-hidden>
            <Icon name="close" size={14} />
          </span>
          <span>
            <strong>{text('payroll.option.state.cancelled')}</strong>
            <span className="kit-soft">{moment(run.updatedAt)}</span>
          </span>
        </li>
      )}
    </ol>
  );
}

/** Papers that changed after the calculation: the figures below are no longer those of today. */
function Staleness({ run }: { readonly run: RunDetail }) {
  const text = useText();
  if (run.state !== 'calculated' || run.changedEmployees === 0) return null;
  const title =
    run.changedEmployees === null
      ? text('payroll.run.changedAll')
      : text('payroll.run.changed', { count: run.changedEmployees });
  return <Alert type="warning" showIcon title={title} />;
}

function Totals({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const { number } = useDisplay();
  const { totals } = run;
  // Sums of whole dinars are whole dinars.
  const sums = [
    ['gross', totals.gross],
    ['deductionsTotal', totals.deductions],
    ['arrearsNet', totals.arrears],
    ['net', totals.net],
    ['stateShare', totals.stateShare],
  ] as const satisfies readonly (readonly [string, Money])[];
  return (
    <dl className="payroll-figures">
      <Figure label={text('payroll.field.employees')}>{number(totals.employees)}</Figure>
      {sums.map(([key, amount]) => (
        <Figure key={key} label={text(`payroll.field.${key}`)} isMain={key === 'net'}>
          <Amount value={amount} withCurrency="no" />
        </Figure>
      ))}
      <Figure label={text('payroll.run.openErrors')}>{number(run.openErrors)}</Figure>
      <Figure label={text('payroll.run.openWarnings')}>{number(run.openWarnings)}</Figure>
    </dl>
  );
}

function Figure({ label, isMain = false, children }: { label: string; isMain?: boolean; children: ReactNode }) {
  return (
    <div className={isMain ? 'payroll-figure payroll-figure-main' : 'payroll-figure'}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const HASH_SHOWN = 16;

function Standing({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const { digits, number, moment } = useDisplay();
  const marks = [
    ['packageTitle', run.packageTitle],
    ['packageHash', <Hash key="hash" value={run.packageHash} />],
    ['engineVersion', digits(run.engineVersion)],
    ['calculation', number(run.calculation)],
    ['calculatedAt', run.calculatedAt === null ? '—' : moment(run.calculatedAt)],
    ...(run.slipsHash === null ? [] : [['slipsHash', <Hash key="slips" value={run.slipsHash} />] as const]),
  ] as const;
  return (
    <dl className="payroll-standing">
      {marks.map(([key, value]) => (
        <div key={key}>
          <dt>{text(`payroll.field.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Hash({ value }: { readonly value: string }) {
  return (
    <code title={value} dir="ltr">
      {value.slice(0, HASH_SHOWN)}
    </code>
  );
}
