import { describe, expect, it } from 'vitest';
import { localDate } from '#kernel/date.ts';
import type { UnitRow } from '../../contract.ts';
import { shownUnits } from './unit-tree.tsx';

const unit = (id: string, parentId: string | null, nameAr: string, state: UnitRow['state'] = 'open'): UnitRow => ({
  ...{ id, parentId, nameAr, nameCkb: null, nameEn: null, code: id, state, type: 'section' },
  ...{ validFrom: localDate('2024-01-01'), validTo: null, isPayingEntity: false },
  ...{ revision: 1, createdAt: 0, updatedAt: 0 },
});
const units = [
  unit('1', null, 'الوزارة'),
  unit('10', '1', 'قسم الشؤون الإدارية'),
  unit('101', '10', 'شعبة الأفراد'),
  unit('11', '1', 'قسم المالية'),
  unit('12', '1', 'قسم ملغى', 'closed'),
];
const byId = new Map(units.map((each) => [each.id, each]));
const shownIds = (search: string, showsClosed: boolean): readonly string[] =>
  shownUnits({ units, byId, search, showsClosed }).map(({ id }) => id);

describe('the tree of units', () => {
  it('leaves out the closed ones until they are asked for', () => {
    expect(shownIds('', false)).toEqual(['1', '10', '101', '11']);
    expect(shownIds('', true)).toHaveLength(5);
  });

  it('shows what is found in its place, however its letters were typed', () => {
    expect(shownIds('الافراد', false)).toEqual(['1', '10', '101']);
  });

  it('shows nothing when nothing is found', () => {
    expect(shownIds('مخزن', false)).toEqual([]);
  });
});
