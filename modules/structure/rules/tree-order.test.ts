import { expect, it } from 'vitest';
import { treeOrder } from './tree-order.ts';

const orderOf = (...pairs: readonly (readonly [id: number, parent: number | null])[]) =>
  treeOrder(
    pairs.map(([id, parent]) => ({ id, parent })),
    { idOf: ({ id }) => id, parentOf: ({ parent }) => parent },
  ).map(({ id, depth }) => [id, depth]);

it('gives each row before those below it, with its depth', () => {
  expect(orderOf([5, 3], [2, null], [3, 2], [4, 2])).toEqual([
    [2, 0],
    [3, 1],
    [5, 2],
    [4, 1],
  ]);
});

it('lets nothing vanish: who has an unknown parent, and who stands in a circle, comes once', () => {
  expect(orderOf([2, 9])).toEqual([[2, 0]]);
  expect(orderOf([2, 3], [3, 2])).toEqual([
    [2, 0],
    [3, 1],
  ]);
});
