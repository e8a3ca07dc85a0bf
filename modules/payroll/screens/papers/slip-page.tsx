import { memo, useMemo } from 'react';
import { Letterhead, SignatureBlocks, type LetterheadLines } from '#renderer/kit/print/letterhead.tsx';
import { useDisplay, type Writer } from '#renderer/locale/display.tsx';
import { useText, type Text } from '#renderer/locale/text.ts';
import { useLetterhead } from '#renderer/record/paper.tsx';
import type { Explanation, SlipDetail } from '../../contract/index.ts';
import { useCodeNames, useComponentNames } from '../lookups.ts';
import { useStepWords } from '../step-words.ts';
import './papers.css';
import './slip-page.css';
import type { PrintedSlip } from './slip-fetch.ts';

/** The words of the slips, asked for once and not by each of a thousand. */
export interface SlipWords extends Pick<Writer, 'month' | 'digits' | 'number' | 'amount' | 'money' | 'list'> {
  readonly text: Text;
  readonly codeName: (code: string | null) => string;
  readonly componentName: (code: string) => string;
  readonly stepWords: ReturnType<typeof useStepWords>;
  readonly letterhead: LetterheadLines;
}

export function useSlipWords(): SlipWords {
  const text = useText();
  const writer = useDisplay();
  const codeName = useCodeNames();
  const componentName = useComponentNames();
  const stepWords = useStepWords();
  const letterhead = useLetterhead();
  return useMemo(
    () => ({ ...writer, text, codeName, componentName, stepWords, letterhead }),
    [writer, text, codeName, componentName, stepWords, letterhead],
  );
}

interface Worded {
  readonly words: SlipWords;
}
type OfSlip = Worded & { readonly slip: SlipDetail };

/** One slip on paper (مفردات الراتب): who, what he earns, what is taken, what is left in figures and words. */
export const SlipPage = memo(function SlipPage({ printed, words }: Worded & { readonly printed: PrintedSlip }) {
  const { slip } = printed;
  const { text, month, letterhead } = words;
  return (
    <article className="pay-slip">
      <Letterhead lines={letterhead} />
      <h1>{text('payroll.paper.slipOf', { month: month(slip.month) })}</h1>
      <p className="kit-print-subtitle">{[slip.entityName, text(`payroll.option.kind.${slip.kind}`)].join(' — ')}</p>
      <Identity slip={slip} words={words} />
      <div className="pay-slip-sides">
        <Lines words={words} title={text('payroll.paper.earnings')} lines={slip.lines} total={slip.gross} />
        <Lines
          words={words}
          title={text('payroll.paper.deductions')}
          lines={named(slip)}
          total={slip.deductionsTotal}
        />
      </div>
      <Arrears slip={slip} words={words} />
      <Net slip={slip} words={words} />
      <Explained explained={printed.explained} words={words} />
      <SignatureBlocks
        blocks={(['preparer', 'auditor', 'accounts'] as const).map((key) => ({
          role: text(`payroll.paper.signer.${key}`),
        }))}
      />
    </article>
  );
});

interface Line {
  readonly code: string;
  readonly amount: number;
  /** What the line is called beside its component: a lender, a case, a closed month. */
  readonly of?: string | null;
}

function named({ deductions }: SlipDetail): readonly Line[] {
  return deductions.map(({ code, amount, refTitle }) => ({ code, amount, of: refTitle }));
}

