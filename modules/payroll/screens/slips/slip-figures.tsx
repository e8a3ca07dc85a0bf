import type { Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import { Amount, useHiddenAmounts } from '#renderer/kit/hide-amounts.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { SlipDetail } from '../../contract/index.ts';
import { useComponentNames } from '../lookups.ts';
import './slip.css';
import type { Asked } from './why.tsx';

interface FiguresProps {
  readonly slip: SlipDetail;
  readonly onAsk: (asked: Asked) => void;
}

interface Line {
  readonly code: string;
  readonly ref: string | null;
  readonly title: string | null;
  /** Null for what only the month before had. */
  readonly amount: number | null;
  readonly last: number | null;
}

/** The slip: what is earned, what is taken, what earlier months still bring, and what remains; any figure answers why. */
export function SlipFigures({ slip, onAsk }: FiguresProps) {
  const text = useText();
  const { lastMonth } = slip;
  const lastOf = (part: 'lines' | 'deductions', code: string): number | null =>
    lastMonth === null ? null : (lastMonth[part][code] ?? 0);
  const gone = (part: 'lines' | 'deductions'): readonly Line[] =>
    Object.entries(lastMonth?.[part] ?? {})
      .filter(([code]) => !slip[part].some((line) => line.code === code))
      .map(([code, last]) => ({ code, last, ref: null, title: null, amount: null }));
  const lines = slip.lines.map((line) => ({ ...line, ref: null, title: null, last: lastOf('lines', line.code) }));
  const deductions = slip.deductions.map(({ code, ref, refTitle, amount }) => ({
    ...{ code, ref, amount, title: refTitle },
    // The month before is known by component; where several debts share one, it is not one debt's.
    last: slip.deductions.filter((each) => each.code === code).length > 1 ? null : lastOf('deductions', code),
  }));
  return (
    <div className="payroll-slip">
      <div className="payroll-slip-parts">
        <Part
          title={text('payroll.slip.earnings')}
          lines={[...lines, ...gone('lines')]}
          onAsk={onAsk}
          total={{ code: 'GROSS', amount: slip.gross }}
        />
        <Part
          title={text('payroll.slip.deductions')}
          lines={[...deductions, ...gone('deductions')]}
          onAsk={onAsk}
          total={{ code: 'DEDUCTIONS', amount: slip.deductionsTotal }}
        />
      </div>
      <ArrearsTable slip={slip} onAsk={onAsk} />
      <Rest slip={slip} onAsk={onAsk} />
      <CarriedForward slip={slip} />
    </div>
  );
}

function Part(props: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly total: { readonly code: string; readonly amount: number };
  readonly onAsk: FiguresProps['onAsk'];
}) {
  const text = useText();
  const componentName = useComponentNames();
  const { title, lines, total, onAsk } = props;
  const hasLast = lines.some(({ last }) => last !== null);
  return (
    <table className="payroll-slip-table" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{text('payroll.field.amount')}</th>
          {hasLast && <th scope="col">{text('payroll.field.lastMonth')}</th>}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ code, ref, title: of, amount, last }) => (
          <tr
            key={`${code}:${ref ?? ''}`}
            className={last !== null && last !== amount ? 'payroll-slip-changed' : undefined}
          >
            <th scope="row">
              {componentName(code)}
              {of !== null && <span className="kit-soft"> {of}</span>}
            </th>
            <td>
              {amount !== null && (
                <Figure name={componentName(code)} amount={amount} asked={{ code, ref, month: null }} onAsk={onAsk} />
              )}
            </td>
            {hasLast && <td>{last !== null && <Plain amount={last} />}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{componentName(total.code)}</th>
          <td>
            {total.code === 'GROSS' ? (
              <Figure
                name={componentName(total.code)}
                amount={total.amount}
                asked={{ code: total.code, ref: null, month: null }}
                onAsk={onAsk}
              />
            ) : (
              <Plain amount={total.amount} />
            )}
          </td>
          {hasLast && <td />}
        </tr>
      </tfoot>
    </table>
  );
}

/** An amount that answers why it is what it is. */
function Figure(props: {
  readonly name: string;
  readonly amount: number;
  readonly asked: Asked;
  readonly onAsk: FiguresProps['onAsk'];
}) {
  const text = useText();
  return (
    <button
      type="button"
      className="payroll-figure-button"
      title={text('payroll.slip.why')}
      aria-label={text('payroll.slip.whyOf', { name: props.name })}
      onClick={() => props.onAsk(props.asked)}
    >
      <Plain amount={props.amount} />
    </button>
  );
}

