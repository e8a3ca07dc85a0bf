import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowImage } from './messages.ts';
import { imageOf, shapedOf, unshapedEntries } from './shaped.ts';

const image: RowImage = {
  ...{ table: 'org_unit', id: '01900000-0000-7000-8000-000000000001', ownerOffice: 3, seq: 7, revision: 2 },
  ...{ createdAt: 5, createdBy: 'a', updatedAt: 6, updatedBy: 'b', deletedAt: null },
  values: { nameAr: 'شعبة الحسابات', parentId: null, order: 0, isOpen: false, notes: { rows: [1, 2] } },
};

describe('a record that is told by its shape', () => {
  it('is read as it was, whatever its values', () => {
    const values = fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/), fc.jsonValue());
    fc.assert(
      fc.property(values, fc.option(fc.integer()), (given, deletedAt) => {
        const written = { ...image, values: given, deletedAt };
        const { shape, values: list } = shapedOf(written);
        const told = JSON.parse(JSON.stringify([0, ...list])) as unknown[];
        const sent = JSON.parse(JSON.stringify({ kind: 'row', image: written })) as unknown;
        expect(unshapedEntries([told], [shape])).toEqual([sent]);
      }),
    );
  });

  it('has the names of its own values alone', () => {
    expect(shapedOf(image).shape).toEqual({
      table: 'org_unit',
      columns: ['nameAr', 'parentId', 'order', 'isOpen', 'notes'],
    });
  });

  it.each([
    ['too few values', shapedOf(image).values.slice(1)],
    ['too many values', [...shapedOf(image).values, 1]],
    ['none', []],
  ])('with %s is none', (_name, list) => {
    expect(imageOf(shapedOf(image).shape, list)).toBeNull();
    expect(unshapedEntries([[0, ...list]], [shapedOf(image).shape])).toEqual([{ kind: 'row', image: null }]);
  });

  it.each([[[7, 'x']], [['x']], [[]], [[-1]], [[0.5]]])(
    'of a shape that the page does not name stays a list: %j',
    (told) => {
      expect(unshapedEntries([told], [])).toEqual([told]);
    },
  );

  it('lies beside entries that come as they are', () => {
    const other = { kind: 'released', op: 'x', seq: 1 };
    const { shape, values } = shapedOf(image);
    expect(unshapedEntries([other, [0, ...values], other], [shape])).toEqual([other, { kind: 'row', image }, other]);
  });
});
