import { useMemo } from 'react';
import { PaperMarks, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Paper } from '#renderer/record/paper.tsx';
import type { HandoverDetail, LastPay } from '../../contract/index.ts';
import { useComponentNames } from '../lookups.ts';
import './handover.css';

/** What was paid last and what is still to be taken, on the screen and on paper. */
export function LastPayTables({ handover }: { readonly handover: HandoverDetail }) {
  const text = useText();
  const { number } = useDisplay();
  const pay = handover.file?.lastPay ?? null;
  if (handover.file === null) return <p>{text('hr.handover.unreadable')}</p>;
  if (pay === null || pay.month === null) {
    return (
      <>
        <p>{text('hr.handover.pay.none')}</p>
        {pay !== null && <Debts pay={pay} />}
      </>
    );
  }
  return (
    <>
      <div className="hr-handover-pay">
        <Lines
          title={text('hr.handover.pay.lines')}
          lines={pay.lines}
          total={{ label: text('hr.handover.pay.gross'), amount: pay.gross }}
        />
        <Lines
          title={text('hr.handover.pay.deductions')}
          lines={pay.deductions}
          total={{ label: text('hr.handover.pay.deductionsTotal'), amount: pay.deductionsTotal }}
        />
      </div>
      <p>
        <strong>{text('hr.handover.pay.net')}</strong> <bdi>{number(pay.net)}</bdi>
        {handover.netInWords !== '' && <> — {handover.netInWords}</>}
      </p>
      <Debts pay={pay} />
    </>
  );
}

function Lines(props: {
  readonly title: string;
  readonly lines: LastPay['lines'];
  readonly total: { readonly label: string; readonly amount: number };
}) {
  const text = useText();
  const { number } = useDisplay();
  const nameOf = useComponentNames();
  const shown = props.lines.filter(({ amount }) => amount !== 0);
  return (
    <table className="kit-print-table">
      <caption>{props.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text('hr.handover.pay.item')}</th>
          <th scope="col">{text('hr.handover.pay.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((line, index) => (
          <tr key={`${index} ${line.code}`}>
            <td>{nameOf(line)}</td>
            <td className="kit-print-figures">{number(line.amount)}</td>
          </tr>
        ))}
        <tr className="kit-print-total">
          <th scope="row">{props.total.label}</th>
          <td className="kit-print-figures">{number(props.total.amount)}</td>
        </tr>
      </tbody>
    </table>
  );
}

interface Debt {
  readonly key: string;
  readonly title: string;
  readonly monthly: number | null;
  readonly balance: string;
}

function Debts({ pay }: { readonly pay: LastPay }) {
  const text = useText();
  const { number } = useDisplay();
  const debts = useDebts(pay);
  if (debts.length === 0) return <p>{text('hr.handover.pay.noDebts')}</p>;
  return (
    <table className="kit-print-table">
      <caption>{text('hr.handover.pay.debts')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('hr.handover.pay.item')}</th>
          <th scope="col">{text('hr.handover.pay.monthly')}</th>
          <th scope="col">{text('hr.handover.pay.balance')}</th>
        </tr>
      </thead>
      <tbody>
        {debts.map(({ key, title, monthly, balance }) => (
          <tr key={key}>
            <td>
              <bdi>{title}</bdi>
            </td>
            <td className="kit-print-figures">{monthly === null ? '' : number(monthly)}</td>
            <td className="kit-print-figures">{balance}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useDebts(pay: LastPay): readonly Debt[] {
  const text = useText();
  const { number } = useDisplay();
  const nameOf = useComponentNames();
  return useMemo(
    () => [
      ...pay.loans.map((loan, index) => ({
        ...{ key: `loan ${index}`, title: [loan.lender, loan.number].filter(Boolean).join(' ') },
        ...{ monthly: loan.instalment, balance: number(loan.balance) },
      })),
      ...pay.courtOrders.map((order, index) => ({
        ...{ key: `court ${index}`, title: [order.directorate, order.caseNumber].join(' ') },
        ...{ monthly: order.monthly },
        balance: order.balance === null ? text('hr.handover.pay.endless') : number(order.balance),
      })),
      ...pay.carried.map((line, index) => ({
        ...{ key: `carried ${index}`, title: `${text('hr.handover.pay.carried')}: ${nameOf(line)}` },
        ...{ monthly: null, balance: number(line.amount) },
      })),
      ...pay.exemptions.map((exemption, index) => ({
        key: `exempt ${index}`,
        title: text('hr.handover.pay.exempt', { title: nameOf(exemption) }),
        ...{ monthly: null, balance: '' },
      })),
    ],
    [pay, text, number, nameOf],
  );
}

/** The certificate as it is signed and goes with the file on paper. */
export function LastPayPaper({
  handover,
  onClose,
}: {
  readonly handover: HandoverDetail;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { date, month } = useDisplay();
  const { file, fullName, effectiveDate, orderNumber, orderDate, lastPaidMonth } = handover;
  const office = file?.office.nameAr ?? '';
  return (
    <Paper title={text('hr.handover.part.lastPay')} subtitle={fullName} onClose={onClose}>
      <PaperMarks
        marks={[
          { label: text('hr.field.orderNumber'), value: orderNumber },
          { label: text('hr.field.orderDate'), value: date(orderDate) },
        ]}
      />
      {lastPaidMonth !== null && (
        <p>
          {text('hr.handover.print.body', {
            ...{ name: fullName, office, month: month(lastPaidMonth), date: date(effectiveDate) },
          })}
        </p>
      )}
      <LastPayTables handover={handover} />
      <SignatureBlocks
        blocks={[
          { role: text('hr.handover.print.accountant') },
          { role: text('hr.handover.print.auditor') },
          { role: text('hr.handover.print.manager') },
        ]}
      />
    </Paper>
  );
}
