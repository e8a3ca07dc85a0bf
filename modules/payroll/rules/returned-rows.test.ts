import { describe, expect, it } from 'vitest';
import { readReturned, type SentPayment } from './returned-rows.ts';

const ALI: SentPayment = {
  ...{ employeeId: 'ali', employeeNumber: '1450', fullName: 'علي حسن كاظم', iban: 'IQ98NBIQ850123456789012' },
  net: 570_697,
};
const AHMED: SentPayment = {
  ...{ employeeId: 'ahmed', employeeNumber: null, fullName: 'أحمد كريم جاسم', iban: null },
  net: 890_921,
};
const TWINS: readonly SentPayment[] = ['first', 'second'].map((employeeId) => ({
  ...{ employeeId, employeeNumber: null, fullName: 'زينب علي حسن', iban: null, net: 500_000 },
}));
const sent = [ALI, AHMED, ...TWINS];

describe('what a bank sends back', () => {
  it.each<[string, readonly string[], object]>([
    [
      'by account number, spaced',
      ['1', 'IQ98 NBIQ 8501 2345 6789 012', '570,697', 'الحساب مغلق'],
      { reason: 'الحساب مغلق' },
    ],
    ['by employee number in Arabic figures', ['١٤٥٠', '٥٧٠٦٩٧', 'الاسم لا يطابق'], { reason: 'الاسم لا يطابق' }],
    ['by name, written otherwise', ['علي حسن كاظم', '570697.00'], { reason: '' }],
  ])('is found %s', (_, cells, expected) => {
    expect(readReturned([cells], sent)).toEqual([
      { row: 1, state: 'FOUND', employeeId: 'ali', name: ALI.fullName, amount: 570_697, bankAmount: null, ...expected },
    ]);
  });

  it('is told where it means nobody, two people, another amount, or somebody a second time', () => {
    const rows = [
      ['ت', 'الاسم', 'المبلغ'],
      [],
      ['زينب علي حسن', '500000'],
      ['احمد كريم جاسم', '890920'],
      ['علي حسن كاظم'],
      ['1450', 'مكرر'],
    ];
    const lines = readReturned(rows, sent);
    // What was sent, and what the bank says of it.
    expect(lines[2]).toMatchObject({ amount: 890_921, bankAmount: 890_920 });
    expect(lines.map(({ row, state }) => [row, state])).toEqual([
      [1, 'UNKNOWN'],
      [3, 'AMBIGUOUS'],
      [4, 'AMOUNT_DIFFERS'],
      [5, 'FOUND'],
      [6, 'TWICE'],
    ]);
  });
});
