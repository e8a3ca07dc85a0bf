import { money, type Money } from '#kernel/money.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { additionCodes, takingCodes, type RunKind } from '../contract/index.ts';

export type Direction = 'ADDS' | 'TAKES';

/** Whether a code adds to the pay or takes from it; null for one that an office brought itself, which may do either. */
export function directionOf(code: string): Direction | null {
  if ((additionCodes as readonly string[]).includes(code)) return 'ADDS';
  return (takingCodes as readonly string[]).includes(code) ? 'TAKES' : null;
}

/** An amount as it is entered, always positive, as it is stored: what takes is negative. */
export function signedAmount(entered: Money, direction: Direction): Money {
  const size = Math.abs(entered);
  return money(direction === 'TAKES' && size > 0 ? 0 - size : size);
}

/** Does a kind of run pay what orders add? One of arrears pays differences alone. Refuses `ADJUSTMENT_IN_ARREARS`. */
export function judgeRunOfAdjustment(kind: RunKind): Verdict {
  return kind === 'ARREARS' ? refuse('ADJUSTMENT_IN_ARREARS') : accept();
}

/**
 * May an amount be added to a run? A code of the rules would be taken for a part of the month's pay, and computed anew
 * by arrears; the sign is that of the code. Refuses `ADJUSTMENT_CODE_RESERVED`, `ADJUSTMENT_NOTHING`,
 * `ADJUSTMENT_ADDS`, `ADJUSTMENT_TAKES`.
 */
export function judgeAdjustment(
  { code, amount }: { readonly code: string; readonly amount: number },
  reserved: readonly string[],
): Verdict {
  return all(
    reserved.includes(code) ? refuse('ADJUSTMENT_CODE_RESERVED', { component: code }, 'code') : accept(),
    amount === 0 ? refuse('ADJUSTMENT_NOTHING', undefined, 'amount') : accept(),
    judgeSign(code, amount),
  );
}

/** Has an amount the sign of its code? Refuses `ADJUSTMENT_ADDS`, `ADJUSTMENT_TAKES`. */
export function judgeSign(code: string, amount: number): Verdict {
  const direction = directionOf(code);
  if (direction === 'ADDS' && amount < 0) return refuse('ADJUSTMENT_ADDS', undefined, 'amount');
  if (direction === 'TAKES' && amount > 0) return refuse('ADJUSTMENT_TAKES', undefined, 'amount');
  return accept();
}
