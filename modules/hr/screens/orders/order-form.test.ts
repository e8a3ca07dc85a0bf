import { describe, expect, it } from 'vitest';
import { cellProblems, isRequiredTerm, termsOf } from './order-form.ts';

describe('the form of an order', () => {
  it('has the first day before the last, and marks what must be filled', () => {
    expect(termsOf('ABSENCE')).toEqual(['on', 'to']);
    expect(termsOf('LEAVE')).toEqual(['leaveType', 'on', 'to']);
    expect(termsOf('nothing')).toEqual([]);
    expect([isRequiredTerm('ABSENCE', 'to'), isRequiredTerm('ABSENCE', 'on')]).toEqual([true, false]);
  });
  it('marks the refused cell in the row that is shown, whatever blank rows stand before it', () => {
    const rows = [{ number: '', name: null }, { number: '1' }, { number: '', name: null }, { number: '2' }];
    const refused = [
      { code: 'TERM_REQUIRED', field: 'lines.1.to' },
      { code: 'NOT_IN_SERVICE', field: 'lines.0.number' },
      { code: 'VALUE_REQUIRED', field: 'issuer' },
    ];
    expect(cellProblems(refused, rows)).toEqual([
      { row: 3, problems: [{ code: 'VALUE_REQUIRED', field: 'to' }] },
      { row: 1, problems: [{ code: 'NOT_IN_SERVICE', field: 'number' }] },
    ]);
  });
});