function Plain({ amount }: { readonly amount: number }) {
  // Whole dinars, as every amount of a slip.
  return <Amount value={amount as Money} withCurrency="no" />;
}

/** Differences of closed months: a row for each component, a column for each month. */
function ArrearsTable({ slip, onAsk }: FiguresProps) {
  const text = useText();
  const { month } = useDisplay();
  const componentName = useComponentNames();
  const { arrearsLines, arrearsDeductions } = slip;
  const all = [...arrearsLines, ...arrearsDeductions];
  if (all.length === 0) return null;
  const months: readonly Month[] = [...new Set(all.map((each) => each.month))].toSorted();
  const rows = (lines: typeof arrearsLines, sign: 1 | -1) =>
    [...new Set(lines.map(({ code }) => code))].map((code) => {
      const own = lines.filter((line) => line.code === code);
      const total = own.reduce((sum, { amount }) => sum + amount, 0) * sign;
      return (
        <tr key={`${code}:${sign}`}>
          <th scope="row">{componentName(code)}</th>
          {months.map((each) => {
            const line = own.find((candidate) => candidate.month === each);
            return (
              <td key={each}>
                {line && (
                  <Figure
                    name={`${componentName(code)} ${month(each)}`}
                    amount={line.amount * sign}
                    asked={{ code, ref: null, month: each }}
                    onAsk={onAsk}
                  />
                )}
              </td>
            );
          })}
          <td>
            <Plain amount={total} />
          </td>
        </tr>
      );
    });
  return (
    <table className="payroll-slip-table" aria-label={text('payroll.slip.arrears')}>
      <thead>
        <tr>
          <th scope="col">{text('payroll.slip.arrears')}</th>
          {months.map((each) => (
            <th key={each} scope="col">
              {month(each)}
            </th>
          ))}
          <th scope="col">{text('payroll.field.total')}</th>
        </tr>
      </thead>
      <tbody>
        {rows(arrearsLines, 1)}
        {rows(arrearsDeductions, -1)}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text('payroll.field.arrearsNet')}</th>
          {months.map((each) => (
            <td key={each} />
          ))}
          <td>
            <Plain amount={slip.arrearsNet} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Rest({ slip, onAsk }: FiguresProps) {
  const text = useText();
  const componentName = useComponentNames();
  const { isHidden } = useHiddenAmounts();
  const net = { code: 'NET', ref: null, month: null };
  return (
    <section className="payroll-slip-rest" aria-label={componentName('NET')}>
      <dl>
        <div>
          <dt>{text('payroll.field.regularNet')}</dt>
          <dd>
            <Plain amount={slip.regularNet} />
          </dd>
        </div>
        <div>
          <dt>{text('payroll.field.arrearsNet')}</dt>
          <dd>
            <Plain amount={slip.arrearsNet} />
          </dd>
        </div>
        <div>
          <dt>{componentName('STATE_SHARE')}</dt>
          <dd>
            <Figure
              name={componentName('STATE_SHARE')}
              amount={slip.stateShare}
              asked={{ code: 'STATE_SHARE', ref: null, month: null }}
              onAsk={onAsk}
            />
          </dd>
        </div>
        <div className="payroll-slip-net">
          <dt>{componentName('NET')}</dt>
          <dd>
            <Figure name={componentName('NET')} amount={slip.net} asked={net} onAsk={onAsk} />
          </dd>
        </div>
      </dl>
      {!isHidden && <p lang="ar">{slip.netInWords}</p>}
    </section>
  );
}

/** What could not be taken this month and goes on to the next. */
function CarriedForward({ slip: { carryForward } }: Pick<FiguresProps, 'slip'>) {
  const text = useText();
  const componentName = useComponentNames();
  if (carryForward.length === 0) return null;
  return (
    <table className="payroll-slip-table" aria-label={text('payroll.slip.carryForward')}>
      <thead>
        <tr>
          <th scope="col">{text('payroll.slip.carryForward')}</th>
          <th scope="col">{text('payroll.field.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {carryForward.map(({ code, ref, refTitle, amount }) => (
          <tr key={`${code}:${ref ?? ''}`}>
            <th scope="row">
              {componentName(code)} {refTitle !== null && <span className="kit-soft">{refTitle}</span>}
            </th>
            <td>
              <Plain amount={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
