import { describe, expect, test } from 'vitest';
import { hiddenOf } from './hidden-people.ts';

const keyOf = (person: { readonly id: string }): string => person.id;
const [zainab, ali, sara] = [{ id: 'zainab' }, { id: 'ali' }, { id: 'sara' }];

describe('Those that will go and cannot be seen', () => {
  test.each([
    ['nothing is searched for', null, 0],
    ['the search shows them all', [sara, ali, zainab], 0],
    ['the search shows one of them', [ali], 2],
    ['the search shows nobody', [], 3],
  ])('where %s', (_, shown, hidden) => {
    expect(hiddenOf([zainab, ali, sara], { shown, keyOf })).toBe(hidden);
  });
});
