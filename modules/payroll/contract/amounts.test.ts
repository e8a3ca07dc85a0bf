import { expect, it } from 'vitest';
import { MONEY_LIMIT } from '#kernel/money.ts';
import { zPositive } from './shapes.ts';

it.each([
  [1, []],
  [0, ['AMOUNT_NOT_POSITIVE']],
  [-50_000, ['AMOUNT_NOT_POSITIVE']],
  [0.5, ['MONEY_FORM']],
  [-0.5, ['MONEY_FORM']],
  [MONEY_LIMIT + 1, ['MONEY_FORM']],
  ['50000', ['MONEY_FORM']],
  [null, ['MONEY_FORM']],
])('an amount above nought: %o is answered with %o', (value, messages) => {
  const parsed = zPositive.safeParse(value);
  expect(parsed.success ? [] : parsed.error.issues.map(({ message }) => message)).toEqual(messages);
});
