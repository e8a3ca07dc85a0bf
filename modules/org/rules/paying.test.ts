import { describe, expect, it } from 'vitest';
import { unpaidUnits } from './paying.ts';

const tree = (payer: string | null) =>
  [
    ['ministry', null],
    ['directorate', 'ministry'],
    ['office', 'directorate'],
    ['unit', 'office'],
  ].map(([id, parentId]) => ({ id: id ?? '', parentId: parentId ?? null, isPayingEntity: id === payer }));

describe('the units in which nobody is paid', () => {
  it('are those above every paying entity', () => {
    expect([...unpaidUnits(tree('office'))]).toEqual(['ministry', 'directorate']);
  });

  it('are none in an office that pays nobody', () => {
    expect(unpaidUnits(tree(null)).size).toBe(0);
  });

  it('are found also where the tree goes round', () => {
    const round = [...tree('office'), { id: 'a', parentId: 'b', isPayingEntity: false }];
    expect(unpaidUnits([...round, { id: 'b', parentId: 'a', isPayingEntity: false }]).has('a')).toBe(true);
  });
});
