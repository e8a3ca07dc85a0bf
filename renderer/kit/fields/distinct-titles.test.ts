import { expect, test } from 'vitest';
import { distinctTitles } from './distinct-titles.ts';

const node = (id: string, title: string, parentId: string | null) => ({ id, title, parentId, code: id });

const tree = [
  node('1', 'المديرية', null),
  node('11', 'قسم الإدارية', '1'),
  node('12', 'قسم المالية', '1'),
  node('111', 'وحدة الطباعة', '11'),
  node('121', 'وحدة الطباعة', '12'),
  node('122', 'شعبة الرواتب', '12'),
  node('13', 'قسم المالية', null),
  node('131', 'وحدة الطباعة', '13'),
  node('2', 'المديرية', null),
];

const titlesOf = (...ids: readonly string[]) => ids.map(distinctTitles(tree, ids));

test('a title that stands alone stays as it is', () => {
  expect(titlesOf('111', '122', '12')).toEqual(['وحدة الطباعة', 'شعبة الرواتب', 'قسم المالية']);
});

test('equal titles get that of the node above', () => {
  expect(titlesOf('111', '121', '122')).toEqual([
    'وحدة الطباعة — قسم الإدارية',
    'وحدة الطباعة — قسم المالية',
    'شعبة الرواتب',
  ]);
});

test('where the nodes above are called alike too, the way up goes on as far as there is one', () => {
  expect(titlesOf('121', '131')).toEqual(['وحدة الطباعة — قسم المالية — المديرية', 'وحدة الطباعة — قسم المالية']);
});

test('roots of the same title cannot be told apart, and an unknown node has no title', () => {
  expect(titlesOf('1', '2', 'nobody')).toEqual(['المديرية', 'المديرية', null]);
});
