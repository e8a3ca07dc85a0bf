import type { Money } from '#kernel/money.ts';
import type { ComponentLine } from '../contract/index.ts';

/** What all components of one side come to in a month, and what is left of all sides. Whole dinars. */
export type ComponentSums = Readonly<Record<ComponentLine['side'] | 'net', Money>>;

/** The sums of a list of components: pay and arrears, less what was deducted of either. */
export function componentSums(
  lines: readonly (Pick<ComponentLine, 'side'> & { readonly now: { readonly amount: number } })[],
): ComponentSums {
  // A sum of whole dinars is one, also where it is more than any office pays.
  const of = (side: ComponentLine['side']): Money =>
    lines.reduce((sum, line) => (line.side === side ? sum + line.now.amount : sum), 0) as Money;
  const sides = {
    ...{ pay: of('pay'), deduction: of('deduction') },
    ...{ arrears: of('arrears'), 'arrears-deduction': of('arrears-deduction') },
  };
  const net = (sides.pay - sides.deduction + sides.arrears - sides['arrears-deduction']) as Money;
  return { ...sides, net };
}
