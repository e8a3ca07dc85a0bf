import { memo } from 'react';
import type { z } from 'zod';
import { Letterhead, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Paper, useLetterhead } from '#renderer/record/paper.tsx';
import type { zTaxForm } from '../../contract/index.ts';
import { useCodeNames } from '../lookups.ts';
import './papers.css';
import './tax-form.css';

type TaxForm = z.infer<typeof zTaxForm>;

const added = ['line1a', 'line1b', 'line1c', 'line1d', 'line1e', 'line1f'] as const;
const taken = ['line2a', 'line2b', 'line2c', 'line2d'] as const;

/** The yearly forms (ض.د/14), each on a page of its own, signed by the accountant and the director. */
export function TaxFormPapers(props: {
  readonly forms: readonly TaxForm[];
  readonly entityName: string;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [first] = props.forms;
  return (
    <Paper
      title={`${text('payroll.form.paper')} ${first?.year ?? ''}`}
      isBare
      isBatch={props.forms.length > 1}
      onClose={props.onClose}
    >
      {props.forms.map((form) => (
        <TaxFormPage key={form.employeeId} form={form} entityName={props.entityName} />
      ))}
    </Paper>
  );
}

const TaxFormPage = memo(function TaxFormPage({
  form,
  entityName,
}: {
  readonly form: TaxForm;
  readonly entityName: string;
}) {
  const text = useText();
  const { digits, number } = useDisplay();
  const codeName = useCodeNames();
  const letterhead = useLetterhead();
  const who: readonly (readonly [string, string])[] = [
    [text('payroll.field.fullName'), form.fullName],
    [text('payroll.field.employeeNumber'), digits(form.employeeNumber ?? '—')],
    [text('payroll.field.entityId'), entityName],
    [text('payroll.field.taxStatus'), codeName(form.taxStatus) || '—'],
    [text('payroll.form.children'), number(form.children)],
    [text('payroll.form.months'), number(form.months)],
  ];
  const sum = (keys: readonly (keyof TaxForm)[]): number => keys.reduce((total, key) => total + Number(form[key]), 0);
  return (
    <article className="pay-form">
      <Letterhead lines={letterhead} />
      <h1>{text('payroll.form.paper')}</h1>
      <p className="kit-print-subtitle">{text('payroll.form.ofYear', { year: digits(String(form.year)) })}</p>
      <dl className="pay-form-who">
        {who.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <table className="kit-print-table">
        <thead>
          <tr>
            <th scope="col">{text('payroll.form.line')}</th>
            <th scope="col">{text('payroll.form.what')}</th>
            <th scope="col">{text('payroll.field.amount')}</th>
          </tr>
        </thead>
        <tbody>
          <Lines form={form} keys={added} />
          <Sum label={text('payroll.form.income')} amount={sum(added)} />
          <Lines form={form} keys={taken} />
          <Sum label={text('payroll.form.reliefs')} amount={sum(taken)} />
          <Sum label={text('payroll.form.taxable')} amount={form.taxable} />
          <Sum label={text('payroll.form.taxDue')} amount={form.taxDue} />
          <Sum label={text('payroll.form.withheld')} amount={form.withheld} />
          <Sum
            label={text(form.difference < 0 ? 'payroll.form.overpaid' : 'payroll.form.owed')}
            amount={Math.abs(form.difference)}
          />
        </tbody>
      </table>
      {form.months < form.serviceMonths && (
        <p>
          <strong>
            {text('payroll.form.unfinishedPaper', {
              n: number(form.months),
              m: number(form.serviceMonths),
            })}
          </strong>
        </p>
      )}
      <SignatureBlocks
        blocks={(['accountant', 'director'] as const).map((key) => ({ role: text(`payroll.paper.signer.${key}`) }))}
      />
    </article>
  );
});

function Lines({
  form,
  keys,
}: {
  readonly form: TaxForm;
  readonly keys: readonly (typeof added | typeof taken)[number][];
}) {
  const text = useText();
  const { number } = useDisplay();
  return keys.map((key) => (
    <tr key={key}>
      <td className="pay-form-line">{text(`payroll.form.mark.${key}`)}</td>
      <td>{text(`payroll.form.${key}`)}</td>
      <td className="kit-print-figures">{number(form[key])}</td>
    </tr>
  ));
}

function Sum({ label, amount }: { readonly label: string; readonly amount: number }) {
  const { number } = useDisplay();
  return (
    <tr className="kit-print-total">
      <th scope="row" colSpan={2}>
        {label}
      </th>
      <td className="kit-print-figures">{number(amount)}</td>
    </tr>
  );
}
