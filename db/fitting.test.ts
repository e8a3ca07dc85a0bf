import { describe, expect, it } from 'vitest';
import { json, modelOf, syncedTable, text } from './columns.ts';
import { fits } from './fitting.ts';

const paper = modelOf(syncedTable('test_paper', { title: text(), content: json() }));
const id = '01900000-0000-7000-8000-000000000001';
const may = (title: unknown, content: unknown): boolean => fits(['i', 'test_paper', id, { title, content }], paper);

/** Arrays in arrays. */
function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

describe('the values of an op', () => {
  it('may hold any whole text, also in a JSON', () => {
    expect(may('كتاب 😀 \\u0000', { مفتاح: ['نص 😀', 1, null, true, { a: '\u0001' }] })).toBe(true);
    expect(may('', nested(100))).toBe(true);
  });

  it.each(['a\0b', 'a\ud83d', '\ude00b', '\ude00\ud83d'])(
    'do not hold %j, in a text or anywhere in a JSON',
    (broken) => {
      expect(may(broken, {})).toBe(false);
      for (const content of [broken, [broken], { a: { b: [1, broken] } }, { [broken]: 1 }])
        expect(may('x', content)).toBe(false);
    },
  );

  it('do not nest without end', () => {
    expect(may('x', nested(101))).toBe(false);
    expect(may('x', nested(5_000))).toBe(false);
  });
});
