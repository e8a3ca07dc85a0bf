import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Month } from '#kernel/date.ts';
import { isIraqiIban } from '#kernel/iban.ts';
import type { BankColumn, BankLayout } from '../contract/index.ts';

/** One payment of a bank file. */
export interface BankPayment {
  readonly employeeId: string;
  readonly employeeNumber: string | null;
  readonly fullName: string;
  readonly unitName: string;
  readonly bank: string | null;
  readonly iban: string | null;
  readonly account: string | null;
  readonly net: number;
}

export type Missing = 'IBAN' | 'IBAN_WRONG' | 'NET';

/** What a bank would send the row back for; an account number may stand for the IBAN. */
export function missingOf({ iban, account, net }: BankPayment): Missing[] {
  const missing: Missing[] = [];
  if (iban === null && account === null) missing.push('IBAN');
  if (iban !== null && !isIraqiIban(iban)) missing.push('IBAN_WRONG');
  if (net <= 0) missing.push('NET');
  return missing;
}

/** May a template be used at all? Every column of a fixed-width file has a width. */
export function judgeLayout({ format, columns }: BankLayout): Verdict {
  const without = format === 'FIXED' ? columns.find(({ width }) => width === null) : undefined;
  return without === undefined ? accept() : refuse('TEMPLATE_WIDTH_MISSING', { heading: without.heading }, 'layout');
}

/** The cells of a file: headings where the bank wants them, the payments, and the control row at the end. */
export function cellsOf(payments: readonly BankPayment[], layout: BankLayout, month: Month): readonly string[][] {
  const { columns, hasHeading, hasTrailer } = layout;
  return [
    ...(hasHeading ? [columns.map(({ heading }) => heading)] : []),
    ...payments.map((payment, index) => columns.map((column) => cellOf(column, payment, index + 1, month))),
    ...(hasTrailer ? [trailerOf(payments, columns)] : []),
  ];
}

/** How many payments there are, where the bank counts them, and their sum, where the amounts stand. */
function trailerOf(payments: readonly BankPayment[], columns: readonly BankColumn[]): string[] {
  const total = payments.reduce((sum, { net }) => sum + net, 0);
  return columns.map(({ field }) => {
    if (field === 'SEQUENCE') return String(payments.length);
    return field === 'NET' ? String(total) : '';
  });
}

function cellOf({ field, text }: BankColumn, payment: BankPayment, sequence: number, month: Month): string {
  switch (field) {
    case 'SEQUENCE':
      return String(sequence);
    case 'NAME':
      return payment.fullName;
    case 'NUMBER':
      return payment.employeeNumber ?? '';
    case 'IBAN':
      return payment.iban ?? '';
    case 'ACCOUNT':
      return payment.account ?? '';
    case 'BANK':
      return payment.bank ?? '';
    case 'NET':
      return String(payment.net);
    case 'MONTH':
      return month;
    case 'UNIT':
      return payment.unitName;
    case 'FIXED_TEXT':
      return text ?? '';
  }
}

/**
 * The text of a delimited or fixed-width file. A cell that holds the delimiter, a quote or a line end is quoted; a cell
 * wider than its column is refused (`TEMPLATE_WIDTH_TOO_SMALL`): a cut account number would pay somebody else.
 */
export function textOf(cells: readonly (readonly string[])[], layout: BankLayout): Verdict<string> {
  const lineEnd = layout.lineEnd === 'CRLF' ? '\r\n' : '\n';
  if (layout.format !== 'FIXED') {
    const quoted = (cell: string) =>
      cell.includes(layout.delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    return accept(cells.map((row) => row.map(quoted).join(layout.delimiter) + lineEnd).join(''));
  }
  const widths = layout.columns.map(({ width }) => width ?? 0);
  for (const row of cells) {
    const at = row.findIndex((cell, index) => [...cell].length > (widths[index] ?? 0));
    if (at >= 0) return refuse('TEMPLATE_WIDTH_TOO_SMALL', { text: row[at] ?? '', width: widths[at] ?? 0 });
  }
  const isAmount = layout.columns.map(({ field }) => field === 'NET' || field === 'SEQUENCE');
  const padded = (cell: string, index: number) => {
    const width = widths[index] ?? 0;
    return isAmount[index] === true ? cell.padStart(width, '0') : cell.padEnd(width, ' ');
  };
  return accept(cells.map((row) => row.map(padded).join('') + lineEnd).join(''));
}
