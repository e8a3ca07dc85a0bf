import { expect, it } from 'vitest';
import { componentSums } from './component-sums.ts';

it('the components of a month come to what their sides are, and to what is left of them', () => {
  const line = (side: 'pay' | 'deduction' | 'arrears' | 'arrears-deduction', now: number, before: number) => ({
    ...{ side, now: { amount: now }, before: { amount: before } },
  });
  const lines = [
    ...[line('pay', 1_000, 900), line('pay', 250, 0), line('deduction', 110, 90)],
    ...[line('arrears', 40, 0), line('arrears-deduction', 4, 0)],
  ];
  expect(componentSums(lines, 'now')).toEqual({
    ...{ pay: 1_250, deduction: 110, arrears: 40, 'arrears-deduction': 4, net: 1_176 },
  });
  expect(componentSums(lines, 'before')).toMatchObject({ pay: 900, net: 810 });
  expect(componentSums([], 'now')).toMatchObject({ pay: 0, net: 0 });
});
