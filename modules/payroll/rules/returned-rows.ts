import { parseMoney } from '#kernel/money-input.ts';
import { fold } from '#kernel/text/fold.ts';

/** A payment of a file, as the bank's answer names it again. */
export interface SentPayment {
  readonly employeeId: string;
  readonly employeeNumber: string | null;
  readonly fullName: string;
  readonly iban: string | null;
  readonly net: number;
}

export const returnedStates = ['FOUND', 'UNKNOWN', 'AMBIGUOUS', 'AMOUNT_DIFFERS', 'TWICE'] as const;

export interface ReturnedLine {
  /** Counted from 1. */
  readonly row: number;
  readonly state: (typeof returnedStates)[number];
  readonly employeeId: string | null;
  /** Of the payment; as it was written where no payment is meant. */
  readonly name: string;
  /** What was sent, which is what came back. */
  readonly amount: number | null;
  /** The amount that the bank names, where it is another one. */
  readonly bankAmount: number | null;
  /** What the bank says; empty where it says nothing. */
  readonly reason: string;
}

/** No figure below this is the amount of a salary: sequence numbers and codes stand in the same line. */
const LEAST_AMOUNT = 1_000;

/**
 * Reads the rows that a bank sends back: the person is known by the account number, else by the employee number, else
 * by the name; the amount must be the one sent; what is left of the line is the reason. Rows that mean nobody are told.
 */
export function readReturned(
  rows: readonly (readonly string[])[],
  sent: readonly SentPayment[],
): readonly ReturnedLine[] {
  const known = new Payments(sent);
  const seen = new Set<string>();
  return rows.flatMap((cells, index): ReturnedLine[] => {
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    if (filled.length === 0) return [];
    const row = index + 1;
    const match = known.find(filled);
    const nobody = { employeeId: null, name: filled.join(' · '), amount: null, bankAmount: null, reason: '' };
    if (match === null) return [{ row, state: 'UNKNOWN', ...nobody }];
    if (match === 'ambiguous') return [{ row, state: 'AMBIGUOUS', ...nobody }];
    const { payment, key } = match;
    const others = filled.filter((cell) => cell !== key);
    const amounts = others.flatMap((cell) => amountOf(cell) ?? []);
    const isOther = amounts.length > 0 && !amounts.includes(payment.net);
    const isTwice = seen.has(payment.employeeId);
    seen.add(payment.employeeId);
    const state = isTwice ? 'TWICE' : isOther ? 'AMOUNT_DIFFERS' : 'FOUND';
    const { employeeId, fullName: name, net: amount } = payment;
    const bankAmount = isOther ? (amounts[0] ?? null) : null;
    return [{ row, state, employeeId, name, amount, bankAmount, reason: reasonOf(others, payment) }];
  });
}

class Payments {
  readonly #byKey: ReadonlyMap<string, SentPayment>;
  readonly #byName: ReadonlyMap<string, readonly SentPayment[]>;

  constructor(sent: readonly SentPayment[]) {
    const keys = (payment: SentPayment) =>
      [payment.iban, payment.employeeNumber].flatMap((key) => (key === null ? [] : [[keyOf(key), payment] as const]));
    this.#byKey = new Map(sent.flatMap(keys));
    this.#byName = Map.groupBy(sent, ({ fullName }) => fold(fullName));
  }

  find(cells: readonly string[]): { payment: SentPayment; key: string } | 'ambiguous' | null {
    // The account number names the person more surely than a short number that may be a sequence.
    const byLength = cells.toSorted((left, right) => right.length - left.length);
    for (const key of byLength) {
      const payment = this.#byKey.get(keyOf(key));
      if (payment) return { payment, key };
    }
    for (const key of cells) {
      const [payment, ...others] = this.#byName.get(fold(key)) ?? [];
      if (payment) return others.length > 0 ? 'ambiguous' : { payment, key };
    }
    return null;
  }
}

function keyOf(text: string): string {
  return fold(text).replaceAll(' ', '');
}

function amountOf(cell: string): number | null {
  const parsed = parseMoney(cell.replace(/\.0+$/, ''));
  return parsed.ok && parsed.value >= LEAST_AMOUNT ? parsed.value : null;
}

/** The longest of the texts that say neither who it is nor how much. */
function reasonOf(cells: readonly string[], { fullName, iban, employeeNumber }: SentPayment): string {
  const own = new Set([fullName, iban ?? '', employeeNumber ?? ''].map(keyOf));
  const texts = cells.filter((cell) => /\p{L}/u.test(cell) && !own.has(keyOf(cell)));
  return texts.toSorted((left, right) => right.length - left.length)[0] ?? '';
}
