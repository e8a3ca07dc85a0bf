import { expect, test } from 'vitest';
import { isAnythingDirty, onDirtyChange, setDirty } from './dirty.ts';

test('it is told when the first form holds an edit, and when the last one holds none', () => {
  const [one, other] = [{}, {}];
  const told: boolean[] = [];
  const leave = onDirtyChange(() => told.push(isAnythingDirty()));
  setDirty(one, true);
  setDirty(other, true);
  setDirty(one, false);
  expect(told).toEqual([true]);
  setDirty(other, false);
  expect(told).toEqual([true, false]);
  leave();
  setDirty(one, true);
  setDirty(one, false);
  expect(told).toEqual([true, false]);
});
