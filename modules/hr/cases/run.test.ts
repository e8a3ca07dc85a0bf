import { describe, expect, it } from 'vitest';
import { iqState201511 } from '#modules/regulation/index.ts';
import { casesOf } from '#test/contract-cases.ts';
import { seniorityOfCases } from './run.ts';

const cases = casesOf<unknown>('seniority-examples');
/** Line by line of the contract; their results were worked out by a second program. */
const further = casesOf<unknown>('seniority-further');

describe('the seniority examples of the contract', () => {
  const results = seniorityOfCases(cases, iqState201511);

  it('were all read', () => expect(Object.keys(results)).toHaveLength(10));

  it.each(cases)('$id: $note', ({ id, expected }) => expect(results[id]).toEqual(expected));

  it('says what is wrong with one case and goes on with the others', () => {
    const mixed = seniorityOfCases([{ id: 'bad', as_of: 'yesterday' }, ...cases], iqState201511);
    expect(mixed['bad']).toMatchObject({ error: 'CASE_INVALID' });
    expect(mixed['S01']).toEqual(cases[0]?.expected);
  });
});

describe('further cases of seniority', () => {
  const results = seniorityOfCases(further, iqState201511);

  it('were all read', () => expect(Object.keys(results)).toHaveLength(60));

  it.each(further)('$id: $note', ({ id, expected }) => expect(results[id]).toEqual(expected));
});