function Identity({ slip, words }: OfSlip) {
  const { text, digits, number, codeName } = words;
  const values: readonly (readonly [string, string | null])[] = [
    ['fullName', slip.fullName],
    ['employeeNumber', slip.employeeNumber],
    ['jobTitle', slip.jobTitle],
    ['unitId', slip.unitName],
    ['grade', codeName(slip.grade)],
    ['step', slip.step === null ? null : number(slip.step)],
    ['certificate', codeName(slip.certificate)],
    ['taxStatus', codeName(slip.taxStatus)],
    ['bank', slip.bank],
    ['iban', slip.iban],
  ];
  return (
    <dl className="pay-slip-who">
      {values.map(([key, value]) => (
        <div key={key}>
          <dt>{text(`payroll.field.${key}`)}</dt>
          <dd>
            <bdi>{value === null || value === '' ? '—' : digits(value)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Lines(
  props: Worded & {
    readonly title: string;
    readonly lines: readonly Line[];
    readonly total: number;
  },
) {
  const { title, lines, total, words } = props;
  const { text, amount, componentName } = words;
  return (
    <table className="pay-slip-lines">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{text('payroll.field.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={`${line.code} ${index}`}>
            <td>
              {componentName(line.code)}
              {line.of != null && <small> {line.of}</small>}
            </td>
            <td className="pay-figures">{amount(line.amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text('kit.grid.total')}</th>
          <td className="pay-figures">{amount(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Differences of closed months, each by component and month. */
function Arrears({ slip, words }: OfSlip) {
  const { text, month } = words;
  const lines: readonly Line[] = [
    ...slip.arrearsLines.map((line) => ({ ...line, of: month(line.month) })),
    ...slip.arrearsDeductions.map((line) => ({ ...line, amount: 0 - line.amount, of: month(line.month) })),
  ];
  if (lines.length === 0) return null;
  return <Lines words={words} title={text('payroll.option.component.ARREARS')} lines={lines} total={slip.arrearsNet} />;
}

function Net({ slip, words }: OfSlip) {
  const { text, money, componentName } = words;
  const share = slip.stateShare + slip.arrearsStateShare;
  return (
    <section className="pay-slip-net">
      <p>
        <strong>{text('payroll.option.component.NET')}</strong>
        <strong className="pay-slip-amount">{amountText(money, slip.net)}</strong>
      </p>
      <p>{text('payroll.paper.inWords', { words: slip.netInWords })}</p>
      {slip.isHeld && <p>{text('payroll.paper.held', { reason: slip.holdReason ?? '' })}</p>}
      {share !== 0 && (
        <p className="pay-slip-note">{text('payroll.paper.stateShare', { share: amountText(money, share) })}</p>
      )}
      <LeaveBalances slip={slip} words={words} />
      {slip.carryForward.map(({ code, amount, refTitle }, index) => (
        <p key={`${code} ${index}`} className="pay-slip-note">
          {text('payroll.paper.carriedForward', {
            component: [componentName(code), refTitle].filter((each) => each !== null).join(' '),
            amount: amountText(money, amount),
          })}
        </p>
      ))}
    </section>
  );
}

/** The days of leave that are left at the end of the month. */
function LeaveBalances({ slip, words }: OfSlip) {
  const { text, number, codeName, list } = words;
  if (slip.leaveBalances.length === 0) return null;
  const balances = slip.leaveBalances.map(({ type, days }) => `${codeName(type)} ${number(days)}`);
  return <p className="pay-slip-note">{text('payroll.paper.leave', { balances: list(balances) })}</p>;
}

/** How each figure came about, in the sentences of the screen. */
function Explained({ explained, words }: Worded & { readonly explained: readonly Explanation[] }) {
  const { text, month, number, componentName, stepWords } = words;
  if (explained.length === 0) return null;
  return (
    <section className="pay-slip-why">
      <h2>{text('payroll.paper.howCameAbout')}</h2>
      <dl>
        {explained.map((each) => (
          <div key={`${each.code} ${each.month ?? ''} ${each.amount}`}>
            <dt>
              {componentName(each.code)}
              {each.month !== null && ` ${month(each.month)}`}: <bdi>{number(each.amount)}</bdi>
            </dt>
            <dd>{each.steps.map(stepWords).join(' · ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function amountText(money: Writer['money'], amount: number): string {
  // The office gave it as whole dinars.
  return money(amount as Parameters<typeof money>[0]);
}
