import { describe, expect, it } from 'vitest';
import { accept, all, allValues, andThen, atField, refuse, type Verdict } from './verdict.ts';

const late = refuse('LATE', { days: 3 }, 'date');
const poor = refuse('POOR');

describe('a verdict', () => {
  it('says yes, with or without a value', () => {
    expect(accept()).toEqual({ ok: true, value: undefined });
    expect(accept(5)).toEqual({ ok: true, value: 5 });
  });

  it('says no with a code, its values and its field, and holds no empty keys', () => {
    expect(late).toEqual({ ok: false, problems: [{ code: 'LATE', params: { days: 3 }, field: 'date' }] });
    expect(Object.keys(poor.problems[0] ?? {})).toEqual(['code']);
    expect(refuse('X', undefined, 'f')).toEqual({ ok: false, problems: [{ code: 'X', field: 'f' }] });
  });

  it('of many is yes when all are, and otherwise tells every reason in order', () => {
    expect(all()).toEqual(accept());
    expect(all(accept(), accept(7))).toEqual(accept());
    expect(all(late, accept(), poor)).toEqual({ ok: false, problems: [...late.problems, ...poor.problems] });
  });

  it('of many values gives the values, or every reason', () => {
    expect(allValues([accept(1), accept(2)])).toEqual(accept([1, 2]));
    expect(allValues<number>([accept(1), poor, late])).toEqual({
      ok: false,
      problems: [...poor.problems, ...late.problems],
    });
  });

  it('leads to the next question only after a yes', () => {
    const halve = (value: number): Verdict<number> => (value % 2 === 0 ? accept(value / 2) : refuse('ODD'));
    expect(andThen(accept(8), halve)).toEqual(accept(4));
    expect(andThen(accept(7), halve)).toEqual(refuse('ODD'));
    expect(andThen(poor, halve)).toBe(poor);
  });

  it('is laid at a field, unless it names its own', () => {
    expect(atField(all(poor, late), 'amount')).toEqual({
      ok: false,
      problems: [
        { code: 'POOR', field: 'amount' },
        { code: 'LATE', params: { days: 3 }, field: 'date' },
      ],
    });
    expect(atField(accept(1), 'amount')).toEqual(accept(1));
  });
});
