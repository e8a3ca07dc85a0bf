import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iqState201511 } from '#modules/regulation/index.ts';
import { seniorityOfCases } from './run.ts';

const { cases } = JSON.parse(
  readFileSync(new URL('../../../test/cases/seniority-examples.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly { readonly id: string; readonly note: string; readonly expected: unknown }[] };

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
