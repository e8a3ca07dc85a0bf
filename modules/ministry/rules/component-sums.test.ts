import { expect, it } from 'vitest';
import { componentSums } from './component-sums.ts';

it('the components of a month come to what their sides are, and to what is left of them', () => {
  const line = (side: 'pay' | 'deduction' | 'arrears' | 'arrears-deduction', amount: number) => ({
    ...{ side, now: { amount } },
  });
  const lines = [
    ...[line('pay', 1_000), line('pay', 250), line('deduction', 110)],
    ...[line('arrears', 40), line('arrears-deduction', 4)],
  ];
  expect(componentSums(lines)).toEqual({ pay: 1_250, deduction: 110, arrears: 40, 'arrears-deduction': 4, net: 1_176 });
  expect(componentSums([])).toMatchObject({ pay: 0, net: 0 });
});
